"""Corrections: whether a message takes back an earlier one, and what is right instead."""

import re

from models.rules.replies.numerals import NUMERAL, numeral_value
from models.rules.replies.patterns import late
from models.rules.replies.status import status_of

__all__ = [
    "SLIP",
    "is_correction",
    "is_removal",
    "moved_to",
    "new_content",
    "says_new_state",
    "says_wrong",
    "takes_back",
    "without_old",
]

_EARLIER = (
    "(?:刚才|刚刚|刚|上次|上回|上一?条|上一次|上个?月报的|之前|前面|前天|昨天|昨晚|早上|上午|下午|中午|方才|早前|先前|前头|那条|那份|那个|这条|原来|原先|此前|报的|发的|填的|写的"
    "|交的|说的|上报的|报送的|发给)"
)
_STATE = (
    '(?:[已己]|以完成|均|都|正|在|未|尚|无|没|完成|办结|推进|进展|进度|滞后|受阻|停|搁|慢|不变|同|按|有序|顺利|正常|启动|筹备|基本|即将|延|[“"‘]'
    "|[0-9]{1,3}\\s*%|百分之|[一二三四五六七八九]成|delay|done|on)"
)
_FIRM = late(
    "更正(?!了(?!一下|状态|上|之前|刚|昨)[一-鿿“《])|^[^,，。]{0,6}(?:说|讲|看)[错反混岔]了?[啦哈]?[,，。!\\s]"
    "|(?:^|[,，。\\s])(?:修正|更改|修改|改一下|改下)[:：]|(?:忽略|无视|删掉|别管|不要看)[^,，。]{0,4}(?:上|前|刚|之前|那)[^,，。]{0,4}[条次份个]"
    "|(?:点|按|勾|选)错了?(?=[,，。!啦哈]|$)|(?:刚|前面|上面|之前|早上|上午)[^,，。]{0,8}取消(?=[,，。!]|$)|纠错|勘误|订正|纠正一?下|改正|作废"
    "|[,，。;]我?说错了?(?=[,，。!]|$)|(?:^|[0-9号项条])(?:先)?(?:删(?:掉|了|除)?|撤(?:了|掉|下)?)(?:吧|了)*(?=$|[,，。!])"
    "|(?:^|[0-9号项条])(?:错|反|串|混|颠倒)了|别(?:录|登|记|统计)(?:了|进去)?(?=$|[,，。!\\s])"
    "|(?:发|报|填|写)的[^,，。;]{0,24}(?:不算|不要|删|撤)[掉了吧]*(?=$|[,，。!\\s])|(?:麻烦|请|帮)[^,，。;]{0,8}(?:划|抹|清)掉"
    "|撤(?:销|回|掉)?[^,，。;]{0,8}状态|(?<!能)把(?!联[络系]|对接人|[老小他她])[^,，。;]{1,20}(?:撤|删|作废)(?:了|掉|回|$)"
    "|手[快滑抖误](?=[点选按打发写填报了,，。!\\s]|$)|(?:刚才|刚刚|上一?条|之前|前面|昨天|上午|早上)[^,，。]{0,6}(?:手误|口误|笔误)"
    "|(?:系|属|为|是)(?:个|一个)?(?:笔误|手误|误报|误填|口误|误会|误写)|不是[0-9]{1,3}%[,，]?(?:而)?(?:应该)?是[0-9]{1,3}%"
    "|(?:错|误)(?:发|报|填|写|打|输|标|选|录)(?:成|为|了|到|的)?|(?:写|打|报|填|发|弄|搞|输|记|标|选|录|看|数|贴|复制|粘|登记)(?:错|重|反|岔|串|混|颠倒|漏"
    "|成了别|成别)(?:了|啦|咯|成|为|位|行|号|一|$|[\\s,，。!])|(?:写|打|报|填|选|标|记|发|贴|传)错[一-鿿]{0,4}了|重复(?:报|发|提交|了)"
    "|(?:前|上|那|这|刚|早|昨).{0,8}(?:不要了|(?:别|不)(?:用|看|管|理)(?=$|[,，。!了])|(?<!算)不算(?!什么|滞后|完成|迟|晚|了)|不算了|不作数|无效|当没发"
    "|当我没|忽略|删掉?|撤)"
    "|(?<!没)(?:说|报|填|写)(?:早|快|高|低|多|少|岔|大|小)了(?!一|两|三|些|点|不|[0-9])"
    "|(?:刚才|刚刚|刚|之前|前面|上午|早上|昨天|上次|上一?条)[^,，。]{0,8}(?:打|写|填|报|输|说|录|标|选)成了?[^,，。]{1,8}了(?=$|[。!,，])"
    "|(?:报|发|填|交|提交|上报)了(?:(?:两|二|2|三)(?:遍|次|回)|两条)|删(?:掉|了|除|去)?(?:我|刚|一|1|其中|前|后|上|那|多|重)"
    "|以(?:这|此|本|新|后|下面|刚|最后|最新|现在|第二|今天)[^,，。]{0,6}为准|撤回|收回(?:刚|上|前|那|这|之前)"
    "|撤(?:销|掉|下来?)(?:我|刚|上|前|那|这|之前|早|昨|今|[0-9]|任务|报)|(?:对调|互换|对换|调换|调个|换一下位|换过来|写反|报反|弄反|搞反|填反|颠倒|搞混|弄混)"
    "|correction|typo|please\\s+(?:ignore|disregard)|(?:ignore|disregard)\\s+(?:my|the)\\s+(?:last|previous"
    "|earlier)|should\\s+(?:be|have\\s+been)|i\\s+meant",
    re.IGNORECASE,
)
_CHANGED = late(
    f"不是(?:[已己]经?)?(?:完成|办结|推进|正常|滞后|未启动|无进展)[^,，。;]{{0,4}}[,，]?(?:而)?是(?:{_STATE})"
    "|(?<=[0-9号项条态,，])改[:]?(?:完成|办结|未启动|推进中|正在推进|正常|滞后|[已己]完成|已办结|不变|无进展)(?=[\\s,，。;!]|$)"
    "|(?:应(?:该|当)?(?:选|填|报|写|登记|标)(?:成|为|的?是)?|应改|应为|应是|应该是|应该为|应当是|应改为|应改成|请改为|请改成|改为|改成|改作|改到|更改为|更改成|修改为"
    f"|修改成|更新为|调整为|变更为|换成|替换为)\\s*[:：]?\\s*(?:{_STATE})"
)
_STATED = late(
    f"{_EARLIER}[^,，。]{{0,14}}(?:说成|写成|写的是|填的是|报的是|报成|填成|打成|记成|标成|选成|登记成|说的是|写|(?<!月)报|填|说)[^。]{{0,24}}(?:其实"
    f"|实际|应|(?<!是)不是|不对|有误|不准|错|误会|口误|是(?:因为)?没|是看)|{_EARLIER}[^,，。]{{0,16}}(?:有误|不对|错了|不准确|不准|有错|搞错|有出入|不实)"
)
_MADE = late(
    "把[^。,，]{1,24}(?:说成|写成|报成|填成|打成|记成|发成|标成|输成|看成|录成|选成)了?|改一?下[哈啊吧呀哦]*(?:[:：,，]|(?=还在|已|正|未|没))"
    "|(?<![已上申编目指招])(?:写|填|报|选|点|标|登记|说|打)(?!了|到|过|送)[^,，。]{1,10}了?[,，](?:其实|实际|应为|应是|应该是|正确)"
    "|(?:帮|请|麻烦|劳驾)[^。]{0,10}(?:改成|改为|改一下|改下|更改|修改|挪|移|删)|(?:百分比|进度|比例|完成率|数字|状态)[^,，。]{0,6}(?:更正为|应为|应是|应该是"
    "|改为|改成|改到)|(?:不要了|不算数|不作数|当没发)|漏了一个字|少打|多打了|多写了|少写了|漏写|漏字|错别字|错字"
    '|[,，](?:请|麻烦|帮忙?)?(?:改|更改|修改)(?:一?下|过来)?(?=$|[。!])|[”"](?:应?改|应为|应是|改成|改为|换成)[“"]'
)
_ASK_HOW = late("怎么|如何|咋|在哪|谁把")
_ASK_MAY = late(
    "(?:能不能|可不可以|能否|可否|还能)[^,，。;]{0,3}(?:改|撤|删)(?!成|为)|(?:能|可以)[^,，。;]{0,3}(?:改|修改|撤|撤回|撤销|删)(?:掉|一?下)?(?:吗|么|嘛|不|[伐啵])"
)
SLIP = late(
    "(?:[,，。;!…\\s(]|^)*(?:[哦噢啊呃额诶哎唉欸喔嗯哎呀]*[,，]?\\s*)?(?:不对(?!外|接|口)|不好意思|抱歉|说错了?|打错了?|写错了?|搞错了?|弄错了?|报错了?"
    "|发错了?|填错了?|看错了?|记错了?|口误|手误|笔误|错了|等等|等下|不不|(?<=[哦噢啊呃额])不(?=[,，是]|$)|sorry|oops|no\\s+wait|更正(?![为成])一?下?"
    "|纠正一?下?|准确地?说|应该说|说反了?|写反了?)(?:了|啊|哈|[,，。!…\\s:])*(?:应该是|应为|应是|是|其实是)?",
    re.IGNORECASE,
)
_REMOVED = late(
    "作废|别[录登记]|留一[个条份次]|划掉|抹掉|撤了|撤下|(?:全部|都|先)取消(?=[,，。!]|$)|报了[两二2三][遍次回]|报了两条|删(?:[一1掉其了除去]|重)|撤回|撤掉|撤销|收回"
    "|不要了|不算数|不作数|不算了|不算(?=[,，。;!]|$)|无效|当没发|当我没|忽略|去掉|重复|[发报]重|多发了|多报了|别用|别管|别看|别理|对调|互换|对换|调换"
    "|[写报弄搞填贴粘发说放录传打标]反|反了|颠倒|换过来|[写报弄搞填贴记]混|串了|先?撤(?=[,，。]|$)|ignore|disregard"
)
_N = f"(?:任务|第|#)?\\s*({NUMERAL})\\s*(?:号任务|项任务|号|项|任务)?"
_OF = "(?:那条|这条|那项|内容|进展|情况|那个|那段|那份|里|的){0,3}"
_MOVED = (
    (
        late(
            f"(?:把|将)?{_N}{_OF}(?:错|误|不小心|手滑|给|都)*(?:发|写|打|报|填|输|弄|标|录|贴|放|搞|记|看|归|登记|算)(?:错)?(?:成|为|到|在|进"
            f"|作)(?:了)?(?:了)?{_N}(?:了|上|里|下面|名下|头上|去|那|这|的)?(?!\\s*[%月日年])"
        ),
        1,
    ),
    (
        late(
            f"(?:错|误)(?:发|写|打|报|填|输|标|记)(?:成|为|到)(?:了)?{_N}[,，]?(?:应为|应是|应该是|其实是|实际是|实为){_N}"
        ),
        2,
    ),
    (late(f"不是{_N}[,，]?(?:而)?(?:应该)?是{_N}"), 2),
    (
        late(
            f"{_N}{_OF}(?:[写报打发填输](?:错了?|成了?(?=[,，]))|错了|有误|不对)?[,，]?(?:应为|应是|应该是|应该为|应该|应当是|应改为|应改成|改为|改成|换成|其实是|实际是"
            f"|实为|是|本来是|本应是)(?:任务|第)?\\s*({NUMERAL})(?:号|项|任务|的|那条|那|内容|情况|才对|吧)*(?=$|[,，。;!:：\\s])(?!\\s*[%月日年])"
        ),
        2,
    ),
    (late(f"{_N}{_OF}(?:应该|应|请|麻烦|帮我?|要)*(?:归|放|挪|移|算|转|改|并|记)(?:到|在|入|给|去)\\s*{_N}"), 2),
    (late(f"是{_N}(?:的|号|那)*[,，]?不是{_N}"), 1),
    (
        late(
            f"{_N}{_OF}(?:发|报|填|写|打|标|记)[错串](?:了)?(?:号|位|行)?了?[,，](?:应该|其实|本来|应)?是{_N}(?:的|那)"
        ),
        2,
    ),
)
_NEW = late(
    "(?:应改(?=[已己完办未推滞正无])|(?<=[0-9号项条])改(?=[已己完办未推正滞无])|^改(?=[已己完办未推滞无])"
    "|应(?:该|当)?(?:选|填|报|写|登记|标)(?:成|为|的?是)?|应为|应是|应该是|应该为|应当是|应改为|应改成|改为|改成|改作|改到|更改为|更改成|更正为|订正为|修改为|修改成|更新为"
    "|调整为|变更为|换成|替换为|其实(?:还)?是?|实际上?(?:还)?(?:是|为)?|实为|而是|准确的?(?:说)?是|正确的?(?:是|为)|should\\s+be)[:：,，\\s]*",
    re.IGNORECASE,
)
_OLD = late(
    "(?:不是|而非|并非|误报为|误写成|误填为|误报成|说成|写成|报成|错报为|错报成|填成|打成|记成|标成|登记成|点成|选成|勾成|按成|(?:写|填|报|说)的是|由|从"
    "|原[报写填](?:的)?(?:为|是|成)?|(?:刚才|之前|上次|上午|早上|昨天|前面)(?:报|说|写|填)(?:的|了|成|是"
    '|为)*)\\s*[“"]?(?:是?[^,，。;\\n改其实应是]{1,14})'
)


_WRITTEN_AS = late(
    f"(?:刚才?|刚刚|[上下]午|昨天|早上|前面|之前)[^,，。;0-9]{{0,4}}(?:发|报|填|写)的{_N}(?:其实|实际上?|应该|本来|应)是{_N}(?!\\s*[%月日年个家场])"
    f"|(?:内容|进展|那[条个份]|发的|报的)[^,，。;0-9]{{0,3}}是{_N}(?:的|号|那)*,?不是{_N}|{_N}{_OF}(?:错|误)?(?:发|写|打|报|填|输|标|录|记"
    f"|看)(?:成|到)了?{_N}(?!\\s*[%月日年])|{_N}{_OF}(?:应为|应是|应该是|应该为|应改为|应改成|改为|改成){_N}(?=$|[,，。;!:\\s])"
    f"|不是{_N}[,，]?(?:而)?(?:应该)?是{_N}|{_N}{_OF}(?:应为|应是|应该是|应该为|应改为|应改成|改为|改成|其实是|实际是|实为|本来是|本应是){_N}(?:号|项|任务"
    f"|那条|才对)*的|{_N}{_OF}(?:应该|应|要|得|请)(?:归|放|挪|移|算|转|改|记)(?:到|在|入|给){_N}"
)
_WRONG = late("误会|误报|[报写填打发]错|[口笔手]误|手[快滑]|不对|有误|不准|错了|[说报填写][早快高低多少大小]了")
_PIECES = late("(?<=[,，。;!\n])|(?<=[^\\x00-\\x7f ])(?= +[^\\x00-\\x7f])")
_FIGURE = late("(?:百分比|进度|完成率|比例|人数|场次|数量|数字|数据|金额|场数|家数)[^,，。;]{0,6}[,，]?$")


_CALLED_WRONG = (
    "(?:(?:是我|我|又|都)?[写打报填发说弄搞点选输记看按勾录传]?错了?|不对|有误|口误|手误|笔误|误报|误填|[哦噢啊呃额]不)"
)
_SORRY = "(?:不好意思|抱歉|对不起|sorry|谢谢|[哦噢啊呃额诶哎唉])"
_TAKEN_BACK = late(
    f"(?:^|[,，。;!?…\\s]+)(?:(?:{_SORRY}[了啊哈,，\\s]*)*{_CALLED_WRONG}[了啦哈啊呀的吧,，。!…~\\s]*)+(?:{_SORRY}[了啦哈啊,，。!~\\s]*)*$",
    re.IGNORECASE,
)
_WONDERED = late(
    "(?:应该|可以|要|能)?[填写报选算](?!的)[^,，。;!?\n]{1,10}吧[?!。]?$|[^,，。;!?\n]{0,20}[错反重混]了?[^,，。;!?\n]{0,4}(?:会不会|要紧"
    "|要不要紧|影响)[^,，。;!?\n]{0,10}|[^,，。;!?\n]{0,30}(?:[错反重混](?:了|掉了)?(?:吧|吗|么)"
    "|是不是[^,，。;!?\n]{0,20}[错反重混])[^,，。;!?\n]{0,10}[?!。]?"
)


_BLANK = late("(?<=[^\\x00-\\x7f]) (?=[^\\x00-\\x7f])")


def _pointed(folded: str) -> str:
    """Return the text, of the same length, with commas where blanks part Chinese words."""
    return _BLANK.sub(",", folded)


def is_correction(folded: str) -> bool:
    """Whether a message says that an earlier one was wrong."""
    folded = _pointed(folded)
    if _ASK_HOW.search(folded) or (_ASK_MAY.search(folded) and not _CHANGED.search(folded)):
        return False
    folded = _WONDERED.sub("", folded)
    return bool(
        _FIRM.search(folded)
        or _WRITTEN_AS.search(folded)
        or _CHANGED.search(folded)
        or _STATED.search(folded)
        or _MADE.search(folded)
        or takes_back(folded)
    )


def takes_back(folded: str) -> bool:
    """Whether a passage ends by calling wrong what it has just said (28已完成，写错了), and says nothing else instead."""
    folded = _pointed(folded)
    back = _TAKEN_BACK.search(folded)
    return back is not None and not (_NEW.search(folded) or _OLD.search(folded) or folded.startswith("是"))


def says_new_state(folded: str) -> bool:
    """Whether a message puts a state in the place of another (应为完成, 改成推进中)."""
    return bool(_CHANGED.search(_pointed(folded)))


def says_wrong(folded: str) -> bool:
    """Whether a message calls an earlier one wrong in so many words (更正, 写错, 作废)."""
    folded = _pointed(folded)
    return bool(_FIRM.search(folded) or _WRITTEN_AS.search(folded) or _STATED.search(folded))


def is_removal(folded: str) -> bool:
    """Whether a passage withdraws, swaps or drops a double."""
    return bool(_REMOVED.search(_pointed(folded)))


def moved_to(folded: str) -> list[tuple[int, int, int]]:
    """Return (right number, wrong number, end) for every 35 错发成 30: the earlier content belongs to the first."""
    folded = _pointed(folded)
    found: list[tuple[int, int, int]] = []
    for pattern, right in _MOVED:
        for match in pattern.finditer(folded):
            numbers = [
                value for word in match.groups() if word is not None and (value := numeral_value(word)) is not None
            ]
            if len(numbers) == 2 and not _FIGURE.search(folded[max(0, match.start() - 14) : match.start()]):  # noqa: PLR2004 - the right one and the wrong one
                found.append((numbers[right - 1], numbers[2 - right], match.end()))
        if found:
            return found
    return found


def without_old(folded: str) -> str:
    """Return a correcting passage without what it quotes as wrong (不是14, 写成完成)."""
    return _OLD.sub("", folded)


_DENIAL = late("^[,，]?(?:并|还)?没(?:有)?[,，](?=.)")


def new_content(folded: str) -> str:
    """Return what a correcting passage states as right, without what it quotes as wrong."""
    folded = _pointed(folded)
    places = list(_NEW.finditer(folded))
    stop = len(folded)
    for place in reversed(places):
        if status_of(said := _DENIAL.sub("", folded[place.end() : stop])) is not None:
            return _OLD.sub("", said)
        stop = place.start()
    if places and (last := folded[places[-1].end() :]).strip(" ,，。!") and status_of(folded) is None:
        return _OLD.sub("", last)
    pieces = _PIECES.split(folded)
    wrong = max((place for place, piece in enumerate(pieces) if _WRONG.search(piece)), default=-1)
    if wrong >= 0 and status_of(said_after := "".join(pieces[wrong + 1 :])) is not None:
        return _OLD.sub("", said_after)
    right = [piece for piece in pieces if not _WRONG.search(piece)]
    return _OLD.sub("", "".join(right or pieces))

"""Questions: whether a clause asks, and whether it asks for the due day, for the tasks, or for something else.

A question is weighed by the kinds of words in it (a time, handing in, how-to, an own report), not by whole phrases.
"""

import re
from functools import lru_cache

from models.rules.replies.patterns import late
from models.rules.replies.values import Intent

__all__ = ["LATER_DAY", "SUBMIT", "asked_intent", "is_conditional", "is_how_to", "is_question"]

_N = "[0-9一二三四五六七八九十廿卅]{1,3}"
_SOFT = "[啊呀哈哦噢呢嘛哇啦咧]*"
_ENDING = (
    f"(?<=[一-鿿])(?<![也都又并从绝决要可岂还就我你他是])不{_SOFT}(?=$|[,，。!~?])|(?<=[一-鿿])[了过到上好完齐成](?:了)?没(?:有)?{_SOFT}(?=$|[,，。!~?]|我[不也没]|不[清知])|"
    f"(?:(?<!不)[完办好报交收过定上去了功成有齐全对到批改行填存录送着审]|登记|提交|更新|出来|下来)(?:了)?没(?:有)?{_SOFT}(?=$|[,，。!~])"
    f"|(?:[及报交填补收行对好能在是要用算来赶话期晚迟数]|可以|需要|顺延)不(?:行|能|可以)?{_SOFT}(?=$|[,，。!~?])"
)
_ASKING = late(
    rf"[?]|吗|[么嘛]$|(?<=[以行成好对])[伐啵]$|么[,，。!~]|(?:^|[0-9号项那]|(?<!好)的|任务|其他|其余|另外|别的)呢(?:$|[,，。!])|(?:[行好对是]|可以|成|今天|当天|算数)吧$|是[^,，。]{{1,14}}(?:吧$|还是)|[日号天][^,，。]{{0,8}}[报交填补发]吧"
    rf"|(?P<choice>[报交填写发用走算归按找])[^,，。;]{{0,8}}还是[^,，。;]{{0,6}}(?:(?P=choice)|单独|分开|合并|一起)|{_N}[日号]?[前交报]?还是{_N}[日号]?"
    rf"|{_ENDING}|什么(?!都|也|(?<![干做是弄搞办讲说]什么)的$|问题|困难|大)|(?P<verb>[一-鿿])不(?P=verb)(?!断|了)|(?P<whether>[报交填办发])没(?P=whether)|(?P<pair>[一-鿿]{{2}})不(?P=pair)|(?:算|填|写|选|登记|归)[^,，。;]{{1,8}}还是(?!有|在|没|要|需|得|老|那)|^要不[^,，。;]{{1,12}}$|(?:可以|应该|要|能|得)(?:不)?[填写报选算交][^,，。;]{{0,6}}吧$|我[^,，。]{{0,4}}[报交填]过了吧|晚不晚|迟不迟|谁(?!都|也)|(?<!别的)几(?:项|条)没|[我都][^,，。]{{0,4}}[报交填]了吧|(?:收到|看到|报上|提交|登记|成功)了?吧$|哪(?!怕|里的话|有.{{0,4}}(?:滞后|停|慢|拖))|几时|几(?:楼|层)(?=$|[?,，。啊呀呢])|有几(?:家|个|位)(?:配合|牵头|责任|参与)(?:的)?(?:单位|部门)?(?=$|[?,，。])|有几(?:家|个|位|人|场|次)(?=$|[?吗呢,，。])|(?<![近十好这那前后上百第])几(?:月|日|年|号|点(?!建))|(?<![近十好这那前后上百第的他余下])几(?:项|条)(?![^,，。;?]{{0,8}}(?:都|均|也|全|○|没(?:有)?(?:什么|啥|进展|变化|动静)|无(?:新|进展|变化)))|几个(?:任务|[没未](?:报|交|填))|(?<![晚缓宽延拖推错等给再我局这那近前好])几天(?=$|[?了]|能|可|截|到|就)|多少(?!有点|有些)|干嘛(?=的|$|[?呀啊,，。])|多久|多长时间|何时|为什么|为啥|为何(?=[不没还要会是又只这那总,?]|$)|怎么(?!也|都)|咋|如何|啥(?!都|也|问题|困难|大)"
    r"|(?<!研究)(?<!论证)(?<!确定)(?<!核实)(?:是否|能否|可否|可不可以|能不能|行不行|要不要|是不是|有没有|对不对|好不好|报不报|用不用|需不需要|算不算|得不得|来不来得及|会不会|该不该)|请问|想问|问一?下(?!领导|科|局|主任|处|他|她|同事|业务|相关|有关|下面|各|单位|部门|县|区|企业|办公室|经办|再|后|了再)|(?<![得去再我先])问问(?!再|清楚|领导|科|局|主任|处)|咨询(?!公司|服务|会|机构|费|委)|来着|真的假的|[前交报]还是|可以吧|来得及吧|(?:过期|逾期|超时|[晚迟])了?吧|算(?!滞后|推进|正常|没|未).{0,8}吧$"
    r"|\b(?:what|when|who|which|how|why|can\s+(?:i|we)|could\s+(?:i|we|you)|may\s+(?:i|we)|is\s+it|do\s+(?:i|we)|does|are\s+there|is\s+there|have\s+(?:i|we)|did\s+(?:i|we|you))\b",
    re.IGNORECASE,
)
_HARMLESS = late(
    "(?:啥|什么)[^,，。;?]{1,6}(?:都|也)(?:没|无|不)|(?:谁|哪|怎么|如何|什么|几|多少)[^,，。;?]{1,16}?(?:[已正]|尚未|还没|待)在?(?:经)?(?:明确|确定|定|研究|落实|摸底|统计|论证|商)|哪[一-鿿]{1,2}得[完了过及起动成]|没有?什么|无什么|没有?啥|(?P<w>怎么|啥|什么|咋)[^,，。;]{1,10}(?P=w)|(?:不好说|说不[好准]|难说|不(?:太)?(?:确定|清楚|知道))[^,，。;?]{0,4}(?:什么时候|何时|多久|几时|几号|哪天)|[不没]怎么|怎么都|什么都|多少都|任何|无论|不管|不论|不知道?为什么|说不上"
)
SUBMIT = "(?:报(?!告[^给送]|名|销|批|建|审|价|表|到)|交(?!流|付|通|给(?!你|您|办公室|市|县)|接|由|代|办|易)|填(?!平|充)|提交|补(?!助|贴|偿|短)|送(?!审|检|给)|发(?!文|布|改|票|给|现|展|改委|放)|收(?!到|悉|获|集|藏)|上传|汇总)"
_TIME = late(
    f"{_N}\\s*[日号](?!任务|项|楼|线|院|馆|文|门|的(?!时候|那天))|(?!一点(?![半钟前整之以]))(?<![0-9一二三四五六七八九十]){_N}\\s*点|[0-9]:[0-9]|(?:周|星期|礼拜)[一二三四五六日天末]|今[天日晚早]|明[天日早晚]|后天|月[底末初中]|上午|下午|中午|今晚|晚上|下班|年底|本周|下周|下个?月|节[前后]|月份?之?前|(?:本|这个?|每)月|这次|这期|那天|当天|季度末|tomorrow|today|tonight|monday|friday",
    re.IGNORECASE,
)
_WHEN = late(
    "什么时候|啥时候?|何时|几时|几号|几点|哪一?天|哪日|多久|多会儿?|什么时间|哪个时间|多少时间|多少天|还有几天|剩几天|几天|何日|\\bwhen\\b",
    re.IGNORECASE,
)
_LIMIT = late(
    "截止|截至什么|最晚|最迟|最后(?:一天|期限|时间|日期|几天|是)|期限|时间节点|到期|来得及|来不来得及|赶得[上及]|赶不赶得|赶在|超时|逾期|过期|迟报|迟到|是(?:这个|那个|同一个?|老)?(?:时间|日子|日期)|(?<![昨今])晚报|迟交|(?<![昨今])晚交|算[^,，。]{0,4}[晚迟]|晚不晚|迟不迟|推后|推迟|顺延|提前(?=到|了|截|报|交|吗)|延[到了期]|往[前后](?:推|移|挪|还|[吗么]|$)|改期|改到|挪到|还来?得及|报送[日期]|报送时间|报送截|还能(?:不能)?(?:再)?(?:报|交|填|补)|还(?:行|可以|成)[吗么不]|到点了|还(?:收|开着|开放)|(?:通道|系统|入口|报送|填报|现在|已经?)[^,，。]{0,6}(?:关|停)了|(?<![通审批报交填写发送看开])过了[吗没]|(?:几|多少)天(?:时间)?|(?:改|变|换|调整)了?(?:时间|日期)|(?:时间|日期)(?:有没有|是不是|又)?(?:改|变|调)|都?算[^,，。]{0,4}(?:今天|当天|按时|准时|及时)|deadline|\\bdue\\b|too\\s+late|in\\s+time|by\\s+when",
    re.IGNORECASE,
)
LATER_DAY = f"(?:明[天日早晚]|明后天|后天|大后天|下周[一二三四五六日]?|周[一二三四五六日]|下个?月(?:初|中|底|{_N}[日号])?|月[底末]|改天|[过等][几两一]天|节后|假期后|晚上|下班后|年底|下个?季度|{_N}[日号])"
_STATE_OF = late(
    "(?:报|交|填|写|提交|发|送|登记|录)(?:的|上去的)|[报交填发送][^,，。]{0,2}(?:过(?!来|去)|上去|成功|齐|全|漏)|[报交填]了|收到|看到|登记|记录|进(?:了)?系统|录进|传上|显示(?!器|屏)|后台|状态|报没报|交没交|退回|退给|打回|退了|审核|审|通过了?没|通过了吗|批了|驳回|办好|办完|完成|办结|挂着|是什么|什么内容"
)
_TASKS = late(
    "[啥么些][活事](?=$|[?呀啊呢,，。])|哪些|哪[几条项]|(?<!好)几[项条]|几个(?:任务|事)|多少(?:项|个|条|任务)|有别的|还有(?:别的|其他|没报|哪|什么|几|任务)|任务|清单|牵头|(?:项|条)[对是]吧|主责|责任|配合|谁(?:还)?(?:没|未)|没报|未报|谁(?:负责|管|牵头|来|报|办|对|在|是|家|填|跟)|是谁|是哪[位家个]|原文|登记|记录|显示(?!器|屏)|后台|状态|收到(?:了)?(?:没|吗)|看到(?:了)?(?:没|吗)|收着|(?:我|刚|昨天|上午|早上|刚才|上次|上个?月|之前)[^,，。]{0,10}(?:报|交|填|提交|发|上报|送)|(?:报|交|填|提交|发)[^,，。]{0,4}(?:了|上|齐|全|过|成功)[^,，。]{0,3}(?:没|吗|么)|报上去|退回|过审|审核?|那[几些]条|我有|我还|我名下|我们有|我们?(?:局|单位|这边|委|办|院|部)?[^,，。]{0,6}[对是]吧|是什么|什么内容|归谁|归哪|归我|属于|哪个(?:单位|科|部门|局|任务)|哪家|哪项|讲的?(?:什么|啥)|说的?(?:什么|啥)|具体(?:内容|要求|是)|怎么写的|怎么表述|what|which|who|list|my\\s+tasks|(?:还)?(?:欠|差|缺|漏|剩)(?:了|报)?(?:哪|几|什么|啥|谁)|几个[没未](?:报|交|填)|没报的|未报的|算(?:完成|办结|滞后|报)|到哪(?:一)?步|进展(?:如何|怎么样|怎样|咋样)|对接人|联系方式|我们?(?:局|单位|委|办|院|部|家)?的(?:吗|吧|么)|要报(?:哪|几)|\\btasks?\\b",
    re.IGNORECASE,
)
_HOW_TO = late(
    "(?:怎么|如何|咋|怎样)(?!写的|[登标]记的|[报填记标]的|显示|表述|样|了|还没|没)(?:个)?(?:才能|才|能|去|来|把|在|给|样)?[^,，。]{0,6}(?:填|报(?!的)|写(?!的)|操作|上传|改|登录|打开|弄|办|用|进|下载|传|注册|绑定|发|交|选|换|撤|删|算|处理|导|设|录|提交|加|补|附|登|理解|做|联系|分)|在哪(?:里|儿)?(?:填|报|改|上传|下载|看文件|点|找|登|传|写)|[模样][板版例表本]|范[例本]|示例|格式|多少字|字数|照片|附件|链接|打不开|登不上|密码|手续|流程|影响|通报|考核|扣分"
)
_NEED = late(
    "(?:要不要|用不用|需不需要|是否需要|是否要|是不是(?:要|得|需要?|还要|必须)(?!(?:报|交)[?吗]?$)|报不报|算不算(?![早晚迟超逾])|会不会(?![被要记算按当是]*[晚迟超逾]))|(?:需要|还要|还用|还得|还需|必须|(?<![主需])(?<!时候)(?<!几号)(?<!哪天)要(?!求|是|报|交)|(?<!有)(?<!什么时)(?<!啥时候)用(?!途|地)|得)(?!及|到|上|哪|几|多少|什么|啥|求)[^,，。]{0,14}(?:[吗么不]$|[吗么][,，。!]|[?])"
    '|(?:可以|可不可以|能不能(?=[^,，。]{1,12}$)|能否|可否|能|行不行|可以不)[^,，。]{0,4}(?:写|算|并|合|一起|分开|单独|分[几两三二批期开]|直接|只|用|识别|附|加|盖|传|上传|带|改|撤|换|删|导|按|语音|听)|(?:(?:写|填|登记|算|标)(?:成|为)?|报成)[“"]?(?!.{0,4}[日号])[^,，。]{1,8}(?:可以|行|好|妥|合适|恰当)|(?:一起|合并|分开|单独)(?:报|填|写|交)|(?:写|填|报|交|附|用)(?!的)[^,，。]{0,8}还是(?:写|填|报|交|附|用)?'
)
_DAY_OR_DAY = late(
    f"(?:截止|期限|最[晚迟后])[^,，。;]{{0,6}}{_N}[日号]?还是{_N}|前[^,，。]{{0,2}}还是[^,，。]{{1,6}}前|(?:[0-9半][日号点半]|月[底初末]|[上下中]午|晚上|(?:周|星期|礼拜)[一二三四五六日天末]|当天|[今明后][天日晚])[^,，。]{{0,6}}还是[^,，。]{{0,4}}(?:月[底初末]|{_N}[日号点]|[上下中]午|晚上|(?:周|星期|礼拜)[一二三四五六日天末]|当天|[今明后][天日晚])|{_N}[日号]?[前交报]?还是{_N}[日号]|(?:月[底末初中]|(?:周|星期)[一二三四五六日天]|今天|明天|{_N}[日号])[^,，。]{{0,3}}还是(?:月[底末初中]|(?:周|星期)[一二三四五六日天]|今天|明天|{_N}[日号])|(?:[是到改在]|还是|要求|规定)[^,，。]{{0,3}}{_N}[日号][^,，。]{{0,3}}(?:吗|么|吧|[?])"
)


_BY_THEN = late(
    "(?:[日号点午天晚周底]|(?:周|星期|礼拜)[一二三四五六日天末]|下班)(?:之|以)?前[^,，。]{0,3}(?:可以|行|算|都?能?报|好|[是对]吧)"
)
_DAY_BEFORE = late(
    f"(?:{_N}[日号]|(?:周|星期|礼拜)[一二三四五六日天]|月[底末]|今[天晚]|明天)(?:之|以)?前[^,，。;]{{0,4}}(?:{SUBMIT}|完成填?报)|{_N}[日号]{SUBMIT}"
)
_HOW_OFTEN = late(
    "(?<!还需要)(?<!还用)(?<!还要)(?<!还得)每个?(?:月|周|季度?|期)[^,，。;]{0,6}[报交填][^,，。;]{0,3}(?:还是|吗|么|吧|[?])|一个?(?:月|季度?)一[报次交]|多久[报交填]一"
)
_WHICH = late(
    "哪[些几]|哪[条项个](?!单位|部门|科)|(?<!好)[几多少]项(?![^,，。;?]{0,8}(?:都|均|也|全|○|没(?:有)?(?:什么|啥|进展|变化|动静)|无(?:新|进展|变化)))|几条|几个任务|多少任务"
)
_OFFICE = late(
    "(?:你们|办公室|考核办|督查室|督查办|市府办|市委办|咱们办)[^,，。;]{0,14}(?:谁|哪位|哪个人|电话|联系|找)|(?:谁|哪位|电话|联系)[^,，。;]{0,10}(?:你们|办公室|考核办)|找谁|联系谁|打给谁"
)
"""Whom to ring at the office: nothing about tasks."""
_OF_TASKS = late("任务|牵头|责任单位|配合|原文|[0-9]号|[0-9]项|收到|看到|登记|[报交]的|[报交]了")
_HELP = late(
    "(?:能不能|能否|可否|可不可以|能|可以)(?:再|也)?(?:帮(?:着|忙|我们?)?(?:协调|解决|催|推|争取|出|打|反映)|协调|支持|出[个份面]|发[个份]函|反映|牵个?头)"
)
"""A call for the office's help with the work."""
_PLACE = late(
    "(?:接待|值班|采访|出差)任务|机器人[^,，。;]{0,4}谁|去哪办|停[水电]|群里谁|工资|奖金|会议室|几号[楼院门]|几楼|几层|停车|食堂|打印机|饭堂"
)
_SPARED = late(
    "(?:不用|不必|无需|不需要?)(?:再|月月|每个?月|年年|继续)*[报填交]|不[报填交]了|免[报填]|用不用|还(?:要|用|得)不?(?:要|用)?[报填交]"
)
_SETTLED = late("[了完好过](?:是|了|就|还|那|,|的)")
_WHY = late("为什么|为啥|为何")
_CONDITION = late(
    "^(?:如果|要是|假如|假使|倘若|若(?!干)|一旦|万一|如(?=能|可|果|期不|不|有|需|无|批)|等(?=.{1,12}(?:后|了|再|才))|除非|只要)|的话|能[^,，。;]{1,12}就(?:好|不错|行|可以|谢天谢地|烧高香)了?$"
)
_SHORT = 9
_ELSEWHERE = late("车|饭|开会|会议|调度会|飞机|航班|球|课|班(?!前|后)|电影|放假")


@lru_cache(maxsize=64)
def is_question(folded: str) -> bool:
    """Whether a clause asks something."""
    return bool(_ASKING.search(_HARMLESS.sub("○", folded)))


def is_conditional(folded: str) -> bool:
    """Whether a clause only supposes something (要是5办完了)."""
    return bool(_CONDITION.search(folded.strip()))


def is_how_to(folded: str) -> bool:
    """Whether a question asks how, in what form or whether something is needed."""
    return bool(_HOW_TO.search(folded) or _NEED.search(folded))


_SUBMITS = late(SUBMIT)
_TASK_ITSELF = late("任务(?!进展|报送)")
_DUE_FOR = late(f"{SUBMIT}|要$|[止收关结]|开始|月报|总结|材料|给到|给你们")


def _asks_when(folded: str, *, labelled: bool) -> bool:
    """Whether a question asks when a report is due, or whether a day is in time."""
    limit, timed = _LIMIT.search(folded), _TIME.search(folded)
    submit, state = _SUBMITS.search(folded), _STATE_OF.search(folded)
    if limit and (timed or "的" not in folded or not state):
        return True
    if timed and not state and _BY_THEN.search(folded):
        return True
    due = limit or _asks_due(folded)
    if due and (submit or not (labelled or state)) and not _TASK_ITSELF.search(folded):
        return True
    return bool(_DAY_OR_DAY.search(folded) or (timed and submit and not state))


def _asks_due(folded: str) -> bool:
    """Whether 什么时候, 几号 and the like ask for handing in, not for a meeting or a bus."""
    if not _WHEN.search(folded) or _ELSEWHERE.search(folded):
        return False
    return bool(_DUE_FOR.search(folded)) or len(folded) <= _SHORT


def _is_alien(folded: str, *, labelled: bool) -> bool:
    """Whether a question is about neither days nor tasks: a place, the office's help, whom to ring there."""
    if _PLACE.search(folded) or _HELP.search(folded):
        return True
    return not labelled and bool(_OFFICE.search(folded)) and not _OF_TASKS.search(folded)


def asked_intent(folded: str, *, labelled: bool = False) -> Intent:
    """Return what a question asks for; `labelled`: it stands under a task's number."""
    when, limit, state = _WHEN.search(folded), _LIMIT.search(folded), _STATE_OF.search(folded)
    firmly = (
        _DAY_BEFORE.search(folded)
        or _HOW_OFTEN.search(folded)
        or (limit and (_TIME.search(folded) or when))
        or _asks_due(folded)
    )
    spared = bool(_SPARED.search(folded))
    if (spared and _SETTLED.search(folded)) or (
        is_conditional(folded) and (spared or not (_TIME.search(folded) and _SUBMITS.search(folded)))
    ):
        return Intent.OTHER
    if (_WHY.search(folded) and not (state or labelled)) or (
        is_how_to(folded) and not firmly and not _DAY_OR_DAY.search(folded)
    ):
        return Intent.OTHER
    if _WHICH.search(folded) and not when:
        return Intent.QUERY_TASKS
    if _is_alien(folded, labelled=labelled):
        return Intent.OTHER
    if _DAY_BEFORE.search(folded) or _HOW_OFTEN.search(folded) or _asks_when(folded, labelled=labelled):
        return Intent.QUERY_DEADLINE
    return Intent.QUERY_TASKS if labelled or state or _TASKS.search(folded) else Intent.OTHER

"""Which numbers of a message cannot be task numbers: dates, times, counts, editions, grades, money, document numbers.

And which ones mark the points of a list (1、… 2、…), not tasks.
"""

import re

from models.rules.replies.numerals import NUMERAL, Number
from models.rules.replies.patterns import late
from models.rules.replies.values import Sender

__all__ = ["COUNTED", "barred_places", "is_day", "list_marks"]

COUNTED = (
    "[ ]?(?:多|余|几|来)?(?:个(?!体|人(?:所得|信息|征信|申报|中心|办|贷|账|信用|工商)|性|案)|家(?!具|居|庭|乡|长)|场(?!馆|地|所|景)|次(?!年|日|序)"
    "|人(?!才|工|社|民|大|文|居|事|均)|名(?!录|单|人|片|家|城|瓷|称|师|额|誉|牌|胜|校|气|义|医)"
    "|位(?!于|置)|处(?!置|理|于|长)|件(?!均)|套(?!餐)|[万亿](?!年|寿|古)|千(?=[0-9万多余家人元米瓦克个平亩吨件套名场次])|块(?!状)|元(?!旦|青|宇|素)|公里"
    "|米(?!其)|平方|平米|亩|吨|台(?!账|湾)|辆|份(?!额)|期(?!间|刊|待)|批(?!复|准|文|量|示|次发)|届(?!时)"
    "|级(?!别)|[楼栋幢](?!宇|市)|层(?!面|次)|室(?!内|外)|号(?:楼|院|馆|线(?!上|下|索)|文|令|公告|门|厅|展|展厅|窑|地块|会议室|仓|厂房|路|车间|机)"
    "|[℃°‰%％]|摄氏度|度(?!假|汛|过)|天(?!然|府|津)|周(?!边|期|知|密|年庆|转)|年(?!初|底|度|内|中)|岁|分钟|秒|小时"
    "|倍|公顷|户(?!外|籍|型)|所(?!有|属|需|在|以|得)|间(?!接|隔)|座(?!谈)|幅(?!员|度)|篇(?!章)|册"
    "|本(?!应|来|该|已|拟|就|月|周|项|期|年|地|市|局|区|级|轮|次|身|省|单)|支(?!付|持|撑|部)|只(?!有|剩|完|是|差|能)|对(?!接|外|照|策|方|标|于|口|上|内)"
    "|组(?!织|建|长)|类(?!似|别)|种(?!植|子)|款(?!项|待)|轮(?!值|换|流)|条(?!例|件)|[镇乡村县国省校](?!家|局|商|科|教|财|住|交|水|人|生|市|部|审|属|检|经"
    "|统|林|级|内|外|际|庆|里|委|政|直|领|企|方|厅|工|园|舍|董|有|文|道|发|税)|分(?!管|别|批|步|布|类|析|局|期|项|三步|配|两|管领导|解)"
    "|点(?!错|选错|位|评|亮|面|击|状|对)|时(?!间|代|尚|效|段|限|节|刻)|[日](?!常|前(?=[^前]{0,2}[，,])|程|本|益)"
    "|月(?!底上|球|亮|光|季|度报)|季|版(?!权|块)|章(?!程)|节(?!点|庆|日|能|目)"
    "|项(?!目|任务|工作)(?=[^,，。;:：、和]*(?:措施|指标|制度|成果|内容|活动|专利|标准|政策|举措|荣誉|清单|问题|整改))|步(?!骤|入|伐|行)|阶段|站(?!点)"
    "|集(?!中|团|聚|体)|颗|张(?!贴)|瓶|箱(?!包)|桶|车(?!站|间|库|辆|路|流|险|船|展)|趟|字(?!画|库|典|样)|页(?!面|岩)|段(?!落|位)|门(?!户|票|店)"
    "|枚|棵|株|盏|口(?!岸|径|碑|头)|笔(?!记|试)|宗(?!旨)|起(?!草|步|初|来|码)|例(?!行|会)|班(?!子|列|车|组|长|主任)|项次|场次|人次|户次|标段|车位|床"
    "|席(?!位)|平(?!台|安|均|面|稳|整|行|等|原|凡|衡|常|时|日|价|息|湖|江|坝|乐)|毫|克(?!服|隆|拉|里)|斤|升(?!级|格|档|规|值|温|降|学)|寸|英寸|码(?!头)|赫"
    "|瓦(?!窑|片|工|器|屋)|伏(?!特)|兆|[kGT](?![a-z])|路(?!演|线|径|口|面|网|灯|由)|盒|杯|碗|桌(?!面)|毛(?!坯|利|条|重)|厘米|折(?!页)"
    "|行(?!动|业|政|程)|窟|龙窑|馆次|强(?!化|力|制|调|村|镇|县|省|市|国|企|基|链|势|劲)|线城市)"
)
"""A counting word directly behind a number: 28场, 12家, 第8批; the words that merely begin like one are let through."""

_ENGLISH = (
    "(?:done|delay|on|in|not|finish|complet|pend|progress|ok|going|still|under|no|stall|block|ahead|behind"
    "|almost|nearly|has|is|was|start|ongoing)"
)
_SPANS = [
    late(pattern.replace(r"\s*", r"[ \t]*"), re.IGNORECASE)
    for pattern in (
        r"《[^》\n]{0,200}》",
        r"〔\d{4}〕\s*第?\s*\d+\s*号?",
        r"\((?:19|20)\d{2}\)\s*第?\s*\d+\s*号?",
        r"(?<!\d)(?:19|20)\d{2}\s*[-~/.年至到]\s*(?:19|20)\d{2}年?",
        r"(?<!\d)(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}[日号]?)?",
        r"(?<!\d)(?:19|20)\d{2}年?(?!\d)",
        r"(?<!\d)\d{1,2}\s*月(?!底上)份?\s*(?:\d{1,2}\s*[日号]?)?(?:\s*[-~至到、]\s*(?:\d{1,2}月)?\d{1,2}\s*[日号])?",
        r"[一二三四五六七八九十]{1,2}月份?(?:[一二三四五六七八九十廿]{1,3}[日号])?",
        rf"{NUMERAL}(?:\s*[-~至到、/.和及]\s*{NUMERAL}){{0,6}}\s*(?:日(?!常)|月|周年|点钟|点半|小时)",
        r"\d+(?:\.\d+)?\s*(?:%|‰|℃|°)",
        rf"百分之{NUMERAL}|{NUMERAL}分之{NUMERAL}|{NUMERAL}成(?!立|果|效|功|员|本)半?",
        r"(?:附件|附表|附图|表|图|版本|方案|标段|步骤|阶段|单元|教室|房间|窗口|车间|型号)\s*\d+(?![号项]?任务)",
        r"[¥$￥€]\s*\d[\d,.]*",
        r"\d{5,}|\d{3,4}-\d{6,8}(?:-\d+)?|\d{3}[- ]\d{4}[- ]\d{4}",
        r"(?<![a-z])(?!no|task|t\d)[a-z]+-?\d+(?:\.\d+)?|v\d+(?:\.\d+)*",
        rf"(?<![\d.])\d+(?:\.\d+)?(?!{_ENGLISH})[a-z]+",
        (
            "十[二三四五]五(?=规划|期间|时期|末|开局|$|”)|五一(?=前|后|期间|假|节|劳|小长)|十一(?=前|后|期间|假|国庆|黄金|长假)"
            "|(?:六一|七一|八一|五四|三八)(?=前|后|期间|节|活动|青年|建|妇)|四通|五湖|三清|一带一路|九江|一(?=[是直些般切并起旦致体定样方边带路级流线]|如既往)"
        ),
        (
            "(?:其一|其二|其三|第[一二三](?![十项号条个0-9])|之一|唯一|统一|专一|万一|单一|同一|逐一|星期[一二三四五六]|周[一二三四五六]|十分|十足|十几|十余|几十|百余|数十|三方"
            "|双十一|两会|两天|两点|两周|两个|两家|两项)"
        ),
        r"工业\s*\d\.\d",
    )
]
_TIME = late(
    r"(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d(?::\d{2})?(?!\d|\s*%|成|\s*(?:月|年|日|家|场|个|人|名|处|件|项|次|户|期|批|万|亿|多|余))"
)
_COUNTED = late(f"{NUMERAL}(?:\\s*[-~至到、/和及]\\s*{NUMERAL}){{0,6}}(?={COUNTED})", re.IGNORECASE)
_EDITION = late(
    f"第\\s*{NUMERAL}\\s*(?:届|批|期|次|轮|季|章|节|版|名|位|代|阶|步|产|方|天|周|年|稿|标|分|中|人|医|巡|小|党|工|支|幼|实|站|场|组|层|级|道|页|例|件|套)"
)
_VALUE = late(rf"{NUMERAL}\s*(?:号|项|任务)?\s*:\s*(\d{{1,3}})(?=\s*(?:[;。,\n]|$))")
_DECIMAL = late(r"(?<![\d.])\d+(?:\.\d+)+(?![\d.]|\.\d)")
_MONTH_DAY = late(r"(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})(?![\d./%-])")
_ACT = late(
    "\\s*(?:[日号前后晚早上下当起]|开[了展会]|召开|举[办行]|组织|参加|赴|去|会议|到|专家|已?[报送交提]|验收|签|发布|省|市|邀请|联合|印发|通过|评审|论证|揭牌|开[工馆园幕]"
    "|现场|调研|走访|我|在(?!推|办)|与|和|向|经)"
)
_DAY_BEFORE = late(
    "(?:月|今天|今日|明天|后天|昨天|本月|上月|下月|这个月|当月|每月|截至|截止|截止到|提前到|推迟到|推到|延到|延期到|延至|宽限到|改到|放在|定在|挪到|拖到|等到|[^0-9任号项]到"
    "|[^0-9任号项]至|于|在|最晚|最迟|不晚于|周.|星期.|礼拜.|过了|是不是|还是|必须|说是)\\s*$"
)
_DAY_AFTER = late(
    "(?:日|号)\\s*(?:还是\\s*\\d|前|之前|以前|后(?!续)|之后|以后|上午|下午|晚|早|中午|凌晨|当天|那天|左右|才|再|就(?!是)|要(?!求)|得(?!到)"
    "|交(?![易流通付给接警响底互办])|截止|开会|召开|开了|举办|举行|组织|赴|去(?![年库产])|到(?![位期目底])|参加|验收(?!完|通|中|已)|签约|发布|会议|会(?=上|前|后)"
    "|专家|来|以内|起|开幕|开馆|开园|报(?!批|建|审|名|告|关)|发(?:的|布|文|出|了)|送|提交|行|可以|可不可以|补|还(?=来|能|行|可)|能(?=不|交|报)|不(?=行|晚)"
    "|是(?=不是|周|星期|最后|截|礼拜|节|哪|休|假|工作|放)|周|星期|算(?=不|迟|晚|逾)|晚(?!点)|之内|了[,，。?!]|了$|出差|休|请假|放假|停[水电]"
    "|全(?:市|区|县|天|省|国)|[点时]|我(?!局|们|部|市|说|报|填|写|记|还|再)|那批|有(?=会|个会|活动))"
)


_MORE_TASKS = late("\\s*[、,]\\s*\\d{1,2}\\s*[-~至到、,]|\\s*(?:项|均|都)")


def is_day(folded: str, number: Number) -> bool:
    """Whether N号 is a day of the month (31号之前, 今天23号), not a task."""
    if not 1 <= number.value <= 31:  # noqa: PLR2004 - days of a month
        return False
    after = folded[number.end : number.end + 12].lstrip()
    if after[:1] == "号" and after[1:2] in {"任", "项"}:
        return False
    before = folded[max(0, number.start - 8) : number.start]
    if after[:1] == "号" and _DAY_BEFORE.search(before):
        return True
    return bool(_DAY_AFTER.match(after))


def barred_places(folded: str, numbers: list[Number], sender: Sender) -> set[int]:
    """Return the starts of the numbers that belong to a date, a time, a count, a name, money or a document number."""
    spans = [_behind_label(folded, match, sender) for pattern in _SPANS for match in pattern.finditer(folded)]
    spans += [match.span() for match in _TIME.finditer(folded)]
    spans += [_counted(folded, match, sender) for match in _COUNTED.finditer(folded)]
    spans += [match.span() for match in _EDITION.finditer(folded)]
    spans += [
        match.span()
        for match in _DECIMAL.finditer(folded)
        if not _is_list(match.group(), folded[match.end() :][:12], sender)
    ]
    for match in _MONTH_DAY.finditer(folded):
        first, last = int(match[1]), int(match[3])
        if 1 <= first <= 12 and 1 <= last <= 31 and not (sender.owns(first) and sender.owns(last)):  # noqa: PLR2004 - dates
            after = folded[match.end() : match.end() + 8]
            if (
                match[2] != "-"
                or first >= last
                or _ACT.match(after)
                or not (sender.owns(last) or (sender.owns(first) and _MORE_TASKS.match(after)))
                or not re.match(r"\s*(?:[:：,，、]|号|项|均|都|全|任务|推进|完成|滞后|无|未|没|正|按|已|暂|老)", after)
            ):
                spans.append(match.span())
        elif _ACT.match(folded[match.end() : match.end() + 8]) and first <= 12 and last <= 31 and match[2] != ".":  # noqa: PLR2004
            spans.append(match.span())
    spans += [match.span(1) for match in _VALUE.finditer(folded) if not sender.owns(int(match[1]))]
    spans.sort()
    barred: set[int] = set()
    reach = -1
    position = 0
    for number in numbers:
        while position < len(spans) and spans[position][0] <= number.start:
            reach = max(reach, spans[position][1])
            position += 1
        if number.end <= reach or is_day(folded, number):
            barred.add(number.start)
    _bar_before(folded, numbers, barred)
    return barred


_HEAD_OF_LINE = late("(?:^|[\\n;。])\\s*$")
_PLAIN_UNIT = late(" [个家场次人项条件届批级楼栋层号月日年时点分%万亿元度天位份台套米吨亩]")


def _counted(folded: str, match: re.Match[str], sender: Sender) -> tuple[int, int]:
    """Return the place of a count; of 28-30% at the head of a clause only the percent, as 28 is the task."""
    if folded[match.start() - 1 : match.start()] == "第" and folded[match.end() : match.end() + 1] == "项":
        return match.start(), match.start()
    if (
        folded[match.end() : match.end() + 1] == " "
        and _HEAD_OF_LINE.search(folded[max(0, match.start() - 3) : match.start()])
        and match.group().isdecimal()
        and sender.owns(int(match.group()))
        and not _PLAIN_UNIT.match(folded, match.end())
    ):
        return match.start(), match.start()
    pair = re.fullmatch(r"(\d{1,2})\s*-\s*(\d{1,3})", match.group())
    if (
        pair
        and folded[match.end() : match.end() + 1] == "%"
        and sender.owns(int(pair[1]))
        and re.search("(?:^|[\n,，。;、])\\s*$", folded[max(0, match.start() - 3) : match.start()])
    ):
        return match.start() + pair.start(2), match.end()
    return _behind_label(folded, match, sender)


_TWO = late("(\\d{1,2})、(\\d{1,2})(?!\\d)")
_CLAUSE_BEGINS = late("(?:^|[\\n;。,])\\s*$")


def _behind_label(folded: str, match: re.Match[str], sender: Sender) -> tuple[int, int]:
    """Return the place of a date or a count; of 29、11月12日 only the date: numbers so far apart are no estimate."""
    pair = _TWO.match(match.group())
    if (
        pair
        and sender.owns(int(pair[1]))
        and int(pair[2]) != int(pair[1]) + 1
        and _CLAUSE_BEGINS.search(folded[max(0, match.start() - 3) : match.start()])
    ):
        return match.start() + pair.start(2), match.end()
    return match.span()


def _bar_before(folded: str, numbers: list[Number], barred: set[int]) -> None:
    """Bar the first day of 28号、29号上午 too."""
    for here, following in zip(reversed(numbers[:-1]), reversed(numbers[1:]), strict=True):
        gap = folded[here.end : following.start][:8]
        if following.start in barred and _DAYS_GAP.fullmatch(gap) and here.value <= _DAYS and is_day(folded, following):
            barred.add(here.start)


def _is_list(word: str, after: str, sender: Sender) -> bool:
    """Whether 16.17.18 is a list of tasks, not a decimal or a date."""
    parts = [int(part) for part in word.split(".") if len(part) < 4]  # noqa: PLR2004 - task numbers are short
    if len(parts) >= 3 and all(part <= sender.task_count for part in parts):  # noqa: PLR2004 - more than a decimal
        return any(sender.owns(part) for part in parts)
    return (
        len(parts) == len(("whole", "fraction"))
        and all(sender.owns(part) for part in parts)
        and not re.match("\\s*[%％亿万米元分级版]", after)
    )


_DAYS = 31
_LAST_POINT = 10  # ① to ⑩ count points wherever they stand
_DAYS_GAP = late("\\s*号?\\s*(?:[、和及至到~-]|或|还是)\\s*")
_MARK_BEFORE = late("(?:^|[\\n;；。:：,，)]|[^\\x00-\\x7f] | )[\\s(*•·-]*$")
_MARK_AFTER = late("\\s*(?:[.、](?!\\s*\\d)|[.、]\\s+|[)）]|是(?=[^否不谁什哪])|,(?=\\D))")


def list_marks(folded: str, numbers: list[Number], sender: Sender) -> list[list[Number]]:
    """Return the runs 1、 2、 3、 that count points: they start at one and are not all own tasks, or stand under a task."""
    runs: list[list[Number]] = []
    for number in numbers:
        before = folded[max(0, number.start - 6) : number.start]
        after = folded[number.end : number.end + 3]
        marked = number.circled or bool(_MARK_AFTER.match(after))
        if not marked and re.match("、\\d", after) and re.search("(?:^|\n)$", before):
            marked = True
        anywhere = number.circled and number.value <= _LAST_POINT
        placed = (
            _MARK_BEFORE.search(before)
            or (before.endswith("(") and after.startswith(")"))
            or _points_of_own(folded, number, sender)
        )
        if not (anywhere or (marked and placed)):
            continue
        style = _style(folded, number)
        if number.value == 1:
            runs.append([number])
        elif runs:
            for run in reversed(runs[-8:]):
                if run[-1].value == number.value - 1 and _style(folded, run[-1]) == style:
                    run.append(number)
                    break
    return [
        run
        for run in runs
        if len(run) > 1 or not (sender.owns(1) or re.match("、\\d", folded[run[0].end : run[0].end + 2]))
    ]


_OWN_BEFORE = late("(?:^|[\\n,;。])\\s*(\\d{1,2})([、.:)])\\s*$")


def _points_of_own(folded: str, number: Number, sender: Sender) -> bool:
    """Whether 1. stands right behind an own task's number with another mark (19、1.… 2.…)."""
    before = _OWN_BEFORE.search(folded[max(0, number.start - 6) : number.start])
    return bool(
        before
        and number.value == 1
        and sender.owns(int(before[1]))
        and folded[number.end : number.end + 1] not in {before[2], ""}
        and re.search(f"2[{re.escape(folded[number.end])}]\\D", folded[number.end : number.end + 400])
    )


def _style(folded: str, number: Number) -> str:
    if number.circled:
        return "circled"
    bracket = "(" if folded[max(0, number.start - 1) : number.start] == "(" else ""
    after = folded[number.end : number.end + 1]
    return f"{bracket}{number.chinese}{after}"

"""Reading a message that names no task: everything, the only own task, or one to be asked for."""

import re

from models.rules.replies.clauses import clauses
from models.rules.replies.collecting import Reading
from models.rules.replies.cues import clause_cues
from models.rules.replies.intents import is_acknowledgement, is_conditional, is_courtesy, requests
from models.rules.replies.labels import Kind, Named
from models.rules.replies.numerals import numeral_value
from models.rules.replies.passages import parted, trim, without_wishes
from models.rules.replies.patterns import late
from models.rules.replies.percents import read_percent
from models.rules.replies.progress import has_progress
from models.rules.replies.status import status_of
from models.rules.replies.telling import tells_of_work
from models.rules.replies.values import Intent, Sender
from models.rules.words import Status

__all__ = ["read_unlabelled"]

_BLANKET = late(
    "(?:全部|所有|各项|各任务|每项|每个任务|统统|一律|通通|全都|全(?=在|已|按|完|未|正|部)|均|都|皆|(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2}|几)(?:项|个任务"
    "|个|件|条)(?:任务|工作|事项)?|手头的?任务|名下的?任务|负责的?任务|every|all|both)",
    re.IGNORECASE,
)
_LAST = (
    "(?:上(?:一|个|1)*(?:月|期|次|回|季度|报送期)(?:份)?|前(?:一|个)*(?:月|期|次|回)"
    "|(?<!截至)(?<!截止)(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?(?!底|初|中旬|上旬|下旬|[0-9]))"
)
_SAME = late(
    "(?:同(?!时|意|步|志|比|比例|一[^致样])|沿用|照(?:搬|抄|用|着?)|[抄套]|搬|复制|参[照考]|按照?|依照|用|与|和|跟|还是(?:用|按)?|维持|保持|重复"
    f"|仍(?:按|用|是)|继续用)[^,，。;]{{0,3}}{_LAST}(?:[^,，。;]{{0,12}}(?:一模一样|一样|相同|一致|无异|没区别|差不多|同|为准|不变|即可|就行|就好|就中"
    "|就成|就可以|报|填|写|算|来|办|那|的|吧|内容|材料|版本|口径|数据)|$|[,，。!])"
    f"|{_LAST}[^,，。;]{{0,10}}[,，]?[^,，。;]{{0,6}}(?:沿用|继续(?:用|有效)|不用改|不改|不动|照报|直接用|照用|(?:怎么|啥|什么|咋)(?:报|填|写)"
    f"|(?:原样|照样)[^,，。;]{{0,6}}(?:报|填|发|交)|(?:报|填|写)(?:的)?(?:啥|什么)[^,，。;]{{0,8}}(?:报|填|写)(?:啥|什么)|一模一样|照抄|那样|照旧"
    "|就行|照?搬|拿来|拿来用|再[报发填交]一[遍次]|复制)"
    "|(?:还|仍|就|照)(?:是)?(?:报|填|用|按|照)原来|沿用|同前(?!期|面)|照旧(?=报|填|上)|同上次|内容不变|(?:和|与|跟)之前(?:报|填|写)的?(?:一样|一致|相同)"
    "|same\\s+as\\s+(?:last|previous|before)|as\\s+last\\s+month|(?:copy|repeat)\\s+last",
    re.IGNORECASE,
)
_NOTHING_NEW = late(
    "(?:没|无|未)(?:有)?[^,，。]{0,6}(?:可报|要报|报的|填的|汇报的|说的|更新的|补充的|新情况|新进展)|(?:啥|什么)(?:都|也)没(?:有)?(?=$|[,，。!\\s])"
    "|没(?:有)?新的?(?:东西|内容|材料|事|情况)*(?:要|可|需)?(?:上?报|填|写|交)?的?(?=$|[,，。!\\s])|没(?:什么|啥)(?:好报|可报|要报|好说|可说|新)|无可报"
    "|零报告|0报告|nothing\\s+to\\s+report",
    re.IGNORECASE,
)


_NOT_WORK = late(
    "公交|地铁|高铁|加班|好累|篮球|足球|拼车|打车|外卖|盒饭|感冒|发烧|打印机|吃饭|午饭|食堂|羽毛球|下雨|堵车|快递|停车|空调|电梯|值班|会议室|红包|电影|停水|停电|生日|聚餐|咖啡|口罩"
    "|钥匙|打球|跑步|中奖|天气|网络|wifi|密码|系统[^,，。]{0,4}(?:卡|慢|崩)|登不上|电脑|开会去|请假|体检|工资|团购|班车|机器人|群里|群名|头像|表情",
    re.IGNORECASE,
)

_PREPARING = late("(?:在|正)(?:抓紧|加紧|马上)?(?:准备|整理|汇总|填|写材料|收集|核实|弄材料|催)")
_CHATTER = 30
_FIRM = late("推进中|按计划|滞后|正常推进|顺利|已完成|进展")
_PAPERS = late("章|签字|材料|领导|审核表|报表|填表")
_FINISHED = late("[已己]|了$|通过|完成")
_OWN_PAPERS = late(
    "报(?!批|建|审|告)|填|交(?!付|通)|发(?!布|文|改)|章|领导|看|登记|收|系统|我(?![局委办部院校市县区馆])|你"
)
_PROMISE = late(
    "等[^,，。;]{1,10}(?:问|报|填|补|弄|答复)|(?:我们?|这边|我[局部委办院司校科]|单位)?(?:今[天日晚]|明[天早]|下班前|[上下中]午|晚上)?(?:之?前)?(?:一定|保证"
    "|肯定|争取|会|马上|这就|稍后|尽快|抓紧|回头|等下|一会儿?|会|让|叫|请|安排|催|督促|通知|转告|去)(?!.*(?:中$|正在|[已己]|了$|完))"
)
_WORD = 3
_STAYS = late(
    "(?:其余|其他|其它|别的|联[络系]人|联络员|领导|人员|姓名|名字|电话|手机|号码)[^,，。;]{0,8}(?:不变|照旧|没变|不动)"
)
_BUSY = late(
    "^(?:因|由于|鉴于|考虑到)|章|签|材料|领导|报表|填|报(?!告厅|废|警|名)|汇总|核[实对]|整理|数据|稿|写|附件|照片|[局处科部厅主院校]长|主任|[上党组委]会|会议|开会|出差"
    "|外地|外出|下乡|休|请假|值班|迎检|医院|路上|忙|人手|交接|问|等|不在|赶不|来不及|[这近最后][几两一些]?[天日周近]|催|电脑|系统(?:进不|登不|打不|卡|崩|坏)|网络"
    "|我(?![局委办部院校市县区馆中公单司])|大家|他|她"
)
_UNCHANGED_SINCE = late("(?:无|没)(?:什么|明显|太大)?(?:变化|变动)")


def read_unlabelled(text: str, folded: str, named: Named, sender: Sender, reading: Reading) -> None:
    """Read a message none of whose labels reports: wishes, questions, nothing new, a report without a number."""
    if Intent.REPORT in reading.intents or any(label.kind in {Kind.PLAIN, Kind.FIRST} for label in named.labels):
        return
    if any(label.kind is Kind.REST for label in named.labels) and reading.intents:
        return
    stated, asked = parted(folded)
    _note_questions(folded, asked, reading)
    wishes = requests(stated)
    reading.intents.update(wishes)
    body = without_wishes(stated) if wishes else stated
    if Intent.HANDOVER in wishes:
        body = "".join(clause + "。" for clause in clauses(body) if not _STAYS.search(clause))
    of_all = "。".join(_blankets(body, sender)) if len(sender.own) > 1 else ""
    status = status_of(of_all) or status_of(body)
    beside = bool(wishes or asked)
    if everything := _everything(body, status):
        reading.intents.add(everything)
        reading.intents.discard(Intent.OTHER)
    elif beside and not _tells_beside(body, status, reading.intents, alone=len(sender.own) == 1):
        return
    elif _reports(folded, body, status, named, sender):
        _file(text, folded, named, sender, reading, judged=body if beside else folded)
    elif is_acknowledgement(folded):
        reading.intents.add(Intent.ACK)


def _tells_beside(body: str, status: Status | None, aside: set[Intent], *, alone: bool) -> bool:
    """Whether what stands beside a wish or a question reports: a state of the work, not of the papers or the people."""
    if status is not None and _FIRM.search(body) and not _PAPERS.search(body):
        return True
    if (
        alone
        and not aside & {Intent.EXTENSION, Intent.HANDOVER}
        and any(
            has_progress(clause) and _FINISHED.search(clause) and not _OWN_PAPERS.search(clause)
            for clause in clauses(body)
        )
    ):
        return True
    least = _WORD if Intent.EXTENSION in aside else 1
    return any(
        (alone or _BLANKET.search(clause))
        and len(clause) > least
        and (status_of(clause) or read_percent(clause) is not None)
        and not _BUSY.search(clause)
        for clause in clauses(body)
    )


def _note_questions(folded: str, asked: list[str], reading: Reading) -> None:
    """Note what the questions ask for, clause by clause and taken together: a day asked about is no wish for it."""
    for question in asked:
        reading.intents.update(requests(question) or [Intent.OTHER])
    if asked:
        whole = requests(folded)
        if Intent.QUERY_DEADLINE in whole:
            reading.intents.discard(Intent.EXTENSION)
        if not reading.intents - {Intent.OTHER}:
            reading.intents.update(whole)
    if reading.intents - {Intent.OTHER}:
        reading.intents.discard(Intent.OTHER)


def _reports(folded: str, body: str, status: Status | None, named: Named, sender: Sender) -> bool:
    """Whether a message without a label tells of progress."""
    if is_acknowledgement(folded) and (_PREPARING.search(folded) or _promises(folded)):
        return False
    if status is Status.ON_TRACK and is_courtesy(folded):
        return False
    if status is not None or read_percent(body) is not None:
        return len(sender.own) == 1 or len(body) > _CHATTER or not _NOT_WORK.search(body) or bool(_FIRM.search(body))
    if is_acknowledgement(folded):
        return False
    if any(is_conditional(clause) for clause in clauses(folded)):
        return len(sender.own) == 1 and tells_of_work(folded)
    return bool(named.marks or named.ordinals) or (
        (has_progress(body) or tells_of_work(body)) and not _NOT_WORK.search(body)
    )


def _promises(folded: str) -> bool:
    """Whether a message only acknowledges and promises to see to it (好 我让科室抓紧弄)."""
    said = clauses(folded)
    return any(map(_PROMISE.match, said)) and all(is_courtesy(clause) or _PROMISE.match(clause) for clause in said)


def _everything(body: str, status: Status | None) -> Intent | None:
    """Return what is said for all tasks at once: nothing is new, or last month's text stands."""
    if status not in {None, Status.NO_CHANGE}:
        return None
    if _SAME.search(body) and not _UNCHANGED_SINCE.search(body):
        return Intent.SAME_AS_LAST
    if status is Status.NO_CHANGE or (_NOTHING_NEW.search(body) and not has_progress(body)):
        return Intent.NO_PROGRESS_ALL
    return None


def _file(text: str, folded: str, named: Named, sender: Sender, reading: Reading, *, judged: str) -> None:
    """File a report that names no task: the only own one, all of them, or one to be asked for.

    `judged`: what the status is read from, without what is only asked or wished for.
    """
    start, end = trim(text, 0, len(text))
    whole = text[start:end]
    reading.intents.add(Intent.REPORT)
    reading.intents.discard(Intent.OTHER)
    if len(sender.own) == 1:
        reading.file(sender.own[0], whole, judged)
    elif named.marks:
        _ask_points(text, folded, named, sender, reading)
    elif named.ordinals:
        reading.ask(whole, judged, _nth(sender, named.ordinals[0].value))
    elif status_of(judged) is not None and _blankets(judged, sender):
        for task in sender.own:
            reading.file(task, whole, judged)
    else:
        hinted = tuple(task for task in sender.own if re.search(f"(?<!\\d){task}(?!\\d)", folded))
        reading.ask(whole, judged, hinted or sender.own)


_SOME = late(
    "大部分|大多数?|多数|多半|部分|有的|有些|个别|少数|一半|(?<![0-9一二三四五六七八九十第])([0-9]{1,2}|[一二两三四五六七八九十]{1,2})(?:项|个|件|条)(?!月|人|字)"
)


def _blankets(judged: str, sender: Sender) -> list[str]:
    """Return the clauses that state something of all tasks; none where one speaks of some of them only (2个已完成)."""
    found = []
    for clause in clauses(judged):
        some = _SOME.search(clause)
        cues = clause_cues(clause)
        if some and cues and (some[1] is None or numeral_value(some[1]) != len(sender.own)):
            return []
        if cues and (some or _BLANKET.search(clause)):
            found.append(clause)
    return found


def _nth(sender: Sender, place: int) -> tuple[int, ...]:
    return (sender.own[place - 1],) if 1 <= place <= len(sender.own) else sender.own


def _ask_points(text: str, folded: str, named: Named, sender: Sender, reading: Reading) -> None:
    """Ask for the points of a list that names no task: the n-th may be the n-th own task."""
    stops = [mark.start for mark in named.marks[1:]] + [len(text)]
    for mark, stop in zip(named.marks, stops, strict=True):
        start, end = trim(text, mark.end, max(mark.end, stop))
        reading.ask(text[start:end], folded[start:end], _nth(sender, mark.value))

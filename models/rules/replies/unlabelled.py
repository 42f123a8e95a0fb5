"""Reading a message that names no task: everything, the only own task, or one to be asked for."""

import re

from models.rules.replies.collecting import Reading
from models.rules.replies.cues import clause_cues, clauses, has_progress
from models.rules.replies.intents import is_acknowledgement, is_conditional, is_courtesy, requests
from models.rules.replies.labels import Kind, Named
from models.rules.replies.passages import parted, trim, without_wishes
from models.rules.replies.patterns import late
from models.rules.replies.percents import read_percent
from models.rules.replies.status import status_of
from models.rules.replies.telling import tells_of_work
from models.rules.replies.values import Intent, Sender
from models.rules.words import Status

__all__ = ["read_unlabelled"]

_BLANKET = late(
    "(?:全部|所有|各项|各任务|每项|每个任务|统统|一律|通通|全都|全(?=在|已|按|完|未|正|部)|均|都|皆|(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2}|几)(?:项|个任务|个|件|条)(?:任务|工作|事项)?|手头的?任务|名下的?任务|负责的?任务|every|all|both)",
    re.IGNORECASE,
)
_LAST = "(?:上(?:一|个|1)*(?:月|期|次|回|季度|报送期)(?:份)?|前(?:一|个)*(?:月|期|次|回)|(?<!截至)(?<!截止)(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?(?!底|初|中旬|上旬|下旬|[0-9]))"
_SAME = late(
    f"(?:同(?!时|意|步|志|比|比例|一[^致样])|沿用|照(?:搬|抄|用|着?)|[抄套]|搬|复制|参照|按照?|依照|用|与|和|跟|还是(?:用|按)?|维持|保持|重复|仍(?:按|用|是)|继续用)[^,，。;]{{0,3}}{_LAST}(?:[^,，。;]{{0,12}}(?:一模一样|一样|相同|一致|无异|没区别|差不多|同|为准|不变|即可|就行|就好|报|填|写|算|来|办|那|的|吧|内容|材料|版本|口径|数据)|$|[,，。!])"
    f"|{_LAST}[^,，。;]{{0,10}}[,，]?[^,，。;]{{0,6}}(?:沿用|继续(?:用|有效)|不用改|不改|不动|照报|直接用|照用|(?:怎么|啥|什么|咋)(?:报|填|写)|(?:报|填|写)(?:的)?(?:啥|什么)[^,，。;]{0, 8}(?:报|填|写)(?:啥|什么)|一模一样|照抄|那样|照旧|就行|照?搬|拿来|拿来用|再报一遍|复制)"
    "|沿用|同前(?!期|面)|照旧(?=报|填|上)|同上次|内容不变|(?:和|与|跟)之前(?:报|填|写)的?(?:一样|一致|相同)|same\\s+as\\s+(?:last|previous|before)|as\\s+last\\s+month|(?:copy|repeat)\\s+last",
    re.IGNORECASE,
)
_NOTHING_NEW = late(
    "(?:没|无|未)(?:有)?[^,，。]{0,6}(?:可报|要报|报的|填的|汇报的|说的|更新的|补充的|新情况|新进展)|没(?:什么|啥)(?:新的|好报|可报|要报|好说|变化|进展|情况|可说|新)|无可报|零报告|0报告|nothing\\s+to\\s+report",
    re.IGNORECASE,
)


_NOT_WORK = late(
    "公交|地铁|高铁|加班|好累|篮球|足球|拼车|打车|外卖|盒饭|感冒|发烧|打印机|吃饭|午饭|食堂|羽毛球|下雨|堵车|快递|停车|空调|电梯|值班|会议室|红包|电影|停水|停电|生日|聚餐|咖啡|口罩|钥匙|打球|跑步|中奖|天气|网络|wifi|密码|系统卡|登不上|电脑|开会去|请假|体检|工资|团购|班车|机器人|群里|群名|头像|表情",
    re.IGNORECASE,
)

_PREPARING = late("(?:在|正)(?:抓紧|加紧|马上)?(?:准备|整理|汇总|填|写材料|收集|核实|弄材料|催)")
_CHATTER = 30
_FIRM = late("推进中|按计划|滞后|正常推进|顺利|已完成|进展")
_PAPERS = late("章|签字|材料|领导|审核表|报表|填表")
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
    status = status_of(body)
    if (wishes or asked) and not (status is not None and _FIRM.search(body) and not _PAPERS.search(body)):
        return
    if everything := _everything(body, status):
        reading.intents.add(everything)
    elif _reports(folded, body, status, named, sender):
        _file(text, folded, named, sender, reading)
    elif is_acknowledgement(folded):
        reading.intents.add(Intent.ACK)


def _note_questions(folded: str, asked: list[str], reading: Reading) -> None:
    """Note what the questions ask for, clause by clause and taken together: a day asked about is no wish for it."""
    for question in asked:
        reading.intents.update(requests(question) or [Intent.OTHER])
    if asked:
        whole = requests(folded)
        if Intent.QUERY_DEADLINE in whole:
            reading.intents.discard(Intent.EXTENSION)
        reading.intents.update(whole)
    if reading.intents - {Intent.OTHER}:
        reading.intents.discard(Intent.OTHER)


def _reports(folded: str, body: str, status: Status | None, named: Named, sender: Sender) -> bool:
    """Whether a message without a label tells of progress."""
    if (is_acknowledgement(folded) and _PREPARING.search(folded)) or (
        status is Status.ON_TRACK and is_courtesy(folded)
    ):
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


def _everything(body: str, status: Status | None) -> Intent | None:
    """Return what is said for all tasks at once: nothing is new, or last month's text stands."""
    if status not in {None, Status.NO_CHANGE}:
        return None
    if _SAME.search(body) and not _UNCHANGED_SINCE.search(body):
        return Intent.SAME_AS_LAST
    if status is Status.NO_CHANGE or (_NOTHING_NEW.search(body) and not has_progress(body)):
        return Intent.NO_PROGRESS_ALL
    return None


def _file(text: str, folded: str, named: Named, sender: Sender, reading: Reading) -> None:
    """File a report that names no task: the only own one, all of them, or one to be asked for."""
    start, end = trim(text, 0, len(text))
    whole, judged = text[start:end], folded[start:end]
    reading.intents.add(Intent.REPORT)
    reading.intents.discard(Intent.OTHER)
    if len(sender.own) == 1:
        reading.file(sender.own[0], whole, judged)
    elif named.marks:
        _ask_points(text, folded, named, sender, reading)
    elif named.ordinals:
        reading.ask(whole, judged, _nth(sender, named.ordinals[0].value))
    elif status_of(judged) is not None and any(
        _BLANKET.search(clause) and clause_cues(clause) for clause in clauses(judged)
    ):
        for task in sender.own:
            reading.file(task, whole, judged)
    else:
        hinted = tuple(task for task in sender.own if re.search(f"(?<!\\d){task}(?!\\d)", folded))
        reading.ask(whole, judged, hinted or sender.own)


def _nth(sender: Sender, place: int) -> tuple[int, ...]:
    return (sender.own[place - 1],) if 1 <= place <= len(sender.own) else sender.own


def _ask_points(text: str, folded: str, named: Named, sender: Sender, reading: Reading) -> None:
    """Ask for the points of a list that names no task: the n-th may be the n-th own task."""
    stops = [mark.start for mark in named.marks[1:]] + [len(text)]
    for mark, stop in zip(named.marks, stops, strict=True):
        start, end = trim(text, mark.end, max(mark.end, stop))
        reading.ask(text[start:end], folded[start:end], _nth(sender, mark.value))

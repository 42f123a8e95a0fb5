"""Reading a message: labels cut it into passages, every passage is weighed, the intents are put in order."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from models.rules.replies.clauses import clauses
from models.rules.replies.collecting import Reading
from models.rules.replies.correcting import read_correction
from models.rules.replies.corrections import SLIP, is_correction, says_new_state, says_wrong, takes_back
from models.rules.replies.cues import clause_cues
from models.rules.replies.folding import fold
from models.rules.replies.intents import is_conditional, is_notice, is_passed_on, is_question, requests
from models.rules.replies.labels import Kind, Label, Named, find_labels
from models.rules.replies.numerals import NUMERAL
from models.rules.replies.passages import (
    EDGE,
    UNCHANGED,
    Passage,
    covered,
    cut_passages,
    firm,
    judge,
    named_alone,
    parallel,
    parted,
    share,
    take_back,
    tasks_of,
    trim,
)
from models.rules.replies.patterns import late
from models.rules.replies.percents import read_percent
from models.rules.replies.progress import has_progress
from models.rules.replies.status import status_of
from models.rules.replies.telling import tells_of_work
from models.rules.replies.unlabelled import read_unlabelled
from models.rules.replies.values import Intent, Reply, Sender

__all__ = ["begins_report", "read_reply"]

_LIKEWISE = late("也(?:是|一样|如此|同样|这样)|同样|一样|同")
_PREAMBLE = late(
    "[^,，。;\n]{0,14}?(?:如下|见下|汇报如下|报告如下)|\\s*(?:号|项|任务|等|的|几|各|[0-9])*(?:本月|当前|目前|最新|6月|上月)?(?:工作)?(?:进展|情况"
    "|进度|推进情况|完成情况)(?:情况)?(?:汇报|报告|报送)?\\s*[:：]?\\s*$"
)
_BLANKET_START = late(
    "(?:^|[。;\n!])[\\s]*(?:另外|总的来说|目前|本月|截至目前|我[局部委办院司校们]的?|其中|承担的|负责的|以上"
    "|[,，])*((?:全部|所有|各项|各|每项)(?:的)?(?:任务|工作|重点任务|重点工作|目标任务|事项|项目)|(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2}|几)(?:项|个"
    "|件|条)(?:任务|工作|事项)?(?=[^,，。;\n]{0,4}(?:均|都|全)))"
)
_BLANKET_HEAD = late(
    "(?:^|[。;\n!,])\\s*(?:目前|本月|截至目前|我[局部委办院司校们])?((?:全部|总体上?|整体上?|大部分|多数|基本上?都?|全都|均|都"
    "|一切)(?![^,，。;\n]{0,30}(?:如下|[:：])))"
)


def read_reply(text: str, own: Sequence[int], task_count: int = 56) -> Reply:
    """Read one message of a liaison whose tasks are `own`, in a plan of `task_count` tasks.

    Never raises, whatever the text. Tasks of entries are within 1..task_count, each at most once. Entries of
    NO_PROGRESS_ALL and SAME_AS_LAST are left to the caller to expand over `own`.
    """
    sender = Sender.of(own, task_count)
    folded = fold(text)
    named = find_labels(folded, sender)
    if is_notice(folded) and not _reports_beside_notice(folded, named, sender):
        return Reply(Intent.OTHER)
    reading = Reading()
    for label in named.labels:
        reading.named.update(label.numbers, label.ranged)
    if is_correction(folded) and not _slipped(folded, named) and not _changes_hands(folded):
        reading.intents.add(Intent.CORRECTION)
        read_correction(text, folded, named, sender, reading)
    else:
        _read_labelled(text, folded, named, sender, reading)
        read_unlabelled(text, folded, named, sender, reading)
        _read_head(text, folded, named, sender, reading)
    days = _days(folded, named) if reading.intents & {Intent.EXTENSION, Intent.QUERY_DEADLINE} else set()
    if days and reading.filed():
        reading.named -= {day for day in days if not sender.owns(day) and day not in reading.told}
    elif days:
        reading.named -= days
        if days and days >= {number for label in named.labels for number in label.numbers}:
            reading.intents.discard(Intent.QUERY_TASKS)
    return reading.reply(sender)


_ASIDES = {Intent.QUERY_DEADLINE, Intent.QUERY_TASKS, Intent.EXTENSION, Intent.OTHER}


def _read_head(text: str, folded: str, named: Named, sender: Sender, reading: Reading) -> None:
    """Read what stands before a task that is only asked about, as if it stood alone (正常推进，请问44的配合单位有谁)."""
    if not named.labels or named.labels[0].kind is not Kind.PLAIN or not reading.intents or reading.filed():
        return
    marks = [match.end() for match in _MARK.finditer(folded, 0, named.labels[0].start)]
    if reading.intents <= _ASIDES and marks and firm(folded[: marks[-1]]) and not _BECAUSE.match(folded):
        read_unlabelled(text[: marks[-1]], folded[: marks[-1]], Named(), sender, reading)


_BECAUSE = late("[^,，。;]{0,4}(?:因|由于|鉴于|考虑到)")
_SENTENCES = late("[。;!?\n]|(?<=[^\\x00-\\x7f]) +(?=[^\\x00-\\x7f])")
_MARK = late("[,，。;!?\n]|(?<=[^\\x00-\\x7f]) +")


_LAST_DAY = 31


def _days(folded: str, named: Named) -> set[int]:
    """Return the numbers written as a day may be (25号): where a day is asked for they are no tasks."""
    return {
        label.numbers[0]
        for label in named.labels
        if len(label.numbers) == 1
        and label.numbers[0] <= _LAST_DAY
        and re.fullmatch(f"{NUMERAL}号", folded[label.start : label.end])
    }


def _reports_beside_notice(folded: str, named: Named, sender: Sender) -> bool:
    """Whether what looks like a notice passed on reports on a task all the same."""
    if any(label.strong and clause_cues(folded[label.end : label.end + 12]) for label in named.labels):
        return True
    return is_passed_on(folded) and any(
        any(map(sender.owns, label.numbers)) and (firm(said) or tells_of_work(said))
        for label in named.labels
        if (said := folded[label.end : label.end + 60])
    )


def _changes_hands(folded: str) -> bool:
    """Whether 改为 tells of a new liaison, leader or number, not of a wrong message (联络员改为徐艳)."""
    if Intent.HANDOVER not in requests(folded) or says_new_state(folded):
        return False
    return not says_wrong(_RETIRED.sub("", folded))


_RETIRED = late("(?:[那这旧老原][^,，。;]{0,6})(?:不用|停用?|不要|作废)了?")


def _slipped(folded: str, named: Named) -> bool:
    """Whether the message corrects itself (29完成，不对，29推进中), not an earlier one."""
    if not named.labels:
        return False
    first = named.labels[0]
    match = SLIP.search(folded, first.end)
    if match is None or takes_back(folded):
        return False
    if not folded[match.end() :].strip(f"{EDGE}!啦啊哈呀哦行位列"):
        return False
    before = folded[first.end : match.start()] if first.said is None else folded[first.said[0] : match.start()]
    if re.search("刚才|刚刚|上次|之前|昨天|上午|早上|前面|那条|错|误|我[报填写说选]", before) or re.search(
        "刚才|刚刚|上次|之前|昨天|上午|早上|前面|更正|纠错", folded[: first.start]
    ):
        return False
    stated = status_of(before) is not None or read_percent(before) is not None
    return stated or (has_progress(before) and not re.match("[一-鿿]", match.group()))


def _read_labelled(text: str, folded: str, named: Named, sender: Sender, reading: Reading) -> None:
    labels = _with_blankets(folded, named)
    passages = cut_passages(text, folded, labels)
    alone = named_alone(labels, sender)
    share(passages)
    retracted = {
        place
        for place, passage in enumerate(passages)
        if take_back(passage, passages[place + 1] if place + 1 < len(passages) else None, sender)
    }
    _hand_on(passages, retracted)
    for passage in passages:
        judge(passage)
    announcing = _preambles(passages, sender)
    announced = {task for place in announcing for task in tasks_of(passages[place].label, sender)}
    if announced:
        telling = [label for label in labels if all(label is not passages[place].label for place in announcing)]
        alone = named_alone(telling, sender) | (set(sender.own) - announced)
    retracted |= announcing
    _repeat(passages)
    if any(Intent.HANDOVER in passage.questions for passage in passages) or Intent.HANDOVER in requests(folded):
        passages = [
            passage
            for passage in passages
            if not (
                UNCHANGED.match(passage.folded) if passage.label.kind is Kind.REST else _STAYS.fullmatch(passage.folded)
            )
        ]
        for passage in passages:
            passage.reports = passage.reports and (passage.label.said is not None or firm(passage.folded))
    _point_back(folded, passages)
    _take_in_head(text, folded, passages)
    first_retracted = min(retracted, default=len(passages))
    for place, passage in enumerate(passages):
        reading.intents.update(passage.questions)
        if place in retracted or not passage.reports:
            continue
        tasks = covered(passage.label, alone, sender)
        parts = parallel(passage, len(tasks))
        judged = passage.status_from if passage.status_from is not None else passage.folded
        resolved = _resolved(judged, reading)
        replaces = place > first_retracted or _corrects(folded, passage)
        for order, task in enumerate(tasks):
            if parts is not None:
                reading.file(task, parts[order], fold(parts[order]))
            else:
                reading.file(task, passage.text, resolved, replaces=replaces)
        if tasks or passage.label.numbers:
            reading.intents.add(Intent.REPORT)
    _requests_beside(folded, passages, reading)


def _hand_on(passages: list[Passage], retracted: set[int]) -> None:
    """Give a bare number behind a slip what was said under the wrong one (28已完成，不对，是29)."""
    for place in retracted:
        following = passages[place + 1] if place + 1 < len(passages) else None
        if following is not None and not following.folded and following.label.said is None:
            following.text, following.folded = passages[place].text, passages[place].folded


_STAYS = late("的?(?:都|仍然?|还是?)?(?:不变|照旧|不动|没变|由?我(?:来)?(?:报|管|负责)?)了?")
_POINTED = late("(?:的|那|这|个|条|项|任务|呢|号|[\\s.。!?~])*")


def _point_back(folded: str, passages: list[Passage]) -> None:
    """Read a bare number behind a question as what the question is about (配合单位有哪些，18那个)."""
    if len(passages) == 1 and _POINTED.fullmatch(passages[0].folded):
        head = folded[: passages[0].label.start]
        if any(is_question(clause) for clause in clauses(head)):
            passages[0].reports = False


def _take_in_head(text: str, folded: str, passages: list[Passage]) -> None:
    """Add what stands before the only label to its text, where it tells of progress too (地图已上线，28号按计划推进)."""
    if len(passages) != 1 or passages[0].label.kind is not Kind.PLAIN or not passages[0].text:
        return
    passage = passages[0]
    head = folded[: passage.label.start]
    if len(passage.label.numbers) + len(passage.label.ranged) != 1 or not head.rstrip().endswith(
        (",", "。", ";", "\n")
    ):
        return
    if not passage.reports or not firm(head) or parted(head)[1] or requests(head) or is_correction(head):
        return
    start, end = trim(text, 0, text.rfind(passage.text) + len(passage.text))
    if passage.status_from is None:
        stated = status_of(passage.folded) is not None or read_percent(passage.folded) is not None
        passage.status_from = passage.folded if stated else folded[start:end]
    passage.text, passage.folded = text[start:end], folded[start:end]


def _repeat(passages: list[Passage]) -> None:
    """Read 29也是 as what the passage before says."""
    for before, here in pairwise(passages):
        if here.label.said is None and _LIKEWISE.fullmatch(here.folded):
            here.reports, here.status_from = before.reports, before.status_from or before.folded


def _preambles(passages: list[Passage], sender: Sender) -> set[int]:
    """Return the places of lists that only announce what follows (现将28、29、31进展汇报如下)."""
    found: set[int] = set()
    later: set[int] = set()
    for place in range(len(passages) - 1, -1, -1):
        passage = passages[place]
        here = set(tasks_of(passage.label, sender))
        announces = passage.label.said is None and passage.label.kind is Kind.PLAIN and len(here) > 1
        if announces and later and not firm(passage.folded) and (here & later or _PREAMBLE.match(passage.folded)):
            found.add(place)
        later |= here
    return found


def _corrects(folded: str, passage: Passage) -> bool:
    """Whether a slip word stands right before the label: then this statement replaces the earlier one."""
    return bool(
        re.search(
            "(?:不对|不好意思|说错了?|打错了?|写错了?|搞错了?|口误|错了|抱歉|sorry|更正一?下?|手误|等等|应该是)[^。;\n]{0,24}$",
            folded[max(0, passage.label.start - 30) : passage.label.start],
        )
    )


def _resolved(judged: str, reading: Reading) -> str:
    """Read 同28 as what was said of 28."""
    match = re.match(
        "\\s*(?:也?)(?:同|和|与|跟)(?:任务|第)?\\s*(\\d{1,2})\\s*(?:号|项|任务)?(?:一样|相同|一致)?\\s*$", judged
    )
    if match and (told := reading.told.get(int(match[1]))) is not None:
        return told[-1][1]
    return judged


def _with_blankets(folded: str, named: Named) -> list[Label]:
    """Add labels for sentences on all tasks (各项任务均按计划推进。其中28已完成)."""
    labels = list(named.labels)
    if not any(label.kind in {Kind.PLAIN, Kind.FIRST} for label in labels):
        return labels
    starts = [label.start for label in labels]
    heads = [match for match in _BLANKET_HEAD.finditer(folded[: labels[0].start]) if match.end() < labels[0].start]
    for match in (*_BLANKET_START.finditer(folded), *heads):
        start = match.start(1)
        before = bisect_right(starts, start) - 1
        if before >= 0 and start < labels[before].end:
            continue
        clause = re.split("[。;\n]|其中", folded[start : start + 120])[0]
        if clause_cues(clause) and not is_question(clause):
            labels.append(Label(start, start, Kind.REST))
    return sorted(labels, key=lambda label: label.start)


def _requests_beside(folded: str, passages: list[Passage], reading: Reading) -> None:
    """Read what stands before the first label: a question or a wish on its own."""
    head = folded[: passages[0].label.start] if passages else ""
    for sentence in _SENTENCES.split(head):
        if Intent.REPORT not in reading.intents or len(sentence) > 6:  # noqa: PLR2004 - shorter ones are lead-ins
            reading.intents.update(requests(sentence))
    if passages and Intent.REPORT not in reading.intents and not is_conditional(folded):
        reading.intents.update(requests(folded))
        if reading.intents - {Intent.OTHER}:
            reading.intents.discard(Intent.OTHER)


def begins_report(text: str, own: Sequence[int]) -> bool:
    """Whether a message begins with an own task's label and a status, and so starts a report of several."""
    sender = Sender.of(own, max(own, default=0))
    folded = fold(text)
    head = folded[:400]
    labels = find_labels(head, sender).labels
    if (
        not labels
        or folded[: labels[0].start].strip(" \t\n(*•-·")
        or not any(sender.owns(number) for number in tasks_of(labels[0], sender))
    ):
        return False
    passage = cut_passages(text[:400], head, labels)
    if not passage or is_question(passage[0].folded):
        return False
    first = clauses(passage[0].folded)
    return bool(first) and (status_of(first[0]) is not None or read_percent(first[0]) is not None)

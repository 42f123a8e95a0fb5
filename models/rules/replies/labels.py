"""Where a message names tasks: label groups (28、29 / 3-6 / 任务28 / 其余 / 除29外 / 滞后的有29), with their reach."""

import re
from dataclasses import dataclass

from models.rules.replies.collective import EXCEPT, collective_labels, enter_excepted
from models.rules.replies.cues import clause_cues
from models.rules.replies.emoji import EMOJI
from models.rules.replies.markers import barred_places, list_marks
from models.rules.replies.named import Kind, Label, Named
from models.rules.replies.numerals import Number, numbers_in
from models.rules.replies.patterns import late
from models.rules.replies.sides import FIRM_LEAD, PREDICATE, left_of, right_of
from models.rules.replies.state_words import DELAY, STATUS_HEAD
from models.rules.replies.values import Sender

__all__ = ["Kind", "Label", "Named", "find_labels"]


_TEN = 10


_PREFIX = late(
    "(?:(?:具体)?(?:任务|事项|项目)?(?:编号|序号)|(?<!项)(?<!号)任务号?|第|#|№|(?<![a-z])no\\.?|tasks?"
    "|(?<![a-z0-9])t)\\s*[:.]?\\s*(?:第|#|no\\.?)?\\s*$",
    re.IGNORECASE,
)
_SUFFIX = late(
    "\\s*(?:号(?:任务|项目|工作|事项)(?!书)|项(?:任务|工作)|号(?!召|称|文|楼|线(?!上|下|索)|院|馆|路|码|令|公)|项(?!目)|条任务|(?<!\\s)任务(?!书|量)"
    "|条(?=[:：,，、推已未没无])|#)"
)
_LIST_GAP = late(
    "\\s*\\)?(?:号(?:任务|项目)?|项(?:任务|工作)?(?!目)|任务|条|#)?\\s*\\)?\\s*(?:[、,/;&+.·]|和|与|及|以及|跟|还有|或"
    "|[ \\t])\\s*\\(?(?:任务|第|#|no\\.?|tasks?|t)?\\s*",
    re.IGNORECASE,
)
_RANGE_GAP = late(
    "\\s*(?:号(?:任务)?|项(?:任务)?(?!目)|任务)?\\s*(?:-{1,3}|~{1,2}|至|到)\\s*(?:任务|第|#|no\\.?|task)?\\s*",
    re.IGNORECASE,
)
_CLAUSE_END = late("[,，。;!?\n…]")
_SAID = late(
    "^\\s*(?:其中|另外|另|还有|目前|本月|现在|我[局部们]|截至目前|状态"
    "|[:,(、])*(?P<said>.{1,16}?)(?P<link>(?:[0-9]{1,2}[项个条])?的?(?:任务|事项|项目|工作|编号)*(?:号|有|是|为|包括|分别[是为]|如下"
    "|[:(]|-|\\s)*)$"
)
_COUNT_BEFORE = late(
    "(?:共计?|总共|一共|合计|这|那|全部|所有|有|另外?|其余|剩下|剩余|其他|以上|上述|几|每|我[局部们委办院校]|余下|承担|负责|牵头|承担的|负责的|牵头的|涉及|近|约|超过?|新增"
    "|完成了?|开展|实施|制定|梳理)\\s*$"
)
_TOGETHER = late("\\s*(?:的)?[\\s,]*(?:均|都|全|皆|一起|统一|也都)")


@dataclass(frozen=True, slots=True)
class _Group:
    """Numbers written together, with the text on both sides judged."""

    numbers: tuple[Number, ...]
    links: tuple[str, ...]
    start: int
    end: int
    prefix: str
    suffix: str
    bracket: bool


def _edges(folded: str, first: Number, last: Number) -> tuple[int, int, str, str, bool]:
    start, end = first.start, last.end
    window = folded[max(0, start - 14) : start]
    prefix = ""
    if found := _PREFIX.search(window):
        prefix = found.group().strip()
        start -= len(found.group())
    bracket = folded[start - 1 : start] == "(" if start else False
    suffix = ""
    if found := _SUFFIX.match(folded, end):
        suffix, end = found.group().strip(), found.end()
    if bracket:
        closed = late("\\s*\\)").match(folded, end)
        bracket = closed is not None
        if closed:
            start, end = start - 1, closed.end()
            if not suffix and (found := late("\\s*(?:号任务|号|项任务)(?!召)").match(folded, end)):
                suffix, end = found.group().strip(), found.end()
    return start, end, prefix, suffix, bracket


def _heads(folded: str, number: Number) -> bool:
    """Whether a status stands right before a list, in a clause of its own (已办结28、29，31推进中)."""
    clause = _CLAUSE_END.split(folded[max(0, number.start - 16) : number.start])[-1]
    return not re.search("[0-9]", clause) and left_of(folded, number.start) == "status"


def _groups(folded: str, numbers: list[Number], taken: set[int]) -> list[_Group]:
    free = [number for number in numbers if number.start not in taken and number.value < 1000]  # noqa: PLR2004 - no task has four digits
    groups: list[_Group] = []
    position = 0
    while position < len(free):
        members = [free[position]]
        links: list[str] = []
        while position + 1 < len(free):
            here, following = free[position], free[position + 1]
            gap = folded[here.end : following.start] if following.start - here.end <= 12 else "-" * 20  # noqa: PLR2004 - 号任务、任务
            if _RANGE_GAP.fullmatch(gap) and here.value < following.value and "range" not in links[-1:]:
                links.append("range")
            elif ("," in gap and links and _heads(folded, members[0])) or (
                ")" in gap and folded[max(0, here.start - 1) : here.start] != "("
            ):
                break
            elif (_LIST_GAP.fullmatch(gap) and here.chinese == following.chinese and not here.circled) or (
                gap == "" and here.value >= _TEN and here.chinese and following.chinese
            ):
                links.append("list")
            else:
                break
            members.append(following)
            position += 1
        start, end, prefix, suffix, bracket = _edges(folded, members[0], members[-1])
        groups.append(_Group(tuple(members), tuple(links), start, end, prefix, suffix, bracket))
        position += 1
    return groups


def _members(group: _Group, sender: Sender) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the numbers that stand singly and those that only a range covers."""
    single: list[int] = []
    ranged: list[int] = []
    for place, number in enumerate(group.numbers):
        opens = place < len(group.links) and group.links[place] == "range"
        closes = place > 0 and group.links[place - 1] == "range"
        if closes:
            first = group.numbers[place - 1].value
            ranged.extend(range(first, min(number.value, sender.task_count) + 1))
            if number.value > sender.task_count:
                single.append(number.value)
        elif not opens:
            single.append(number.value)
    return tuple(dict.fromkeys(single)), tuple(dict.fromkeys(ranged))


_AMONG = late("\\s*(?:里面?|当中|之中|中(?![期标央心试国小])|之内)")
_NAMED_AFTER = late("\\s*[:(]\\s*(?:任务|第)?[0-9]")


def _is_count(folded: str, group: _Group, sender: Sender) -> bool:
    """Whether N项任务 says how many tasks there are (共7项任务), not which."""
    if group.prefix or len(group.numbers) > 1 or not group.suffix.startswith("项"):
        return False
    number = group.numbers[0]
    if _COUNT_BEFORE.search(folded[max(0, group.start - 6) : group.start]):
        return True
    if _AMONG.match(folded, group.end):
        return True
    if _NAMED_AFTER.match(folded, group.end) and left_of(folded, group.start) == "status":
        return True
    if number.value == len(sender.own) and _TOGETHER.match(folded, group.end):
        return True
    return not sender.owns(number.value) and (
        number.chinese or group.suffix == "项" or bool(_TOGETHER.match(folded, group.end))
    )


def _accepted(folded: str, group: _Group, sender: Sender, *, running: bool) -> bool:  # noqa: C901, PLR0911, PLR0912 - one table of cases
    values = [number.value for number in group.numbers]
    own = any(sender.owns(value) for value in values)
    plausible = all(value < 100 for value in values)  # noqa: PLR2004 - a slip for a task number has two digits
    left, right = left_of(folded, group.start), right_of(folded, group.end)
    if _is_count(folded, group, sender):
        return False
    if group.prefix and group.prefix != "第":
        return True
    if group.prefix == "第":
        return bool(group.suffix) or right in {"colon", "predicate"}
    edge = left in {"line", "clause", "comma", "status", "space"}
    if group.suffix and ("任务" in group.suffix or "号" in group.suffix):
        return left != "inner" or (own and ("任务" in group.suffix or (running and right == "predicate")))
    if group.suffix:
        return (edge or left == "lead") and (own or right in {"predicate", "colon"})
    if group.bracket:
        return own or (edge and right in {"predicate", "colon"})
    if not plausible:
        return _slip_for_a_number(folded, group, left, right)
    chinese = group.numbers[0].chinese
    if chinese and len(group.numbers) == 1:
        if not own:
            return left in {"line", "clause", "comma"} and right in {"predicate", "colon"} and _length(group) > 1
        if right in {"text", "separator", "reference", "end"}:
            return edge and _length(group) > 1 and not (right == "end" and left != "line")
    if _MODEL.match(folded, group.end):
        return False
    if left == "inner":
        return own and running and right == "predicate"
    if right == "colon":
        return True
    if right == "predicate":
        return own or edge
    if left == "lead" and right == "separator" and PREDICATE.match(folded[group.end : group.end + 20].lstrip(" ,，、")):
        return own
    if left == "lead":
        return own and (
            right == "reference"
            or (right == "end" and bool(_AFTER_SLIP.search(folded[max(0, group.start - 12) : group.start])))
            or bool(FIRM_LEAD.search(folded[max(0, group.start - 8) : group.start]))
            or len(values) > 1
        )
    if right == "end":
        return own
    if right == "separator":
        return (
            own
            or left == "line"
            or (left == "clause" and bool(PREDICATE.match(folded[group.end : group.end + 20].lstrip(" .、,，/|"))))
        )
    if right == "reference":
        return own or left == "line"
    return own


_AFTER_SLIP = late("(?:不对|错了?|[口手笔]误|不好意思|抱歉)[了啦,，。\\s]*(?:应该|其实|应|说的)?[是为]\\s*$")


def _slip_for_a_number(folded: str, group: _Group, left: str, right: str) -> bool:
    """Whether three digits stand where a task's number stands (161推进中): to be named as unknown."""
    if len(group.numbers) > 1 or group.numbers[0].value == 100:  # noqa: PLR2004 - 100 is a percent
        return False
    alone = left in {"line", "clause"} or folded[group.start - 1] in ",、"
    return (left == "line" and right == "colon") or (alone and right == "predicate")


def _length(group: _Group) -> int:
    return group.numbers[0].end - group.numbers[0].start


def _said_before(folded: str, group: _Group, previous: Label | None) -> tuple[int, int] | None:  # noqa: PLR0911 - one refusal a line
    """Return the place of a status that stands before the numbers (滞后的有29); None where there is none."""
    opening = max(
        (match.end() for match in _CLAUSE_END.finditer(folded, max(0, group.start - 30), group.start)),
        default=max(0, group.start - 30),
    )
    if previous is not None and previous.end > opening:
        if previous.kind is not Kind.FIRST:
            return None
        opening = previous.end
    before = folded[opening : group.start]
    match = _SAID.match(before)
    if match is None or not match["said"].strip(" ,、:;"):
        return None
    said = match["said"]
    link = match["link"].strip()
    linked = bool(re.search("有|是|为|包括|:|\\(|的", link)) or bool(re.fullmatch(f"(?:{EMOJI}|\ufe0f|\\s)+", said))
    if group.bracket and not link:
        linked = True
    if not clause_cues(said) and not re.fullmatch(f"(?:{EMOJI}|\ufe0f|\\s)+", said):
        return None
    if re.search("^(?:应|改|其|不|而|哦|算|属|状)", said) and not re.match("不变|不顺", said):
        return None
    after = folded[group.end : group.end + 8]
    pictured = bool(re.fullmatch(f"(?:{EMOJI}|\ufe0f|\\s)+", said))
    closed = (
        bool(re.match("\\s*(?:$|[,，。;!?\n)]|等)", after))
        or (pictured and bool(re.match(f"\\s+{EMOJI}", after)))
        or (linked and not PREDICATE.match(after))
    )
    if not (closed or (linked and re.search(":|\\(|[有是为]", link))):
        return None
    if not linked and previous is not None and previous.kind is not Kind.FIRST:
        return None
    if not linked and not re.fullmatch(
        (
            f"(?:{STATUS_HEAD}|[已己]|全部|均|都|正常|正在|有序|尚|暂)*(?:完成|办结|办完|搞定|推进中?|进行中|未启动|没动|无进展|无变化|滞后|受阻|停工|暂停|{DELAY}"
            "|done|delayed)(?:了|任务)?\\s*"
        ),
        said,
    ):
        return None
    lead = len(before) - len(before.lstrip(" ,、:("))
    start = opening + max(match.start("said"), lead)
    return start, opening + match.end("said")


def find_labels(folded: str, sender: Sender) -> Named:
    """Return the tasks a folded message names, in order of their place."""
    numbers = _joined(numbers_in(folded), sender)
    barred = barred_places(folded, numbers, sender)
    named = Named()
    runs = list_marks(folded, [number for number in numbers if number.start not in barred or number.circled], sender)
    for run in runs:
        if not all(sender.owns(number.value) for number in run) or _under_label(folded, run[0], sender):
            named.marks.extend(run)
    taken = barred | {number.start for number in named.marks}
    for group in _groups(folded, numbers, taken):
        _judge(folded, group, sender, named)
    _count_off(named, [number for number in numbers if number.start not in taken], sender)
    named.marks.sort(key=lambda mark: mark.start)
    named.labels.extend(collective_labels(folded, named.labels, sender))
    named.labels.sort(key=lambda label: label.start)
    return named


def _count_off(named: Named, numbers: list[Number], sender: Sender) -> None:
    """Read 1完成 2推进 3推进, none of them an own task, as counting the own tasks off."""
    counted = [label.numbers for label in named.labels]
    if 1 < len(counted) <= len(sender.own) and counted == [(place,) for place in range(1, len(counted) + 1)]:
        if any(sender.owns(number) for (number,) in counted):
            return
        places = {label.start for label in named.labels}
        named.marks.extend(number for number in numbers if number.start in places)
        named.labels.clear()


def _joined(numbers: list[Number], sender: Sender) -> list[Number]:
    """Read ②⑧ as 28 where that is an own task and its digits are not two of them."""
    joined: list[Number] = []
    for number in numbers:
        before = joined[-1] if joined else None
        if (
            before
            and before.circled
            and number.circled
            and before.end == number.start
            and max(before.value, number.value) < _TEN
        ):
            value = before.value * 10 + number.value
            if sender.owns(value) and not (sender.owns(before.value) and sender.owns(number.value)):
                joined[-1] = Number(before.start, number.end, value)
                continue
        joined.append(number)
    return joined


def _under_label(folded: str, number: Number, sender: Sender) -> bool:
    """Whether a point 1、 stands right under a task's label (任务3： and on the next line 1、…)."""
    before = folded[max(0, number.start - 12) : number.start].rstrip(" \t\n(")
    return before.endswith((":", "任务", "项")) and any(sender.owns(found.value) for found in numbers_in(before))


_MODEL = late("\\s*(?:号|项|任务)?的(?:做法|经验|模式|方式|标准|口径|格式|材料里)")
_FASTER = late("(?:比|较)(?:任务|第)?\\s*$")
_ALIKE = late(
    "\\s*(?:号|项|任务)?的?(?:做法|情况|进度|进展|方式|模式|路子|状态)?\\s*(?:一样|一致|相同|类似|差不多|一个情况|情况一样|情况相同)"
)


def _without_model(folded: str, group: _Group) -> _Group:
    """Read 28跟29一样 as said of 28: the last number is only what it is compared with."""
    if len(group.numbers) < 2 or not _ALIKE.match(folded, group.numbers[-1].end):  # noqa: PLR2004 - two to compare
        return group
    here, model = group.numbers[-2], group.numbers[-1]
    if not re.search("[跟和与同]", folded[here.end : model.start]) or re.match(
        "[^。;]{0,12}?[,，]\\s*(?:都|均|全)", folded[model.end :]
    ):
        return group
    return _Group(group.numbers[:-1], group.links[:-1], group.start, here.end, group.prefix, "", bracket=False)


def _judge(folded: str, group: _Group, sender: Sender, named: Named) -> None:
    group = _without_model(folded, group)
    single, ranged = _members(group, sender)
    previous = named.labels[-1] if named.labels else None
    if _FASTER.search(folded[max(0, group.start - 5) : group.start]):
        return
    if (
        group.prefix == "第"
        and group.suffix.startswith("项")
        and len(group.numbers) == 1
        and not sender.owns(group.numbers[0].value)
    ):
        named.ordinals.append(group.numbers[0])
        return
    plausible = all(number.value < 100 for number in group.numbers)  # noqa: PLR2004 - as elsewhere
    said = _said_before(folded, group, previous) if plausible and not _is_count(folded, group, sender) else None
    if said is not None and (any(sender.owns(value) for value in (*single, *ranged)) or group.prefix or group.suffix):
        named.labels.append(Label(said[0], group.end, Kind.FIRST, single, ranged, said, strong=True))
        return
    start = group.start
    window = folded[max(0, start - 8) : start]
    excepted = bool(EXCEPT.search(window)) and any(sender.owns(value) for value in (*single, *ranged))
    running = _runs_on(folded, previous, group) or _goes_on(folded, group, sender)
    if not excepted and not _accepted(folded, group, sender, running=running):
        return
    strong = bool(group.prefix or group.suffix) or right_of(folded, group.end) in {"colon", "predicate"}
    if found := EXCEPT.search(window):
        enter_excepted(folded, group.end, named, (start - len(found.group()), single, ranged))
        return
    named.labels.append(Label(start, group.end, Kind.PLAIN, single, ranged, strong=strong))


def _runs_on(folded: str, previous: Label | None, group: _Group) -> bool:
    """Whether another task's label stands before in the same line, so that this one may follow without a mark."""
    return previous is not None and group.start - previous.end < 60 and "\n" not in folded[previous.end : group.start]  # noqa: PLR2004 - a clause or two


_NEXT_NUMBER = late("[,，;。\\n]\\s*[一-鿿]{0,8}(\\d{1,2})(?!\\d)")


def _goes_on(folded: str, group: _Group, sender: Sender) -> bool:
    """Whether the next clause begins with another own number (重点实验室22正在申报，23已办结)."""
    following = _NEXT_NUMBER.search(folded, group.end, group.end + 60)
    return following is not None and sender.owns(int(following[1]))

"""Reading a message: labels cut it into passages, every passage is weighed, the intents are put in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.rules.replies.corrections import SLIP, is_correction, is_removal, moved_to, new_content, without_old
from models.rules.replies.cues import clause_cues, clauses, has_progress
from models.rules.replies.folding import fold
from models.rules.replies.intents import is_acknowledgement, is_conditional, is_notice, is_question, requests
from models.rules.replies.labels import Kind, Label, Named, find_labels
from models.rules.replies.percents import read_percent
from models.rules.replies.status import status_of
from models.rules.replies.values import Entry, Intent, Reply, Sender
from models.rules.words import Status

__all__ = ["begins_report", "read_reply"]

_ORDER = list(Intent)
_EDGE = "/／ \t\n\r\u3000:：,，;；。.、-—–|()（）【】[]~～=>→…·*•"
_OPEN_EDGE = "/／ \t\n\r\u3000:：,，;；。.、—–|)）】]~～=>→…·*•-"
_CLOSE_EDGE = "/／ \t\n\r\u3000:：,，;；。.、—–|(（【[~…·*•-"
_NAME = re.compile(r"\s*[(（][^()（）\n]{1,40}[)）]\s*[:：,，]?")
_TAIL_LEAD = re.compile(
    "(?:[,，。;；\\s]|^)(?:其中|另外|另|还有|以及|但是?|而|然后|至于|关于|和|与|跟|及|我的|把|哦|噢|第|任务|#|目前|本月|那个|除了?|以上|现|是)\\s*$"
)
_UNCHANGED = re.compile("(?:其余|其它|其他|剩余|剩下|余下|别的)[^,，。;\n]{0,8}(?:不变|照旧|不动|不用改|没变|一样)")
_SHARED = re.compile(
    "\\s*(?:以上(?:任务|几项|各项|[0-9一二两三四五六七八九十]+项)?|这几项|上述(?:任务|各项)?)?[,，:：]?\\s*(?:均|都|全部|全都|一律)|\\s*(?:以上|上述)(?:任务|几项|各项|[0-9一二两三四五六七八九十]+项)?\\S"
)
_APART = re.compile("\\s*(?:分别|依次|各自)(?:是|为|已|:)?\\s*")
_PREAMBLE = re.compile(
    "[^,，。;\n]{0,14}?(?:如下|见下|汇报如下|报告如下)|\\s*(?:号|项|任务|等|的|几|各|[0-9])*(?:本月|当前|目前|最新|6月|上月)?(?:工作)?(?:进展|情况|进度|推进情况|完成情况)(?:情况)?(?:汇报|报告|报送)?\\s*[:：]?\\s*$"
)
_BLANKET = re.compile(
    "(?:全部|所有|各项|各任务|每项|每个任务|统统|一律|通通|全都|全(?=在|已|按|完|未|正|部)|均|都|皆|(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2}|几)(?:项|个任务|个|件|条)(?:任务|工作|事项)?|手头的?任务|名下的?任务|负责的?任务|every|all|both)",
    re.IGNORECASE,
)
_BLANKET_START = re.compile(
    "(?:^|[。;\n!])[\\s]*(?:另外|总的来说|目前|本月|截至目前|我[局部委办院司校们]的?|其中|承担的|负责的|以上|[,，])*((?:全部|所有|各项|各|每项)(?:的)?(?:任务|工作|重点任务|重点工作|目标任务|事项|项目)|(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2}|几)(?:项|个|件|条)(?:任务|工作|事项)?(?=[^,，。;\n]{0,4}(?:均|都|全)))"
)
_SAME = re.compile(
    "同上(?:个)?(?:月|期|次)|沿用|照搬|(?:和|与|跟|同)(?:上|前|[0-9一二三四五六七八九十]{1,2})(?:一)?(?:个)?(?:月|期|次|回|季度)(?:份)?(?:报送|填报|报|填|上报|反馈)?(?:的)?(?:内容|情况|进展|材料|一致|数据|口径|文字|东西)*(?:的)?(?:一样|相同|一致|无异|没区别|差不多|同)|同(?:上次|前期|前次|上)(?=$|[,，。!])|同前|照旧(?=报|填|上)|(?:按|用|照|参照|依)(?:着)?(?:上|前)(?:一)?(?:个)?(?:月|期|次|回)(?:份)?(?:的)?(?:内容|材料|报|填|来|报送|写|那|就|办|走)*|上(?:个)?(?:月|期|次)(?:的)?(?:内容|情况|材料|那份)?(?:怎么|咋)?(?:报|填|写)?(?:的)?(?:这|本|还|就|继续|接着|可以)*(?:月|期|次)?(?:还|就|也)?(?:沿用|继续用|不改|照报|直接用|照用|怎么报|照抄|那样)|内容不变|same\\s+as\\s+(?:last|previous)|as\\s+last\\s+month",
    re.IGNORECASE,
)
_NOTHING_NEW = re.compile(
    "(?:没|无|未)(?:有)?[^,，。]{0,6}(?:可报|要报|报的|填的|汇报的|说的|更新的|补充的|新情况|新进展)|没(?:什么|啥)(?:新的|好报|可报|要报|好说|变化|进展|情况|可说|新)|无可报|零报告|0报告|nothing\\s+to\\s+report",
    re.IGNORECASE,
)
_WE = re.compile(
    "(?:我(?:们)?(?:部|局|单位|委|办|院|司|校|科|处|方|这边|这里|这|会|街道|县|区|镇)?|本(?:部|局|单位|委|院|校|司|月|期|次|周)|这(?:个)?(?:月|期|次|边|里)|上(?:个)?月|近期|最近|目前|现在|截至目前|暂时|暂|单位|各项|所有|全部|任务|工作|事项|均|都|也|仍|还是|还|依然|总体|整体|收到|您好|你好|领导|好的?|大家好|嗯|报告|[0-9一二三四五六七八九十]{1,2}(?:月|项|个)(?:份|任务)?|的|相关|各|手头|名下|负责|承担|基本|上|方面|和|与|跟|比|较|同|相比|,|，|。|:|：|\\s|!|~|…|、|着)+"
)


@dataclass(slots=True)
class _Passage:
    """A label with the text it governs."""

    label: Label
    text: str
    folded: str
    head: str = ""
    questions: list[Intent] = field(default_factory=list)
    asks: bool = False
    reports: bool = True
    status_from: str | None = None


@dataclass(slots=True)
class _Reading:
    """Everything collected from one message."""

    entries: dict[int, Entry] = field(default_factory=dict)
    loose: list[Entry] = field(default_factory=list)
    intents: set[Intent] = field(default_factory=set)
    named: set[int] = field(default_factory=set)


def _trim(text: str, folded: str, start: int, end: int) -> tuple[int, int]:
    while (
        start < end and text[start] in _OPEN_EDGE and not (text[start] in "-" and text[start + 1 : start + 2].isdigit())
    ):
        start += 1
    while end > start and text[end - 1] in _CLOSE_EDGE:
        end -= 1
    while end > start and text[end - 1] in _EDGE and text[end - 1] not in ")）】]":
        end -= 1
    if end > start and text[end - 1] in ")）】]" and not re.search("[(（【\\[]", text[start:end]):
        return _trim(text, folded, start, end - 1)
    return start, end


def _cut(text: str, folded: str, start: int, end: int) -> tuple[str, str]:
    """Cut a passage: a name in parentheses behind the label, separators and a lead-in of the next label go."""
    name = _NAME.match(folded, start, end)
    if name and folded[name.end() : end].strip(_EDGE) and not clause_cues(name.group().strip(" ()（）:,")):
        start = name.end()
    if lead := _TAIL_LEAD.search(folded[max(start, end - 10) : end]):
        end -= len(lead.group())
    start, end = _trim(text, folded, start, end)
    return text[start:end], folded[start:end]


def _passages(text: str, folded: str, labels: list[Label]) -> list[_Passage]:
    passages = []
    for place, label in enumerate(labels):
        stop = labels[place + 1].start if place + 1 < len(labels) else len(text)
        if label.said is not None:
            start, end = _trim(text, folded, *label.said)
            passages.append(_Passage(label, text[start:end], folded[start:end]))
            continue
        if label.kind is Kind.EXCEPT:
            continue
        own_text, own_folded = _cut(text, folded, label.end, max(stop, label.end))
        passages.append(_Passage(label, own_text, own_folded, _head(folded, label)))
    return passages


def _head(folded: str, label: Label) -> str:
    """Return the words of the label's own clause that stand before it (请求将|任务31…)."""
    window = folded[max(0, label.start - 24) : label.start]
    return re.split("[,，。;!?\n…:]", window)[-1]


def _statements(folded: str) -> tuple[str, list[str]]:
    """Part a passage into what it states and what it asks or supposes, clause by clause."""
    stated: list[str] = []
    asked: list[str] = []
    pieces = re.split("(?<=[,，。;!?\n…])", folded)
    for place, piece in enumerate(pieces):
        bare = piece.strip()
        if not bare.strip(_EDGE):
            continue
        tag = re.fullmatch("(?:对|是|可以|行|没错|好|能)(?:吗|吧|么|不|不行)[?!。]*", bare)
        if tag and stated and place:
            asked.append(stated.pop() + piece)
        elif is_question(bare.rstrip(",，。;!")) or bare.endswith("?"):
            while stated and is_conditional(stated[-1]):
                asked.append(stated.pop())
            asked.append(piece)
        else:
            stated.append(piece)
    return "".join(stated), asked


def read_reply(text: str, own: Sequence[int], task_count: int = 56) -> Reply:
    """Read one message of a liaison whose tasks are `own`, in a plan of `task_count` tasks.

    Never raises, whatever the text. Tasks of entries are within 1..task_count, each at most once. Entries of
    NO_PROGRESS_ALL and SAME_AS_LAST are left to the caller to expand over `own`.
    """
    sender = Sender.of(own, task_count)
    folded = fold(text)
    named = find_labels(folded, sender)
    if is_notice(folded) and not any(
        label.strong and clause_cues(folded[label.end : label.end + 12]) for label in named.labels
    ):
        return Reply(Intent.OTHER)
    correcting = is_correction(folded) and not _slipped(folded, named)
    reading = _Reading()
    for label in named.labels:
        reading.named.update(label.numbers)
        reading.named.update(number for number in label.ranged)
    if correcting:
        reading.intents.add(Intent.CORRECTION)
        _read_correction(text, folded, named, sender, reading)
    else:
        _read_labelled(text, folded, named, sender, reading)
    if not correcting:
        _read_unlabelled(text, folded, named, sender, reading)
    return _reply(reading, sender)


def _slipped(folded: str, named: Named) -> bool:
    """Whether the message corrects itself (29完成，不对，29推进中), not an earlier one."""
    if not named.labels:
        return False
    first = named.labels[0]
    match = SLIP.search(folded, first.end)
    if match is None:
        return False
    before = folded[first.end : match.start()] if first.said is None else folded[first.said[0] : match.start()]
    if re.search("刚才|上次|之前|昨天|上午|早上|前面|那条|错|误", before) or re.search(
        "刚才|上次|之前|昨天|上午|早上|前面|更正|纠错", folded[: first.start]
    ):
        return False
    return bool(clause_cues(before) or has_progress(before))


def _reply(reading: _Reading, sender: Sender) -> Reply:
    entries = (*reading.entries.values(), *reading.loose)
    ordered = sorted(reading.intents, key=_ORDER.index) or [Intent.OTHER]
    named = reading.named
    return Reply(
        intent=ordered[0],
        also=tuple(intent for intent in ordered[1:] if intent not in {Intent.ACK, Intent.OTHER}),
        entries=entries,
        not_own=tuple(
            sorted(number for number in named if 1 <= number <= sender.task_count and not sender.owns(number))
        ),
        invalid=tuple(sorted(number for number in named if not 1 <= number <= sender.task_count)),
    )


def _covered(label: Label, passages: list[_Passage], excepted: set[int], sender: Sender) -> list[int]:
    """Return the tasks a label stands for; collective ones leave out what is named elsewhere."""
    if label.kind in {Kind.REST, Kind.ALL}:
        elsewhere = excepted | {
            number
            for other in passages
            if other.label.kind not in {Kind.REST, Kind.ALL}
            for number in _named(other.label, sender)
        }
        return [number for number in sender.own if number not in elsewhere]
    return _named(label, sender)


def _named(label: Label, sender: Sender) -> list[int]:
    valid = [number for number in label.numbers if 1 <= number <= sender.task_count]
    ranged = [number for number in label.ranged if sender.owns(number)]
    together = dict.fromkeys((*valid, *ranged))
    return sorted(together) if label.ranged else list(together)


def _share(passages: list[_Passage]) -> None:
    """Give bare numbers the shared statement that follows them (28\\n29\\n均已完成), and 同28 the status of 28."""
    for place in range(len(passages) - 1, 0, -1):
        here, before = passages[place], passages[place - 1]
        together = _SHARED.match(here.folded)
        if together and before.folded == "" and before.label.kind is Kind.PLAIN and here.label.kind is Kind.PLAIN:
            before.text, before.folded = here.text, here.folded


def _judge(passage: _Passage) -> None:
    """Decide whether a passage reports, and what else it asks for."""
    if passage.label.said is not None:
        return
    stated, asked = _statements(passage.folded)
    if asked:
        passage.asks = True
        for question in asked:
            passage.questions.extend(requests(question) or [Intent.OTHER])
        if re.search("还(?:要|用|需|得|报)", asked[-1]) and "了" in stated:
            passage.reports = False
            return
    wishes = [
        wish
        for wish in requests(passage.head + stated)
        if wish in {Intent.HANDOVER, Intent.EXTENSION, Intent.QUERY_TASKS}
    ]
    passage.questions.extend(wishes)
    if asked or wishes:
        rest = _without_wishes(passage.head + stated)
        passage.reports = bool(
            _firm(rest) if wishes else (clause_cues(rest) or has_progress(rest) or read_percent(rest) is not None)
        )
        if Intent.HANDOVER in passage.questions and not _firm(rest):
            passage.reports = False
        if passage.reports and asked:
            passage.status_from = stated


def _without_wishes(folded: str) -> str:
    kept = [
        piece for piece in re.split("(?<=[,，。;!?\n])", folded) if not requests(piece) and not is_conditional(piece)
    ]
    return "".join(kept)


def _firm(folded: str) -> bool:
    return bool(status_of(folded) or read_percent(folded) is not None or has_progress(folded))


def _pieces(passage: _Passage, count: int) -> list[str] | None:
    """Part a list of statuses that runs parallel to a list of tasks (28、29分别完成、滞后)."""
    if count < 2:  # noqa: PLR2004 - one has nothing to run parallel to
        return None
    apart = _APART.match(passage.folded)
    body = passage.text[apart.end() :] if apart else passage.text
    for separator in ("[、]", "[/／]", "[,，、]|和|与|及", "[;；]", "[ \u3000]+"):
        parts = [part.strip(_EDGE) for part in re.split(separator, body)]
        if len(parts) != count or not all(parts):
            continue
        if apart or (
            separator != "[,，、]|和|与|及"
            and all(status_of(fold(part)) or read_percent(fold(part)) is not None for part in parts)
        ):
            return parts
    return None


def _entry(task: int | None, text: str, judged: str, candidates: tuple[int, ...] = ()) -> Entry:
    return Entry(task, status_of(judged), read_percent(judged), text, candidates)


def _file(reading: _Reading, task: int, text: str, judged: str, *, replaces: bool = False) -> None:
    earlier = reading.entries.get(task)
    if earlier is not None and not replaces and earlier.text and text:
        if fold(earlier.text) == fold(text):
            return
        text = f"{earlier.text}\n{text}"
        judged = fold(text)
    elif earlier is not None and not replaces and not text:
        return
    elif earlier is not None:
        del reading.entries[task]
    reading.entries[task] = _entry(task, text, judged)


def _read_labelled(text: str, folded: str, named: Named, sender: Sender, reading: _Reading) -> None:
    labels = _with_blankets(folded, named, sender)
    passages = _passages(text, folded, labels)
    excepted = {number for label in labels if label.kind is Kind.EXCEPT for number in _named(label, sender)}
    _share(passages)
    replaced: set[int] = set()
    slip_at = None
    retracted: set[int] = set()
    for place, passage in enumerate(passages):
        _slip(passage, passages[place + 1 :], sender, retracted, place)
        _judge(passage)
        later = {number for other in passages[place + 1 :] for number in _named(other.label, sender)}
        here = _named(passage.label, sender)
        if _is_preamble(passage, here, later):
            retracted.add(place)
    del slip_at
    if Intent.HANDOVER in requests(folded) or any(Intent.HANDOVER in passage.questions for passage in passages):
        passages = [
            passage
            for passage in passages
            if passage.label.kind is not Kind.REST or not _UNCHANGED.match(passage.folded)
        ]
    for place, passage in enumerate(passages):
        reading.intents.update(intent for intent in passage.questions)
        if place in retracted or not passage.reports:
            continue
        tasks = _covered(passage.label, passages, excepted, sender)
        parts = _pieces(passage, len(tasks))
        judged = passage.status_from if passage.status_from is not None else passage.folded
        after_slip = any(number < place for number in retracted) or passage.label.start in replaced
        for order, task in enumerate(tasks):
            if parts is not None:
                _file(reading, task, parts[order], fold(parts[order]))
            else:
                _file(
                    reading,
                    task,
                    passage.text,
                    _resolved(judged, reading),
                    replaces=after_slip or _corrects(folded, passage),
                )
        if tasks or passage.label.numbers:
            reading.intents.add(Intent.REPORT)
    _trailing_requests(folded, passages, reading)


def _corrects(folded: str, passage: _Passage) -> bool:
    """Whether a slip word stands right before the label: then this statement replaces the earlier one."""
    return bool(
        re.search(
            "(?:不对|不好意思|说错了?|打错了?|写错了?|搞错了?|口误|错了|抱歉|sorry|更正一?下?|手误|等等|应该是)[^。;\n]{0,24}$",
            folded[max(0, passage.label.start - 30) : passage.label.start],
        )
    )


def _resolved(judged: str, reading: _Reading) -> str:
    """Read 同28 as what was said of 28."""
    match = re.match(
        "\\s*(?:也?)(?:同|和|与|跟)(?:任务|第)?\\s*(\\d{1,2})\\s*(?:号|项|任务)?(?:一样|相同|一致)?\\s*$", judged
    )
    if match and (entry := reading.entries.get(int(match[1]))) is not None:
        return fold(entry.text)
    return judged


def _slip(passage: _Passage, following: list[_Passage], sender: Sender, retracted: set[int], place: int) -> None:
    """Apply a self-correction inside a passage: what stands before it is dropped."""
    match = next(iter(SLIP.finditer(passage.folded)), None)
    if match is None or passage.label.said is not None:
        return
    last = list(SLIP.finditer(passage.folded))[-1]
    before, after = passage.folded[: match.start()], passage.folded[last.end() :].strip(_EDGE + "是应该")
    if not (clause_cues(before) or has_progress(before) or before.strip(_EDGE) == ""):
        return
    if after:
        length = len(passage.text)
        start, end = _trim(passage.text, passage.folded, last.end(), length)
        passage.text, passage.folded = passage.text[start:end], passage.folded[start:end]
    elif following:
        next_tasks = set(_named(following[0].label, sender))
        start, end = _trim(passage.text, passage.folded, 0, match.start())
        passage.text, passage.folded = passage.text[start:end], passage.folded[start:end]
        earlier = set(_named(passage.label, sender))
        if not next_tasks & earlier or len(earlier) == 1:
            retracted.add(place)


def _is_preamble(passage: _Passage, here: list[int], later: set[int]) -> bool:
    """Whether a list of numbers only announces what follows (现将28、29、31进展汇报如下)."""
    if passage.label.said is not None or passage.label.kind is not Kind.PLAIN or not later:
        return False
    if _firm(passage.folded):
        return False
    if len(here) > 1 and set(here) & later:
        return True
    return bool(len(here) > 1 and _PREAMBLE.match(passage.folded))


def _with_blankets(folded: str, named: Named, sender: Sender) -> list[Label]:
    """Add labels for sentences on all tasks (各项任务均按计划推进。其中28已完成)."""
    labels = list(named.labels)
    if not labels:
        return labels
    for match in _BLANKET_START.finditer(folded):
        start = match.start(1)
        stop = re.compile("[。;\n]").search(folded, match.end())
        clause = folded[start : stop.start() if stop else len(folded)]
        clause = re.split("其中", clause)[0]
        inside = any(label.start <= start < label.end for label in labels)
        if (
            not inside
            and clause_cues(clause)
            and not is_question(clause)
            and any(label.kind is Kind.PLAIN or label.kind is Kind.FIRST for label in labels)
        ):
            labels.append(Label(start, start, Kind.REST))
    labels.sort(key=lambda label: label.start)
    return labels


def _trailing_requests(folded: str, passages: list[_Passage], reading: _Reading) -> None:
    """Read what stands before the first label: a question or a wish on its own."""
    head = folded[: passages[0].label.start] if passages else ""
    for sentence in re.split("[。;!?\n]", head):
        if Intent.REPORT not in reading.intents or len(sentence) > 6:  # noqa: PLR2004 - shorter ones are lead-ins
            reading.intents.update(requests(sentence))
    if passages and Intent.REPORT not in reading.intents:
        reading.intents.update(requests(folded))
        if reading.intents - {Intent.OTHER}:
            reading.intents.discard(Intent.OTHER)


def _read_unlabelled(text: str, folded: str, named: Named, sender: Sender, reading: _Reading) -> None:  # noqa: C901, PLR0911, PLR0912 - one ladder of intents
    if Intent.REPORT in reading.intents or any(label.kind in {Kind.PLAIN, Kind.FIRST} for label in named.labels):
        return
    if any(label.kind is Kind.REST for label in named.labels) and reading.intents:
        return
    stated, asked = _statements(folded)
    for question in asked:
        reading.intents.update(requests(question) or [Intent.OTHER])
    if asked:
        reading.intents.update(requests(folded))
        if reading.intents - {Intent.OTHER}:
            reading.intents.discard(Intent.OTHER)
    wishes = requests(stated)
    reading.intents.update(wishes)
    body = _without_wishes(stated) if wishes else stated
    cues = clause_cues(body)
    status = status_of(body)
    if wishes or asked:
        plain = (
            status is not None
            and bool(re.search("推进中|按计划|滞后|正常推进|顺利|已完成|进展", body))
            and not re.search("章|签字|材料|领导|审核表|报表|填表", body)
        )
        if not plain:
            return
    if _all_same(body, status, cues, reading):
        return
    percent = read_percent(body)
    if status is None and percent is None and not has_progress(body) and not named.marks and not named.ordinals:
        if is_acknowledgement(folded):
            reading.intents.add(Intent.ACK)
        return
    if is_acknowledgement(folded) and status is None:
        reading.intents.add(Intent.ACK)
        return
    if any(is_conditional(clause) for clause in clauses(folded)) and status is None:
        return
    if status is None and percent is None and not named.marks and not named.ordinals and not _work(body):
        return
    _file_unlabelled(text, folded, named, sender, reading)


_NOT_WORK = re.compile(
    "打印机|吃饭|午饭|食堂|羽毛球|下雨|堵车|快递|停车|空调|电梯|值班|会议室|红包|电影|停水|停电|生日|聚餐|咖啡|口罩|钥匙|打球|跑步|中奖|天气|网络|wifi|密码|系统卡|登不上|电脑|开会去|请假|体检|工资|团购|班车|机器人|群里|群名|头像|表情",
    re.IGNORECASE,
)


def _work(body: str) -> bool:
    return not _NOT_WORK.search(body)


def _all_same(body: str, status: Status | None, cues: list[object] | object, reading: _Reading) -> bool:
    """Whether the message says for everything that nothing is new, or that last month's text stands."""
    del cues
    if status not in {None, Status.NO_CHANGE}:
        return False
    if _SAME.search(body) and not re.search("(?:无|没)(?:什么|明显|太大)?(?:变化|变动)", body):
        reading.intents.add(Intent.SAME_AS_LAST)
        return True
    if _NOTHING_NEW.search(body) and not has_progress(body):
        reading.intents.add(Intent.NO_PROGRESS_ALL)
        return True
    if status is Status.NO_CHANGE:
        reading.intents.add(Intent.NO_PROGRESS_ALL)
        return True
    return False


def _file_unlabelled(text: str, folded: str, named: Named, sender: Sender, reading: _Reading) -> None:
    """File a report that names no task: the only own one, all of them, or one to be asked for."""
    start, end = _trim(text, folded, 0, len(text))
    whole, judged = text[start:end], folded[start:end]
    reading.intents.add(Intent.REPORT)
    reading.intents.discard(Intent.OTHER)
    if named.marks and len(sender.own) != 1:
        _file_marks(text, folded, named, sender, reading)
    elif named.ordinals and len(sender.own) != 1:
        number = named.ordinals[0].value
        reading.loose.append(
            _entry(None, whole, judged, (sender.own[number - 1],) if 1 <= number <= len(sender.own) else sender.own)
        )
    elif len(sender.own) == 1:
        reading.entries[sender.own[0]] = _entry(sender.own[0], whole, judged)
    elif (
        any(_BLANKET.search(clause) and clause_cues(clause) for clause in clauses(judged))
        and status_of(judged) is not None
    ):
        for task in sender.own:
            reading.entries[task] = _entry(task, whole, judged)
    else:
        hinted = tuple(task for task in sender.own if re.search(f"(?<!\\d){task}(?!\\d)", folded))
        reading.loose.append(_entry(None, whole, judged, hinted or sender.own))


def _file_marks(text: str, folded: str, named: Named, sender: Sender, reading: _Reading) -> None:
    """File the points of a list that names no task: the n-th may be the n-th own task."""
    stops = [mark.start for mark in named.marks[1:]] + [len(text)]
    for mark, stop in zip(named.marks, stops, strict=True):
        start, end = _trim(text, folded, mark.end, stop)
        fits = (sender.own[mark.value - 1],) if 1 <= mark.value <= len(sender.own) else sender.own
        reading.loose.append(_entry(None, text[start:end], folded[start:end], fits))


def _read_correction(text: str, folded: str, named: Named, sender: Sender, reading: _Reading) -> None:
    """Collect the new, right content of a correction."""
    moves = moved_to(folded)
    if moves:
        reading.named.clear()
        for right, wrong, end in moves:
            reading.named.update({right, wrong})
            following = [label for label in named.labels if label.start >= end]
            if 1 <= right <= sender.task_count:
                stop = following[0].start if following else len(text)
                own_text, own_folded = _cut(text, folded, end, max(end, stop))
                if not (status_of(own_folded) or read_percent(own_folded) is not None):
                    own_text, own_folded = "", ""
                reading.entries[right] = _entry(right, own_text, own_folded)
        labels = [label for label in named.labels if label.start >= moves[-1][2]]
    else:
        labels = named.labels
    labels = [label for label in labels if label.kind is not Kind.REST or not _UNCHANGED.match(folded, label.end)]
    passages = _passages(text, folded, labels)
    excepted = {number for label in labels if label.kind is Kind.EXCEPT for number in _named(label, sender)}
    _share(passages)
    for passage in passages:
        stated, asked = _statements(passage.folded)
        for question in asked:
            reading.intents.update(wish for wish in requests(question) if wish is not Intent.OTHER)
        reading.intents.update(wish for wish in requests(stated) if wish in {Intent.EXTENSION, Intent.HANDOVER})
        content = new_content(stated)
        percent = read_percent(content)
        if percent is None:
            percent = read_percent(without_old(stated))
        says_new = bool(status_of(content)) or percent is not None
        if is_removal(passage.folded) and not says_new:
            continue
        if not says_new and not passage.folded.strip() and is_removal(folded):
            continue
        if asked and not stated.strip(_EDGE):
            continue
        for task in _covered(passage.label, passages, excepted, sender):
            parts = _pieces(passage, 1)
            del parts
            earlier = reading.entries.get(task)
            if earlier is not None and earlier.text and not says_new:
                continue
            reading.entries[task] = Entry(task, status_of(content), percent, passage.text)
    if not passages and not moves and not is_removal(folded):
        _correct_unlabelled(text, folded, sender, reading)


def _correct_unlabelled(text: str, folded: str, sender: Sender, reading: _Reading) -> None:
    content = new_content(folded)
    status, percent = status_of(content), read_percent(content)
    if status is None and percent is None and not has_progress(content):
        return
    start, end = _trim(text, folded, 0, len(text))
    if len(sender.own) == 1:
        reading.entries[sender.own[0]] = Entry(sender.own[0], status, percent, text[start:end])
    else:
        reading.loose.append(Entry(None, status, percent, text[start:end], sender.own))


def begins_report(text: str, own: Sequence[int]) -> bool:
    """Whether a message begins with an own task's label and a status, and so starts a report of several."""
    sender = Sender.of(own, max(own, default=0))
    folded = fold(text)
    head = folded[:400]
    labels = find_labels(head, sender).labels
    if (
        not labels
        or folded[: labels[0].start].strip(" \t\n(*•-·")
        or not any(sender.owns(number) for number in _named(labels[0], sender))
    ):
        return False
    passage = _passages(text[:400], head, labels)
    if not passage or is_question(passage[0].folded):
        return False
    first = clauses(passage[0].folded)
    return bool(first) and (status_of(first[0]) is not None or read_percent(first[0]) is not None)

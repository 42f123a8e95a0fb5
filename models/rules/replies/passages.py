"""Passages: the text each label governs, cut out, and parted into what it states, asks and takes back."""

import re
from dataclasses import dataclass, field

from models.rules.replies.asides import aside_of, recalls
from models.rules.replies.clauses import clauses
from models.rules.replies.corrections import SLIP
from models.rules.replies.cues import clause_cues
from models.rules.replies.folding import fold
from models.rules.replies.intents import is_conditional, is_question, requests
from models.rules.replies.labels import Kind, Label
from models.rules.replies.patterns import late
from models.rules.replies.percents import read_percent
from models.rules.replies.progress import has_progress
from models.rules.replies.status import status_of
from models.rules.replies.values import Intent, Sender

__all__ = [
    "EDGE",
    "UNCHANGED",
    "Passage",
    "covered",
    "cut",
    "cut_passages",
    "firm",
    "judge",
    "named_alone",
    "parallel",
    "parted",
    "share",
    "take_back",
    "tasks_of",
    "told_beside",
    "trim",
    "without_wishes",
]

EDGE = "/／ \t\n\r\u3000:：,，;；。.、-—–|()（）【】[]~～=>→…·*•"
_OPEN_EDGE = "/／ \t\n\r\u3000:：,，;；。.、—–|)）】]~～=>→…·*•-"
_CLOSE_EDGE = "/／ \t\n\r\u3000:：,，;；。.、—–|(（【[~…·*•-"
_QUOTES = {'"', "'", "“", "”", "‘", "’"}
_NAME = late(r"\s*[(（][^()（）\n]{1,40}[)）]\s*[:：,，]?")
_TAIL_LEAD = late(
    "(?:[,，。;；\\s]|^)(?:其中|另外|另|还有|以及|但是?|而|然后|至于|关于|和|与|跟|及|我的|把|哦|噢|第|任务|#|目前|本月|那个|除了?|以上|现|是|唯独|只有|就|补充:?)\\s*$"
)
_TAIL_MARK = late("(?<=[,，。;；\n])\\s*[(（]?(?:[0-9]{1,2}[、.)]|[一二三四五六七八九十]{1,3}(?:[、.)]|是))\\s*$")
_SHARED = late(
    "\\s*(?:以上(?:任务|几项|各项|[0-9一二两三四五六七八九十]+项)?|这几项|上述(?:任务|各项)?)?[,，:：]?\\s*(?:均|都|全部|全都|一律)"
    "|\\s*(?:以上|上述)(?:任务|几项|各项|[0-9一二两三四五六七八九十]+项)?\\S"
)
_WISH_BEGINS = late("(?=申请|请求|恳请|恳求|特?请|求|希望|能否|能不能|可否|想|拟申请)")
_LATE_WORK = late("滞后|受阻|停工|停滞|停摆|搁置|缓慢|落后|延误|进度|进展|推进|未启动|暂停|叫停")
_REASON = late(
    "[要得][^,，。]{0,8}才|等[^,，。]{1,12}?(?:回来|寄回|下来|出来|到位|到了|开完|批完|签完|盖完)"
    "|^(?:因|由于|主要是?|原因|鉴于|考虑到|(?:还|仍|尚)?(?:要|需要?|得)?等|待|(?:还|仍|尚)?(?:需|要|差|缺))|[未没]"
    "|(?:要|得|会|将|被)(?:推|等|到|改|延|拖)|等[^,，。]{0,8}(?:省|市|县|财政|领导|批|审|专家|意见|结果|回复|通知|文件)"
)
_BEGUN = late("[已己了过完]|通过|获|批|启动|召开|举[办行]|印发|签|报[送审]|上报|送审|初稿|预计|力争|争取|没|未|不")
_PAPERS = late(
    "(?:[那这][块个项份条些]?(?:的)?)?(?:[0-9一二两三四五六七八九十几各]*[项个份]?的?(?:任务|工作)?的?)?(?:上报|报送|相关|有关|佐证)?(?:材料|数据|资料|报表|表格"
    "|签字|文件|稿子|附件)[^,，。]{0,4}(?:还|正|没|未|在|要|得|尚)"
)
_APART = late("[^,，。;:\\n]{0,6}?(?:分别|依次|各自)(?:是|为|已|:)?\\s*")
_FORMER = late("\\s*[,:]?\\s*前者(?:是|为|:)?(.+?)[,;。、]\\s*(?:而|但)?后者(?:则|是|为|:)?(.+)", re.DOTALL)
_EACH = late("\\s*[,:]?\\s*一[个项条件](.+?)[,;。、]\\s*(?:而|但)?另?一[个项条件](.+)", re.DOTALL)
_TOLD_TO = late("(?:说|要求|让|叫|强调|指示|交代|催)[^,，。;]{0,4}$")
_OBLIGES = late("(?:项|任务)?(?:一定|还|也)?(?:要(?!求)|必须|务必|得|尽快|抓紧|赶紧)")
_BIDS = late(
    "(?:请|麻烦|帮我?|帮忙|劳驾|烦请)(?:你们?|您|帮忙?|再|先)?(?:把|将|(?:发|给|看|查|列|调|找|贴|转)(?:一?[下份遍]|给?我|来|出来)*)?$"
)
_ASKS_NEXT = late(
    "(?:另外|还有|对了|顺便|顺带|再|我?想|请|麻烦|\\s)*(?:问|请教|咨询)(?:一?[下问]|问|个事儿?)?(?:您|你们?)?[,:]\\s*"
)
_LEADS = late("(?:(?<![申邀])请|麻烦|帮|劳驾|申请|请求|恳请|希望|能否|能不能|可否|可不可以|想|如果|要是).*$")
_HEADS = late("[,，。;!?\n…:]")
_BEHIND = late("[,，。;!?\n…:]|(?<=[^\\x00-\\x7f]) +")
_PIECES = late("(?<=[,，。;!?\n…])|(?<=[^\\x00-\\x7f ])(?= +(?:[^\\x00-\\x7f]|[0-9]{1,2}[^0-9%]))")
"""Where a message may be parted: behind a mark, and at a blank between Chinese words, as people write without marks."""
UNCHANGED = late("(?:其余|其它|其他|剩余|剩下|余下|别的)[^,，。;\n]{0,8}(?:不变|照旧|不动|不用改|没变|一样)")


@dataclass(slots=True)
class Passage:
    """A label with the text it governs."""

    label: Label
    text: str
    folded: str
    head: str = ""
    questions: list[Intent] = field(default_factory=list)
    asks: bool = False
    reports: bool = True
    status_from: str | None = None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends of a passage inwards over separators and blanks; a minus before a digit stays."""
    while (
        start < end and text[start] in _OPEN_EDGE and not (text[start] == "-" and text[start + 1 : start + 2].isdigit())
    ):
        start += 1
    while end > start and text[end - 1] in _CLOSE_EDGE:
        end -= 1
    while end > start and text[end - 1] in EDGE and text[end - 1] not in ")）】]":
        end -= 1
    if end > start and text[end - 1] in ")）】]" and not re.search("[(（【\\[]", text[start:end]):
        return trim(text, start, end - 1)
    return start, end


_PARTICLE = late("\\s*[呢嘛啊呀吧]+[,，\\s]*(?=[一-鿿]{2})")


def cut(text: str, folded: str, start: int, end: int) -> tuple[str, str]:
    """Cut a passage: a name in parentheses behind the label, separators and a lead-in of the next label go."""
    name = _NAME.match(folded, start, end)
    if (
        name
        and "%" not in name.group()
        and folded[name.end() : end].strip(EDGE)
        and not clause_cues(name.group().strip(" ()（）:,"))
    ):
        start = name.end()
    if particle := _PARTICLE.match(folded, start, end):
        start = particle.end()
    if lead := _TAIL_LEAD.search(folded[max(start, end - 10) : end]):
        end -= len(lead.group())
    if mark := _TAIL_MARK.search(folded[max(start, end - 10) : end]):
        end -= len(mark.group())
    start, end = trim(text, start, end)
    return text[start:end], folded[start:end]


def cut_passages(text: str, folded: str, labels: list[Label]) -> list[Passage]:
    """Return the passage of every label, up to the next one; excepted tasks have none."""
    passages = []
    for place, label in enumerate(labels):
        stop = labels[place + 1].start if place + 1 < len(labels) else len(text)
        if label.said is not None:
            start, end = trim(text, *label.said)
            passages.append(Passage(label, text[start:end], folded[start:end]))
            continue
        if label.kind is Kind.EXCEPT:
            continue
        opened = (
            folded[max(0, label.start - 1) : label.start] in _QUOTES and folded[label.end : label.end + 1] in _QUOTES
        )
        begin = min(label.end + 1, len(text)) if opened and label.start else label.end
        own_text, own_folded = cut(text, folded, begin, max(stop, begin))
        before = labels[place - 1].end if place else 0
        passages.append(Passage(label, own_text, own_folded, _head(folded, label, before)))
    return passages


def _head(folded: str, label: Label, before: int) -> str:
    """Return the words of the label's own clause that stand before it (请求将|任务31…), behind the label before."""
    window = folded[max(before, 0, label.start - 40) : label.start]
    pieces = _BEHIND.split(window)
    if (before and len(pieces) == 1) or not pieces[-1]:
        lead = _LEADS.search(_HEADS.split(window)[-1])
        return lead.group() if lead else ""
    return pieces[-1]


def parted(folded: str) -> tuple[str, list[str]]:
    """Part a passage into what it states and what it asks or supposes, clause by clause."""
    stated: list[str] = []
    asked: list[str] = []
    pieces = _PIECES.split(folded)
    for place, piece in enumerate(pieces):
        if _ASKS_NEXT.fullmatch(piece) and place + 1 < len(pieces) and pieces[place + 1].strip(EDGE):
            pieces[place + 1] = piece + pieces[place + 1]
            continue
        bare = piece.strip()
        if not bare.strip(EDGE):
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


def tasks_of(label: Label, sender: Sender) -> list[int]:
    """Return the tasks of the plan a label names; of a range only the own ones."""
    valid = [number for number in label.numbers if 1 <= number <= sender.task_count]
    ranged = [number for number in label.ranged if sender.owns(number)]
    together = dict.fromkeys((*valid, *ranged))
    return sorted(together) if label.ranged else list(together)


def named_alone(labels: list[Label], sender: Sender) -> set[int]:
    """Return the tasks named in so many words, reported on or excepted (除28外): 其余 leaves them out."""
    return {number for label in labels if label.kind is not Kind.REST for number in tasks_of(label, sender)}


def covered(label: Label, alone: set[int], sender: Sender) -> list[int]:
    """Return the tasks a label stands for; 其余 stands for the own ones that are not named alone."""
    if label.kind is not Kind.REST:
        return tasks_of(label, sender)
    return [number for number in sender.own if number not in alone]


def share(passages: list[Passage]) -> None:
    """Give bare numbers the shared statement that follows them (28, 29 and then 均已完成), and 同28 the status of 28."""
    for place in range(len(passages) - 1, 0, -1):
        here, before = passages[place], passages[place - 1]
        together = _SHARED.match(here.folded)
        if together and before.folded == "" and before.label.kind is Kind.PLAIN and here.label.kind is Kind.PLAIN:
            before.text, before.folded = here.text, here.folded


def judge(passage: Passage) -> None:
    """Decide whether a passage reports, and what else it asks for."""
    if passage.label.said is not None:
        return
    stated, asked = parted(passage.folded)
    if nothing := aside_of(stated):
        passage.questions.append(nothing)
        passage.reports = False
        return
    if asked:
        stated = "".join(piece for piece in _PIECES.split(stated) if not recalls(piece))
        passage.asks = True
        for question in asked:
            supposed = is_conditional(passage.head)
            whole = question if question.strip(EDGE + "?!") else passage.head + question
            passage.questions.extend([Intent.OTHER] if supposed else requests(whole, labelled=True) or [Intent.OTHER])
        if re.search("还(?:要|用|需|得|报)", asked[-1]) and "了" in stated:
            passage.reports = False
            return
    if bid := _bid(passage.head, stated, asked=bool(asked)):
        passage.questions.extend(bid)
        passage.reports = False
        return
    wishes = [
        wish
        for wish in requests(passage.head + stated)
        if wish in {Intent.HANDOVER, Intent.EXTENSION, Intent.QUERY_TASKS}
    ]
    passage.questions.extend(wishes)
    if asked or wishes:
        rest = without_wishes(passage.head + stated)
        passage.reports = bool(
            told_beside(rest)
            if wishes or Intent.EXTENSION in passage.questions
            else (clause_cues(rest) or has_progress(rest) or read_percent(rest) is not None)
        )
        if Intent.HANDOVER in passage.questions and not firm(rest):
            passage.reports = False
        if passage.reports:
            passage.status_from = rest if wishes else stated


def _bid(head: str, stated: str, *, asked: bool) -> list[Intent]:
    """Return what a labelled statement asks for that tells nothing (请把|23的模板发我, 任务是|25吧, 19的配合单位)."""
    wanted = requests(stated, labelled=True)
    if _TOLD_TO.search(head) and _OBLIGES.match(stated) and status_of(stated) is None:
        return [Intent.OTHER]
    if firm(stated):
        return []
    if _BIDS.search(head) or (not asked and is_question(f"{head}○{stated.rstrip(EDGE)}")):
        return requests(f"{head}○{stated}", labelled=not _BIDS.search(head)) or [Intent.OTHER]
    return [Intent.QUERY_TASKS] if Intent.QUERY_TASKS in wanted else []


def without_wishes(folded: str) -> str:
    """Leave out the clauses that ask for something or only suppose it."""
    kept: list[str] = []
    for piece in _PIECES.split(folded):
        if is_conditional(piece):
            continue
        told = piece
        if requests(piece):
            before = _WISH_BEGINS.split(piece, maxsplit=1)[0]
            told = before if before != piece and status_of(before) is not None else ""
        kept.append(told)
    return "".join(kept)


def told_beside(folded: str) -> bool:
    """Whether what stands beside a wish reports: a status, a percent or a finished step, not only the reason for it."""
    return any(not _PAPERS.match(clause) and _tells(clause) for clause in clauses(folded))


def _tells(clause: str) -> bool:
    return bool(
        (status_of(clause) is not None and (not clause.startswith(("因", "由于")) or _LATE_WORK.search(clause)))
        or read_percent(clause) is not None
        or (has_progress(clause) and _BEGUN.search(clause) is not None and not _REASON.search(clause))
    )


def firm(folded: str) -> bool:
    """Whether a passage tells of progress: a status, a percent or a finished step."""
    return bool(status_of(folded) or read_percent(folded) is not None or has_progress(folded))


def parallel(passage: Passage, count: int) -> list[str] | None:
    """Part a list of statuses that runs parallel to a list of tasks (28、29分别完成、滞后)."""
    if count < 2:  # noqa: PLR2004 - one has nothing to run parallel to
        return None
    if count == 2 and (pair := _FORMER.fullmatch(passage.folded)):  # noqa: PLR2004 - 前者 and 后者
        return [passage.text[slice(*pair.span(1))], passage.text[slice(*pair.span(2))]]
    if count == 2 and (pair := _EACH.fullmatch(passage.folded)) and all(map(status_of, pair.groups())):  # noqa: PLR2004 - 一个 and 一个
        return [passage.text[slice(*pair.span(1))], passage.text[slice(*pair.span(2))]]
    apart = _APART.match(passage.folded)
    body = passage.text[apart.end() :] if apart else passage.text
    for separator in ("[、]", "[/／]", "[,，、]|和|与|及", "[;；]", "[ \u3000]+"):
        parts = [part.strip(EDGE) for part in re.split(separator, body)]
        if len(parts) != count or not all(parts):
            continue
        if apart or (
            separator != "[,，、]|和|与|及"
            and all(status_of(fold(part)) or read_percent(fold(part)) is not None for part in parts)
        ):
            return parts
    return None


_APOLOGY = late("^[^一-鿿a-z]*(?:不好意思|抱歉|sorry)[^一-鿿]*[了啊哈]*[^一-鿿]*$", re.IGNORECASE)


def _restates(folded: str) -> bool:
    """Whether what follows an apology says otherwise than before, and is not only a promise to do better."""
    return (
        not folded.strip(EDGE)
        or status_of(folded) is not None
        or read_percent(folded) is not None
        or any(_UNDONE.search(clause) and not _TARDY.search(clause) for clause in clauses(folded))
    )


_UNDONE = late(
    "(?:还|尚|仍)(?:没|未|差|缺)|[没未](?:有)?(?:全部|完全|真正)?(?:核[实对]|完|验收|通过|结束|落实|搞|弄|做)|差[一点些]|不是(?:我们?|本单位|这)"
)
_TARDY = late("报|回[复您你]|看[到见]|消息|[发交]|说|告诉|通知|及时|来得及")
"""An apology for being late says nothing of the work."""


def take_back(passage: Passage, following: Passage | None, sender: Sender) -> bool:
    """Apply a self-correction inside a passage: what stands before it is dropped; return whether nothing is left."""
    slips = list(SLIP.finditer(passage.folded))
    slips = [slip for slip in slips if not _APOLOGY.search(slip.group()) or _restates(passage.folded[slip.end() :])]
    if not slips or passage.label.said is not None:
        return False
    before = passage.folded[: slips[0].start()]
    if not (clause_cues(before) or has_progress(before) or before.strip(EDGE) == ""):
        return False
    length = len(passage.text)
    if passage.folded[slips[-1].end() :].strip(EDGE + "是应该"):
        start, end = trim(passage.text, slips[-1].end(), length)
    elif following is None:
        return False
    else:
        start, end = trim(passage.text, 0, slips[0].start())
    passage.text, passage.folded = passage.text[start:end], passage.folded[start:end]
    here = set(tasks_of(passage.label, sender))
    alone = following is not None and (len(here) == 1 or not here & set(tasks_of(following.label, sender)))
    return alone and slips[-1].end() > len(before) and not passage.folded[len(before) :]

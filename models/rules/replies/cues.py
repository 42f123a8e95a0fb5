"""The status words, clause by clause: what a clause says of its task, and with what reach.

A cue is found with its negation (谈不上滞后 is no delay), its time (年初滞后 gives way to what is said of today, 预计完成
is a plan) and its reach (初稿已完成 is a finished step, 一期未启动 one part of the task). Words: LABELS, section Status.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from models.rules.replies import state_words as words
from models.rules.replies.clauses import clauses
from models.rules.replies.patterns import late

__all__ = ["Cue", "Says", "clause_cues"]


class Says(Enum):
    """What one cue says."""

    DONE = "done"
    STEP = "step"  # something is finished, the task is not said to be
    NOT_DONE = "not done"
    ON_TRACK = "on track"
    DELAYED = "delayed"
    NOT_STARTED = "not started"
    NO_CHANGE = "no change"


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue, with its reach and time.

    `overall`: said of the task as a whole in so many words; `part`: of a part of it; `past`: of earlier; `now`: of
    today, and what was said of earlier is over.
    """

    says: Says
    overall: bool = False
    part: bool = False
    past: bool = False
    now: bool = False


_QUOTED = late('《[^》]{0,200}》|“([^”]{0,200})”|"([^"]*)"|‘([^’]*)’')


def _unquoted(folded: str) -> str:
    """Leave out what is only quoted; a quoted status word alone (改为“已完成”) stays."""

    def kept(match: re.Match[str]) -> str:
        inner = next((group for group in match.groups() if group is not None), "")
        alone = inner and len(inner) <= 8 and (_whole(inner) or words.BARE_NONE.match(inner))  # noqa: PLR2004 - a status word
        return inner if alone else "○"

    return _QUOTED.sub(kept, folded)


_DELAY = late(words.DELAY, re.IGNORECASE)
_STEP = late(
    f"{words.DONE_VERB}|[已己].|完毕|通过|结束|完工|竣工|封顶|建成|印发|投用|揭牌|签约|到位|上线|开通|投产|入驻|交付|挂牌|开园|开馆"
)
_NO_SUBJECT = late(
    f"{words.ADVERB}|{words.STATUS_HEAD}|[\\s:,尚还仍暂至今一直这但不过而也其中因所以的确有点比较较为个月]"
)
_SO_FAR = late("[已己]")
_TAIL = late("(?:了|呢|啊|的|推进|起来|工作|实质性?工作)*+[一-鿿]{2,}")


def _whole(clause: str) -> bool:
    found = (
        words.ON_TRACK.match(clause)
        or _DELAY.match(clause)
        or words.NOT_STARTED.match(clause)
        or words.NO_CHANGE.match(clause)
    )
    return bool(words.WHOLE_DONE.match(clause) or words.NEAR_DONE.match(clause) or found)


def _done(clause: str, *, hearsay: bool) -> Cue | None:  # noqa: PLR0911 - one ladder, from the surest denial down
    if words.LATE.search(clause):
        return Cue(Says.DELAYED)
    if words.NOT_DONE.search(clause):
        return Cue(Says.NOT_DONE)
    if words.NEAR_DONE.search(clause):
        return Cue(Says.ON_TRACK)
    future = words.FUTURE.search(clause)
    if hearsay or (future and not _SO_FAR.search(clause)):
        return None
    if words.SPAN_OF_TASK.search(clause):
        return Cue(Says.STEP)
    if words.TASK_DONE.match(clause) or words.NAMED_TASK_DONE.match(clause):
        return Cue(Says.DONE)
    if words.DATED.search(clause) and not words.SAID_DONE.search(clause):
        return None
    if (
        words.WHOLE_DONE.match(clause)
        or words.RUN_ON_DONE.match(clause)
        or words.TICK.match(clause)
        or words.ENDED_DONE.search(clause)
        or words.RATE_DONE.search(clause)
        or words.PASSED_DONE.match(clause)
    ):
        return Cue(Says.DONE, overall=bool(words.OVERALL.search(clause)))
    return Cue(Says.STEP) if _STEP.search(clause) else None


def _subject_is_part(clause: str, start: int) -> bool:
    """Whether a cue's subject is something less than the task (二期尚未启动, 施工未启动)."""
    return bool(_NO_SUBJECT.sub("", clause[:start]))


@lru_cache(maxsize=64)
def _clause(clause: str, *, hearsay: bool) -> tuple[Cue, ...]:
    """Return what one clause says; remembered for a while, as several rules weigh the same clauses of a message."""
    past = (bool(words.PAST.search(clause)) and not words.NOW.search(clause)) or bool(words.CONCEDED.match(clause))
    overall = bool(words.OVERALL.search(clause))
    part = bool(words.PART.search(clause)) and not overall
    future = words.FUTURE.search(clause)
    cues: list[Cue] = []
    rest = clause

    def take(pattern: re.Pattern[str], says: Says, *, is_part: bool = False) -> bool:
        nonlocal rest
        match = pattern.search(rest)
        if match is None:
            return False
        cues.append(Cue(says, overall, part or is_part, past, pattern is words.RECOVERED))
        rest = pattern.sub("○", rest)
        return True

    rest = words.NO_LONGER.sub("○", rest)
    take(words.NOT_NO_CHANGE, Says.ON_TRACK)
    take(words.NOT_NOT_STARTED, Says.ON_TRACK)
    take(words.LATE, Says.DELAYED)
    take(words.NO_DELAY_STATES, Says.ON_TRACK)
    rest = words.NO_DELAY.sub("○", rest)
    promised = (regained := words.RECOVERED.search(rest)) and future and future.start() < regained.start()
    if not promised and take(words.RECOVERED, Says.ON_TRACK):
        rest = _DELAY.sub("○", rest)
    began = words.NOT_STARTED.search(rest)
    if began and not words.LATE.search(rest):
        narrow = _subject_is_part(rest, began.start()) or bool(_TAIL.match(rest, began.end()))
        take(words.NOT_STARTED, Says.NOT_STARTED, is_part=narrow)
    if words.BARE_NONE.match(rest):
        # By itself it says that nothing is new; before another word on the state it only answers (没有，还在弄).
        cues.append(Cue(Says.NO_CHANGE, overall, part=True, past=past))
        return tuple(cues)
    take(words.NO_CHANGE, Says.NO_CHANGE)
    done = _done(rest, hearsay=hearsay)
    delayed = _DELAY.search(rest)
    if delayed and not (future and future.start() < delayed.start() and not _SO_FAR.search(rest)):
        cues.append(Cue(Says.DELAYED, overall, part, past))
    if done:
        cues.append(Cue(done.says, overall, part, past and done.says is not Says.DONE))
    moving = _moving(rest, future)
    if moving is Says.ON_TRACK:
        now = bool(words.NOW.search(clause) and words.NORMAL.search(clause))
        cues.append(Cue(moving, overall, part, past, now))
    elif moving is not None:
        cues.append(Cue(moving, overall, part, past))
    return tuple(cues)


def _moving(rest: str, future: re.Match[str] | None) -> Says | None:
    """Return what a word of progress says: that it goes on, or, where it is denied, that it does not go as planned."""
    found = words.ON_TRACK.search(rest)
    if found is None:
        return None
    if denied := words.DENIED.search(rest[: found.start()]):
        return Says.DELAYED if denied["unable"] or words.AS_PLANNED.search(found.group()) else None
    ahead = future is not None and future.start() < found.start() and not words.UNDER_WAY.search(rest)
    return None if ahead else Says.ON_TRACK


_OVERDUE = late(
    "(?:本应|本该|原定|原计划|理应|应[于在当])[^。;\\n]{1,16}?(?:完成|办结|开工|上线|启动|交付|验收|投用|印发|出台)[^。;\\n完]{0,3}[,，](?:但|可|却|目前"
    "|现在|到现在|至今|仍|还)*(?:才(?!能)|还没|尚未|仍未|未|没有?)"
)


def clause_cues(folded: str) -> list[Cue]:
    """Return the cues of a passage in order; labelled parts on problems and next steps tell only of delays."""
    cues: list[Cue] = [Cue(Says.DELAYED)] if _OVERDUE.search(folded) else []
    hearsay = False
    for line in _unquoted(folded).split("\n"):
        field = False
        for clause in clauses(line):
            skipped = words.FIELD_SKIP.match(clause)
            if skipped or (field and not re.match("[^:]{1,12}:", clause)):
                field = True
                continue
            field = False
            if words.CONDITION.search(clause):
                hearsay = True
                continue
            heard = bool(words.HEARSAY.search(clause))
            cues.extend(_headed(clause, hearsay=heard or hearsay))
            hearsay = heard and bool(re.search("(?:说|称|讲|反馈|表示|告诉我?|听说|据说)[:]?$", clause))
    return cues


_LIST_MARK = late("^[(]?[0-9一二三四五六七八九十]{1,2}[、.)是]\\s*")
_HEADED = late("^([^:]{1,30}):(.+)$")


def _headed(clause: str, *, hearsay: bool) -> tuple[Cue, ...]:
    """Read a clause; what stands before a colon (a name, a field) is no part of the statement."""
    match = _HEADED.match(clause)
    if match is None:
        return _clause(clause, hearsay=hearsay)
    cues = _clause(match[2].strip(), hearsay=hearsay)
    state = _LIST_MARK.sub("", match[1])
    if not cues and _whole(state):
        return tuple(replace(cue, part=True) for cue in _clause(state, hearsay=hearsay))
    head = re.sub(f"{words.STATUS_HEAD}|{words.ADVERB}|[\\s0-9.、()（）]", "", match[1])
    if head and re.search(
        "初稿|招标|采购|论证|评审|可研|立项|征地|设计|方案|规划|文本|材料|公示|施工|主体|一期|二期|三期|环评|整改|调研|摸底|摸排|选址|签约|资金",
        match[1],
    ):
        return tuple(replace(cue, says=Says.STEP if cue.says is Says.DONE else cue.says, part=True) for cue in cues)
    return cues

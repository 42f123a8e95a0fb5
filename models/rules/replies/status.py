"""The status a passage states of its task: the cues of its clauses weighed against each other."""

from models.rules.replies.cues import Cue, Says, clause_cues
from models.rules.replies.folding import fold
from models.rules.replies.percents import read_percent
from models.rules.words import Status

__all__ = ["read_status_text", "status_of"]

_FULL = 100
_STEADY = {Says.NO_CHANGE: Status.NO_CHANGE, Says.ON_TRACK: Status.ON_TRACK}
"""What is read where nothing is done, late or not begun: the first of these that is said firmly."""


def _current(cues: list[Cue]) -> list[Cue]:
    """Leave out what was said of earlier where something is said of today."""
    stating = {Says.DONE, Says.ON_TRACK, Says.DELAYED, Says.NOT_STARTED, Says.NO_CHANGE}
    over = max((place for place, cue in enumerate(cues) if cue.now), default=0)
    late = {Says.DELAYED, Says.NOT_STARTED}
    cues = [cue for place, cue in enumerate(cues) if place >= over or cue.says not in late]
    if any(not cue.past and cue.says in stating for cue in cues):
        return [cue for cue in cues if not cue.past]
    return cues


def _weigh(cues: list[Cue]) -> Status | None:
    cues = _current(cues)
    says = [cue.says for cue in cues]
    overall = [cue for cue in cues if cue.overall and cue.says is not Says.STEP and cue.says is not Says.NOT_DONE]
    if overall and len(overall) < len(cues):
        return _weigh([Cue(cue.says) for cue in overall])
    if Says.DONE in says and Says.NOT_DONE not in says and not any(cue.says is Says.DONE and cue.part for cue in cues):
        return Status.DONE
    whole_track = any(cue.says is Says.ON_TRACK and not cue.part for cue in cues)
    late = [cue for cue in cues if cue.says is Says.DELAYED]
    if late:
        return Status.ON_TRACK if whole_track and all(cue.part for cue in late) else Status.DELAYED
    waiting = [cue for cue in cues if cue.says is Says.NOT_STARTED]
    if waiting:
        mixed = any(cue.says in {Says.STEP, Says.ON_TRACK, Says.DONE} for cue in cues)
        return Status.ON_TRACK if mixed and all(cue.part for cue in waiting) else Status.NOT_STARTED
    steady = [cue for cue in cues if cue.says in _STEADY]
    firm = [cue for cue in steady if cue.says is Says.ON_TRACK or not cue.part] or steady
    return _STEADY[firm[0].says] if firm else None


def status_of(folded: str) -> Status | None:
    """Return the status a folded passage states of its task as a whole; None where it states none."""
    status = _weigh(clause_cues(folded))
    if status is None and read_percent(folded) == _FULL:
        return Status.DONE
    return status


def read_status_text(text: str) -> tuple[Status | None, int | None]:
    """Read status and percent from a text already known to belong to one task."""
    folded = fold(text)
    return status_of(folded), read_percent(folded)

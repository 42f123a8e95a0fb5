"""What a liaison sees of an assignment, and which comes next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.rules.words import AssignmentState, Status


@dataclass(frozen=True, slots=True)
class Item:
    """One assignment as its liaison sees it. `number` is null where no task is asked about; `due_at` heeds an extension."""

    assignment_id: int
    round_id: int
    unit_id: int
    unit: str
    number: int | None
    title: str
    text: str
    state: AssignmentState
    due_at: datetime
    created_at: datetime
    version: int
    leads: tuple[str, ...] = ()
    return_reason: str = ""

    @property
    def is_owed(self) -> bool:
        """Whether an answer, or a new one after a return, is expected."""
        return self.state in (AssignmentState.OWED, AssignmentState.RETURNED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft's word on one assignment."""

    assignment_id: int
    status: Status | None
    status_assumed: bool
    percent: int | None
    text: str
    problems: str
    next_step: str
    base_version: int
    sent_at: datetime
    by_button: bool = False
    message_id: int | None = None
    files: int = 0
    asks_status: bool = True

    @property
    def is_complete(self) -> bool:
        """Whether it can be submitted: a status, and a text unless the status says there is nothing new.

        Of a delay the reason alone will do, or what comes next. What a data call asks for has no status: a text will do, or a file.
        """
        if not self.asks_status:
            return bool(self.text.strip()) or self.files > 0
        said = self.text.strip() or self.problems.strip() or self.next_step.strip()
        return self.status is not None and (self.status is Status.NO_CHANGE or bool(said))


def owed_items(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return what is still owed, in the circular's order."""
    return tuple(item for item in items if item.is_owed)


def next_item(items: Sequence[Item], complete: Collection[int], after: int | None = None) -> Item | None:
    """Return the next item that is owed and not yet complete in the draft: the first behind `after`, else from the start.

    What was returned comes first at the start: its time is short. None when everything owed is in the draft.
    """
    left = [item for item in items if item.is_owed and item.assignment_id not in complete]
    if after is None:
        left.sort(key=lambda item: item.state is not AssignmentState.RETURNED)
    else:
        order = [item.assignment_id for item in items]
        if after in order:
            behind = set(order[order.index(after) + 1 :])
            left = [item for item in left if item.assignment_id in behind] or [
                item for item in left if item.assignment_id != after
            ]
    return left[0] if left else None

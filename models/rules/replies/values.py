"""What a read message is: its intent, and one entry for each task it reports on."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.rules.words import Status

__all__ = ["Entry", "Intent", "Reply", "Status"]


class Intent(StrEnum):
    """What the sender wants; the order is the priority when several apply."""

    CORRECTION = "correction"
    REPORT = "report"
    NO_PROGRESS_ALL = "no_progress_all"
    SAME_AS_LAST = "same_as_last"
    HANDOVER = "handover"
    EXTENSION = "extension"
    QUERY_DEADLINE = "query_deadline"
    QUERY_TASKS = "query_tasks"
    ACK = "ack"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a message says of one task.

    `task` is None where the message does not say which one: then the bot asks, offering `candidates`.
    `status` and `percent` are None where the words state none. `text` is the passage as written, ends trimmed.
    `problems` and `next_step` repeat the labelled parts of a delayed task's text (问题：, 原因：, 下一步：, 拟…), which stays
    whole; they are empty where nothing is labelled or the task is not delayed. `parts.split_delay` takes them out.
    """

    task: int | None
    status: Status | None
    percent: int | None
    text: str
    candidates: tuple[int, ...] = ()
    problems: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A message as understood.

    `not_own`: tasks of the plan named in it that are not the sender's, ascending. `invalid`: numbers meant as task
    numbers that the plan does not have, ascending. `also`: further intents, in the order of priority.
    """

    intent: Intent
    also: tuple[Intent, ...] = ()
    entries: tuple[Entry, ...] = ()
    not_own: tuple[int, ...] = ()
    invalid: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose message it is: the own task numbers, ascending, and how many tasks the plan has."""

    own: tuple[int, ...]
    task_count: int

    @classmethod
    def of(cls, own: Sequence[int], task_count: int) -> "Sender":
        """Own numbers outside the plan are left out, doubles too."""
        return cls(tuple(sorted({number for number in own if 1 <= number <= task_count})), task_count)

    def owns(self, number: int) -> bool:
        """Whether the sender reports on this task."""
        return number in self.own

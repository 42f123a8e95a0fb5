"""What is collected while a message is read, and the reply made of it."""

from dataclasses import dataclass, field

from models.rules.replies.parts import split_delay
from models.rules.replies.percents import read_percent
from models.rules.replies.status import status_of
from models.rules.replies.values import Entry, Intent, Reply, Sender
from models.rules.words import Status

__all__ = ["Reading"]

_ORDER = list(Intent)


def _entry(task: int, status: Status | None, percent: int | None, text: str) -> Entry:
    _, problems, next_step = split_delay(text) if status is Status.DELAYED else ("", "", "")
    return Entry(task, status, percent, text, problems=problems, next_step=next_step)


@dataclass(slots=True)
class Reading:
    """Everything collected from one message, task by task in the order of filing."""

    told: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    settled: dict[int, Entry] = field(default_factory=dict)
    loose: list[Entry] = field(default_factory=list)
    intents: set[Intent] = field(default_factory=set)
    named: set[int] = field(default_factory=set)

    def file(self, task: int, text: str, judged: str, *, replaces: bool = False) -> None:
        """Add what a passage says of a task; `judged` is the folded text its status is read from."""
        earlier = self.told.get(task)
        if earlier is None or replaces:
            self.told.pop(task, None)
            self.told[task] = [(text, judged)]
        elif text and all(text != said for said, _ in earlier[-8:]):
            self.told[task] = [*earlier, (text, judged)] if earlier[0][0] else [(text, judged)]

    def ask(self, text: str, judged: str, candidates: tuple[int, ...]) -> None:
        """Add an entry whose task must be asked for."""
        self.loose.append(Entry(None, status_of(judged), read_percent(judged), text, candidates))

    def filed(self) -> bool:
        """Whether anything is filed or asked for so far."""
        return bool(self.told or self.settled or self.loose)

    def reply(self, sender: Sender) -> Reply:
        """Return the reply: two passages on one task joined with a newline, intents in the order of priority."""
        entries = dict(self.settled)
        for task, told in self.told.items():
            judged = "\n".join(judged for _, judged in told)
            entries[task] = _entry(task, status_of(judged), read_percent(judged), "\n".join(text for text, _ in told))
        ordered = sorted(self.intents, key=_ORDER.index) or [Intent.OTHER]
        return Reply(
            intent=ordered[0],
            also=tuple(intent for intent in ordered[1:] if intent not in {Intent.ACK, Intent.OTHER}),
            entries=(*entries.values(), *self.loose),
            not_own=tuple(
                sorted(number for number in self.named if 1 <= number <= sender.task_count and not sender.owns(number))
            ),
            invalid=tuple(sorted(number for number in self.named if not 1 <= number <= sender.task_count)),
        )

"""The numbers of a digest: counted from its task lines, part by part, by status, and checked against each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.rules.digests import Digest, TaskLine, task_status
from models.rules.words import RoundKind, Status


class SumsError(ValueError):
    """The numbers of a digest contradict each other: it must not leave the house."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks, and how many of their assignments are expected, answered (on time or late) and owed.

    `delayed` counts tasks of which some lead unit says that they are delayed.
    """

    tasks: int
    expected: int
    answered: int
    on_time: int
    late: int
    owed: int
    delayed: int


def counts(lines: Iterable[TaskLine]) -> Counts:
    """Count what stands in the task lines themselves."""
    lines = tuple(lines)
    answers = [answer for line in lines for answer in line.answers]
    owed = sum(len(line.missing) for line in lines)
    on_time = sum(answer.on_time for answer in answers)
    return Counts(
        tasks=len(lines),
        expected=len(answers) + owed,
        answered=len(answers),
        on_time=on_time,
        late=len(answers) - on_time,
        owed=owed,
        delayed=sum(task_status(line) is Status.DELAYED for line in lines),
    )


def counts_by_part(digest: Digest) -> tuple[tuple[str, Counts], ...]:
    """Count for each part of the plan, in the circular's order."""
    parts: dict[str, list[TaskLine]] = {}
    for line in digest.tasks:
        parts.setdefault(line.part, []).append(line)
    return tuple((part, counts(lines)) for part, lines in parts.items())


def check_sums(digest: Digest) -> None:
    """Raise SumsError unless expected = answered + owed, answered = on time + late, and the monthly task lines add up to them."""
    if digest.expected != digest.answered + digest.owed:
        raise SumsError(f"{digest.round_slug}: {digest.expected} expected, but {digest.answered} + {digest.owed}")
    if digest.answered != digest.on_time + digest.late:
        raise SumsError(f"{digest.round_slug}: {digest.answered} answered, but {digest.on_time} + {digest.late}")
    if digest.kind is RoundKind.MONTHLY:
        summed = counts(digest.tasks)
        if (summed.answered, summed.on_time, summed.owed) != (digest.answered, digest.on_time, digest.owed):
            raise SumsError(f"{digest.round_slug}: the tasks add up to {summed}")


def tasks_by_status(digest: Digest) -> dict[Status | None, int]:
    """Count the tasks of each merged status; None counts those that owe and nobody has answered. Every status is a key."""
    numbers: dict[Status | None, int] = dict.fromkeys([*Status, None], 0)
    for line in digest.tasks:
        status = task_status(line)
        if status is not None or line.missing:
            numbers[status] += 1
    return numbers

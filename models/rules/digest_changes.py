"""What differs between two digests: from one round to the next, and from the final digest to what came after it."""

from dataclasses import dataclass, replace

from models.rules.digests import Digest, TaskLine, task_status
from models.rules.words import Status


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the round before, as task numbers in the circular's order."""

    done: tuple[int, ...]
    delayed: tuple[int, ...]
    recovered: tuple[int, ...]
    stalled: tuple[int, ...]
    silent: tuple[int, ...]

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.done or self.delayed or self.recovered or self.stalled or self.silent)


def changes(previous: Digest, digest: Digest) -> Changes:
    """Compare two rounds: newly done, newly delayed, on its way again, delayed and without news, answered then but by nobody now.

    A unit that was delayed and now has nothing new has not recovered: only one that says so is on its way again.
    """
    before = {line.number: task_status(line) for line in previous.tasks}
    late = {line.number: {a.unit for a in line.answers if a.status is Status.DELAYED} for line in previous.tasks}
    # Who has not said anything now, but did then: another unit's silence is nothing new.
    spoke = {line.number: {answer.unit for answer in line.answers} for line in previous.tasks}
    now = [
        (
            line.number,
            before.get(line.number),
            task_status(line),
            bool(spoke.get(line.number, set()) & set(line.missing)),
        )
        for line in digest.tasks
    ]
    # What those units say now that were delayed then.
    since = {
        line.number: [answer.status for answer in line.answers if answer.unit in late.get(line.number, ())]
        for line in digest.tasks
    }
    return Changes(
        done=tuple(n for n, then, status, _ in now if status is Status.DONE and then is not Status.DONE),
        delayed=tuple(n for n, then, status, _ in now if status is Status.DELAYED and then is not Status.DELAYED),
        recovered=tuple(
            n
            for n, then, status, _ in now
            if then is Status.DELAYED
            and status not in {None, Status.DELAYED, Status.DONE}
            and len(since[n]) == len(late[n])
            and set(since[n]) <= {Status.ON_TRACK, Status.DONE}
        ),
        stalled=tuple(n for n, _, status, _ in now if status is not Status.DELAYED and Status.NO_CHANGE in since[n]),
        silent=tuple(n for n, _, status, fell_silent in now if status is None and fell_silent),
    )


def addendum(final: Digest, digest: Digest) -> tuple[TaskLine, ...]:
    """Return what came after 定稿: the task lines whose answers are new or newer than in the final digest, with those answers alone."""
    known = {(line.number, answer.unit): answer.version for line in final.tasks for answer in line.answers}
    lines = (
        replace(
            line,
            answers=tuple(answer for answer in line.answers if known.get((line.number, answer.unit)) != answer.version),
            missing=(),
        )
        for line in digest.tasks
    )
    return tuple(line for line in lines if line.answers)

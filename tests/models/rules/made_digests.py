"""Digests made for tests, and drawn by hypothesis."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from models.rules.digests import Digest, MissingUnit, Reported, TaskLine
from models.rules.words import RoundKind, Status

DUE_AT = datetime(2024, 8, 25, 9, tzinfo=UTC)


def said(unit: str, status: Status = Status.ON_TRACK, *, on_time: bool = True, version: int = 1) -> Reported:
    return Reported(unit, status, None, "有进展", "", "", "小李", DUE_AT, on_time, False, version, "R1", False)  # noqa: FBT003 - not on behalf, not accepted


def line(number: int, *answers: Reported, missing: tuple[str, ...] = (), part: str = "甲") -> TaskLine:
    lead = (*(answer.unit for answer in answers), *missing)
    return TaskLine(number, part, "小类", f"任务{number}。", None, lead, (), answers, missing)


def digest(*lines: TaskLine, missing: tuple[MissingUnit, ...] = (), unregistered: tuple[str, ...] = ()) -> Digest:
    answers = [answer for each in lines for answer in each.answers]
    owed = sum(len(each.missing) for each in lines)
    on_time = sum(answer.on_time for answer in answers)
    return Digest(
        "要点", "2024", "", "办公室", "2024-08", RoundKind.MONTHLY, DUE_AT, DUE_AT, 1, False, UTC,  # noqa: FBT003 - not final
        len(answers) + owed, len(answers), on_time, len(answers) - on_time, owed, lines, missing, unregistered,
    )  # fmt: skip


answers = st.builds(said, st.sampled_from("甲乙丙丁"), st.sampled_from(Status), on_time=st.booleans())


lines = st.builds(
    lambda number, some, missing, part: line(number, *some, missing=missing, part=part),
    st.integers(1, 60),
    st.lists(answers, max_size=3),
    st.lists(st.sampled_from("戊己庚"), max_size=2, unique=True).map(tuple),
    st.sampled_from("上中下"),
)


digests = st.lists(lines, max_size=8).map(lambda some: digest(*some))

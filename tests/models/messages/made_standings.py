"""Rounds as their reporter sees them, made for tests."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from models.messages.standings import Standing
from models.rules.assignments import Entry, Item
from models.rules.words import AssignmentState, Status

ZONE = ZoneInfo("Asia/Shanghai")


DUE = datetime(2024, 6, 25, 9, 0, tzinfo=UTC)


def item(number: int | None, state: AssignmentState = AssignmentState.OWED, **more: str) -> Item:
    return Item(
        assignment_id=number or 99,
        round_id=3,
        unit_id=7,
        unit=more.pop("unit", "市文旅局"),
        number=number,
        title=more.pop("title", f"短题{number}"),
        text=more.pop("text", "完成某项工作。"),
        state=state,
        due_at=DUE,
        created_at=DUE,
        version=0,
    )


def entry(number: int, status: Status | None = Status.ON_TRACK, text: str = "按计划推进", **more: str) -> Entry:
    return Entry(number, status, False, None, text, more.get("problems", ""), more.get("next_step", ""), 0, DUE)  # noqa: FBT003 - not assumed


def standing(items: list[Item], *entries: Entry, last: dict[int, tuple[Status | None, str]] | None = None) -> Standing:
    return Standing(
        3, "2024-06", "monthly", DUE, ZONE, items, {each.assignment_id: each for each in entries}, last or {}
    )


def words(message: object) -> list[str]:
    assert hasattr(message, "rows")
    return [button.text.split("（")[0] for row in message.rows for button in row]

"""What is owed and what one's tasks are: /status, /tasks, the lines of a reminder, and the block to fill in."""

from collections.abc import Sequence
from datetime import datetime

from locales import LANGUAGES, t
from models.messages import buttons
from models.messages.naming import name_item
from models.messages.pages import messages_of, paginate
from models.messages.people_buttons import ask_extension
from models.messages.standings import Standing
from models.messages.words import escape, say_due, say_moment, say_numbers, say_round, say_state
from models.rules.assignments import Item
from models.rules.chats import Button, Message


def tasks_list(
    language: str,
    standings: Sequence[Standing],
    led: Sequence[tuple[int, str]],
    supported: Sequence[tuple[int, str]],
) -> list[Message]:
    """Return all of a person's tasks with their state in the open rounds.

    `led` are tasks to report that no open round asks about, `supported` those the unit only cooperates in.
    """
    blocks: list[str] = []
    rows: list[tuple[Button, ...]] = []
    for standing in standings:
        head = t(
            language,
            "report-heading",
            round=say_round(language, standing.slug, standing.kind),
            due=say_moment(language, standing.due_at, standing.zone),
        )
        blocks.append(f"<b>{head}</b>")
        blocks.extend(
            f"{_state_mark(item)} {name_item(item)}　{say_state(language, item.state)}" for item in standing.items
        )
        blocks.append("")
        owed = sum(1 for item in standing.items if item.is_owed)
        if owed and standing.kind != "registration":
            rows.append((buttons.start_report(language, standing.round_id, owed),))
    if led:
        blocks.append(f"<b>{t(language, 'report-led-tasks', count=len(led))}</b>")
        blocks.extend([*(f"{number} {escape(title)}".strip() for number, title in led), ""])
    if supported:
        blocks.append(f"<b>{t(language, 'report-supported-tasks', count=len(supported))}</b>")
        blocks.extend(f"{number} {escape(title)}".strip() for number, title in supported)
    return messages_of(blocks, Message("", tuple(rows)))


def _state_mark(item: Item) -> str:
    return {"owed": "⬜", "returned": "↩️", "answered": "✅", "accepted": "☑️"}.get(item.state.value, "▫️")


def owed_list(language: str, standings: Sequence[Standing], now: datetime) -> Message:
    """Return what is still owed, round by round, with one button a round; or that nothing is.

    While a due time lies ahead of `now`, more time can be asked for.
    """
    lines: list[str] = []
    rows: list[tuple[Button, ...]] = []
    several = sum(_is_reported(standing) for standing in standings) > 1
    for standing in standings:
        owed = [item for item in standing.items if item.is_owed]
        if not owed:
            lines.append(say_answered(language, standing))
            continue
        lines.append(say_owed(language, standing, owed))
        if standing.kind == "registration":
            rows.extend((buttons.continue_form(language, item.unit_id),) for item in owed)
        else:
            of = say_round(language, standing.slug, standing.kind) if several else ""
            rows.append((buttons.start_report(language, standing.round_id, len(owed), of=of),))
    if can_wait(standings, now):
        rows.append((ask_extension(language),))
    return Message("\n".join(lines) if lines else t(language, "status-no-round"), tuple(rows))


def _is_reported(standing: Standing) -> bool:
    return standing.kind != "registration" and any(item.is_owed for item in standing.items)


def can_wait(standings: Sequence[Standing], now: datetime) -> bool:
    """Tell whether there is a report for which more time can be asked: one still owed, its due time not over."""
    return any(
        item.is_owed and item.due_at >= now
        for standing in standings
        if standing.kind != "registration"
        for item in standing.items
    )


def say_answered(language: str, standing: Standing) -> str:
    """Return the line of a round in which nothing is owed any more: registered is not reported."""
    if standing.kind == "registration":
        return t(language, "status-registered", round=say_round(language, standing.slug, standing.kind))
    return t(language, "status-all-reported", round=say_round(language, standing.slug, standing.kind))


def _unit_owing(language: str, item: Item) -> str:
    # Of a registration half done `title` has the tasks that are left.
    if not item.title:
        return escape(item.unit)
    return t(language, "status-unit-left", unit=escape(item.unit), numbers=escape(item.title))


def say_owed(language: str, standing: Standing, owed: Sequence[Item]) -> str:
    """Return one line a due time: round, what is left, until when."""
    by_due: dict[datetime, list[Item]] = {}
    for item in owed:
        by_due.setdefault(item.due_at, []).append(item)
    round_name = say_round(language, standing.slug, standing.kind)
    lines: list[str] = []
    for due_at, items in sorted(by_due.items()):
        numbers = [item.number for item in items if item.number is not None]
        due = say_due(language, due_at, standing.zone)
        if numbers:
            lines.append(
                t(
                    language,
                    "status-owed-tasks",
                    round=round_name,
                    due=due,
                    count=len(numbers),
                    numbers=say_numbers(language, numbers),
                )
            )
        else:
            units = t(language, "list-separator").join(dict.fromkeys(_unit_owing(language, item) for item in items))
            if standing.kind == "registration":
                lines.append(t(language, "status-to-register", round=round_name, due=due, units=units))
            else:
                lines.append(t(language, "status-owed-unit", round=round_name, due=due, units=units))
    return "\n".join(lines)


def nothing_owed(language: str) -> Message:
    """Tell a person there is nothing to report now."""
    return Message(t(language, "status-nothing-owed"))


def block_headings() -> frozenset[str]:
    """Return what stands over the block to fill in, in each language: it may come back together with what was filled in."""
    return frozenset(t(language, "report-block") for language in LANGUAGES)


def block(language: str, standing: Standing) -> list[Message]:
    """Return the owed tasks as a copyable block; filled in and sent back, it is a report."""
    owed = [item for item in standing.items if item.is_owed and item.number is not None]
    text = "\n".join(f"{item.number}（{escape(item.title)}）：" if item.title else f"{item.number}：" for item in owed)
    pages = paginate(text.split("\n"))
    return [Message(t(language, "report-block")), *(Message(f"<pre>{page}</pre>") for page in pages)]

"""No statement on a hot path reads a growing table from end to end."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session, SQLModel

from models.database import Database
from models.store.plans import current_plan, roles_of, tasks_of, units_by_name
from tests.world import World, running

# These grow for as long as the bot is used; all others are as large as the plan, the units and the people are.
GROWING = (
    *("inbox", "outbox", "answer", "assignment", "reminder", "audit", "draft", "draft_entry", "draft_file"),
    *("attachment", "digest_post", "contribution", "input_request", "extension", "snooze", "invitation_use"),
)
_SCAN = re.compile(rf"^SCAN (?:TABLE )?({'|'.join(GROWING)})\b(?!.* USING (?:COVERING )?INDEX)")
# As large as the plan, its units and its people are, and the months they work; the calendar's days and the outages are few.
SMALL = (
    *("plan", "task", "task_unit", "unit", "unit_alias", "unit_member", "round", "person", "liaison", "leader_account"),
    *("conversation", "invitation", "office_chat", "calendar_override", "outage", "mark", "broadcast"),
)
# Read backwards by the number of the row, and stopped at the page's end: no scan, though SQLite calls it one.
_NEWEST_FIRST = re.compile(r"ORDER BY \w+\.id DESC\s+LIMIT")
# Upkeep, done once a night; and what the test itself asks while it waits.
_UPKEEP = ("DELETE FROM inbox", "SELECT count(*) AS count_1 \nFROM outbox")


@contextmanager
def statements_of(engine: Engine) -> Iterator[dict[str, Any]]:
    """Collect every statement issued while inside, each with one set of its values."""
    found: dict[str, Any] = {}

    def note(_connection: object, _cursor: object, statement: str, values: Any, _context: object, many: bool) -> None:  # noqa: ANN401, FBT001 - SQLAlchemy's signature
        found.setdefault(statement, values[0] if many else values)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def scans(database: Database, statements: dict[str, Any]) -> list[str]:
    """Return the statements that read a growing table from end to end, each with SQLite's word on it."""
    found: list[str] = []
    with database.engine.connect() as connection:
        for statement, values in statements.items():
            if not statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH")) or statement.startswith(_UPKEEP):
                continue
            if _NEWEST_FIRST.search(statement):
                continue
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            found.extend(f"{row[3]}: {' '.join(statement.split())}" for row in plan if _SCAN.match(row[3]))
    return found


def _a_task_of_culture(session: Session) -> int:
    plan = current_plan(session)
    assert plan is not None
    roles, unit = roles_of(session, plan.id or 0), units_by_name(session)["市文旅局"].id
    return min(
        task.number
        for task in tasks_of(session, plan.id or 0)
        if task.id in roles and unit in roles[task.id].lead_members
    )


async def _small_month(world: World) -> None:
    """Register, report by buttons and in free text, be reminded, and let the office look and make its documents."""
    world.import_demo()
    person = world.emulator.person(101, "李某某")
    await world.register(person, "市文旅局")
    chat = person.chat()
    await world.move_to("2024-06-18 09:00")
    for words in ("/help", "/tasks", "/report", "/status", "/history", "/contacts", "/privacy", "/handover", "/leave"):
        chat.send(words)
        await world.settle()
    number = world.database.look(_a_task_of_culture)
    chat.send(f"{number}. 正常推进，已完成前期调研。")
    await world.settle()
    chat.press("确认提交")
    await world.settle()
    await world.move_to("2024-06-24 09:00")
    await world.move_to("2024-06-25 09:00")
    await world.move_to("2024-06-25 17:01")
    for words in (
        *("/progress", "/missing", "/digest", f"/task {number}", f"/accept {number}", f"/return {number} 缺少数据"),
        *("/remind all", "/finalize", "/export ledger", "/export files", "/audit", "/units", "/units 市文旅局"),
        *("/members", "/members 市文旅局", "/approve", "/round", "/broadcast 通知", "/invite 市文旅局"),
    ):
        world.admin.chat().send(words)
        await world.settle()
    await world.move_to("2024-06-26 09:00")


async def test_no_statement_of_a_month_reads_a_growing_table_from_end_to_end(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        with statements_of(world.database.engine) as statements:
            await _small_month(world)
        assert len(statements) > 50
        assert not (found := scans(world.database, statements)), "\n".join(found)


def test_every_table_is_known_to_grow_or_to_stay_small() -> None:
    unknown = set(SQLModel.metadata.tables) - {*GROWING, *SMALL}
    # What the office encloses with its calls: some files a year.
    assert unknown <= {"enclosure"}


def test_a_scan_of_a_growing_table_is_noticed(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE answer (id INTEGER PRIMARY KEY, text TEXT)")
    assert scans(database, {"SELECT * FROM answer WHERE text = ?": ("x",)})
    assert not scans(database, {"SELECT * FROM answer WHERE id = ?": (1,)})
    database.close()

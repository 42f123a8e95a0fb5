"""A wave that cannot end before the due time it speaks of is reported, once; what is due next leaves first."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session, col, select

from models.actions.desk import Desk
from models.actions.reminding import remind_due
from models.database import Database
from models.rules.policies import Policy
from models.tables import OutboxMessage
from tests.bench.offices import ZONE, many_liaisons_office

POLICY = Policy(zone=ZONE, admin_ids=(900,))
PEOPLE = 1500
"""A minute's wave, at 25 a second."""


def tick(database: Database, at: datetime) -> int:
    return database.transact(lambda session: remind_due(Desk(session, at, POLICY, f"test:{at}")))


def warnings(database: Database) -> list[str]:
    def look(session: Session) -> list[str]:
        rows = session.exec(select(OutboxMessage).where(col(OutboxMessage.dedup_key).startswith("late-wave:"))).all()
        return [row.payload["html"] for row in rows]

    return database.look(look)


def test_a_wave_that_ends_in_time_is_not_spoken_of_and_one_that_cannot_is_once(tmp_path: Path) -> None:
    database = many_liaisons_office(tmp_path, PEOPLE, 0)
    due_at = datetime(2024, 6, 25, 17, 0, tzinfo=ZONE)
    try:
        assert tick(database, due_at - timedelta(days=1, hours=8)) == PEOPLE
        assert warnings(database) == []
        # Nothing has left since: the day's reminders meet those of the day before, 30 seconds before the end.
        assert tick(database, due_at - timedelta(seconds=30)) == PEOPLE
        (warning,) = warnings(database)
        assert "6月25日（周二）17:00截止的提醒共3000条" in warning
        assert "预计6月25日（周二）17:01才能发完" in warning
        assert tick(database, due_at - timedelta(seconds=10)) == 0
        assert len(warnings(database)) == 1
    finally:
        database.close()

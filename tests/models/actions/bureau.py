"""A desk in a test: a real, migrated database, a moment, and small plans whose every unit is known."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import Session, SQLModel, col, select

from bot.migrating import migrate
from models.actions.desk import Desk
from models.actions.plans import import_plan, propose_span
from models.actions.rounds import open_rounds
from models.database import Database
from models.rules.circulars import Circular, Task
from models.rules.policies import Policy
from models.rules.units import KnownUnit, UnitBook
from models.store.people import greet_person
from models.store.rounds import assignments_of, round_by_slug
from models.tables import Answer, Assignment, Person, Round

ZONE = ZoneInfo("Asia/Shanghai")
Result = TypeVar("Result")
Row = TypeVar("Row", bound=SQLModel)

COLLECTIVE = KnownUnit(name="各县区", collective=True, members=("珠山区", "昌江区"))
BOOK = UnitBook((COLLECTIVE, KnownUnit(name="市文旅局", aliases=("市文化和旅游局",))))


def local(text: str) -> datetime:
    """Return a wall time of the plan's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def task(number: int, lead: Sequence[str], support: Sequence[str] = (), text: str = "") -> Task:
    """Return a task of the first part."""
    return Task(
        number, "第一部分", "小类", text or f"完成第{number}项工作。", f"短题{number}", tuple(lead), tuple(support)
    )


def circular(*tasks: Task, code: str = "2024", **more: object) -> Circular:
    """Return a circular of these tasks, issued in May, due on the 25th, to be registered for until 30 June 17:00."""
    facts: dict[str, object] = {
        "issued_on": datetime(2024, 5, 24, tzinfo=ZONE).date(),
        "due_day": 25,
        "registration_due_at": datetime(2024, 6, 30, 17, 0),  # noqa: DTZ001 - local, as a circular says it
    }
    return Circular(title="工作要点", code=code, tasks=tasks, **{**facts, **more})  # type: ignore[arg-type]


class Bureau:
    """One office without its bot: what actions do at a moment that stands still until it is set."""

    def __init__(self, folder: Path, now: str = "2024-05-27 09:00", policy: Policy | None = None) -> None:
        self.database = Database(f"sqlite:///{folder / 'liaison.db'}")
        self.now = local(now)
        self.policy = policy or Policy(zone=ZONE, admin_ids=(900,))
        self._turn = 0
        migrate(self.database, self.now)

    def do(self, work: Callable[[Desk], Result]) -> Result:
        """Do a piece of work in one transaction, at this moment."""
        self._turn += 1
        source = f"turn:{self._turn}"
        return self.database.transact(lambda session: work(Desk(session, self.now, self.policy, source)))

    def at(self, moment: str) -> None:
        """Set the moment."""
        self.now = local(moment)

    def take_in(self, plan: Circular, first: str | None = None, last: str | None = None) -> None:
        """Import a plan as the command line does."""
        self.do(lambda desk: import_plan(desk, plan, propose_span(plan, desk, first, last), BOOK))

    def open(self, moment: str) -> list[str]:
        """Open what is to be opened at a moment."""
        self.at(moment)
        return self.do(open_rounds)

    def person(self, chat_user_id: int, name: str = "安娜") -> Person:
        """Return somebody who has written to the bot."""
        return self.do(lambda desk: greet_person(desk.session, chat_user_id, name, desk.now))

    def rows(self, kind: type[Row]) -> list[Row]:
        """Return every row of a table."""
        return self.database.look(lambda session: list(session.exec(select(kind)).all()))

    def owed(self, slug: str) -> list[tuple[str, int | None, str]]:
        """Return what a round asks for: unit, task number, state."""

        def look(session: Session) -> list[tuple[str, int | None, str]]:
            round_ = round_by_slug(session, slug)
            assert round_ is not None
            return [
                (unit.name, task.number if task else None, str(assignment.state))
                for assignment, unit, task in assignments_of(session, round_.id or 0)
            ]

        return self.database.look(look)

    def settle(self, slug: str, unit: str, number: int, state: str, status: str) -> None:
        """Put an answer on record for a unit's task, and the assignment into a state."""

        def work(desk: Desk) -> None:
            round_ = round_by_slug(desk.session, slug)
            assert round_ is not None
            (assignment,) = [
                row
                for row, named, task in assignments_of(desk.session, round_.id or 0)
                if named.name == unit and task is not None and task.number == number
            ]
            assignment.state = state
            desk.session.add(
                Answer(
                    assignment_id=assignment.id or 0,
                    version=1,
                    status=status,
                    text="话",
                    submitted_at=desk.now,
                    confirmed_at=desk.now,
                    recorded_at=desk.now,
                    on_time=True,
                    receipt=f"{slug}-0001",
                )
            )

        self.do(work)

    def rounds(self) -> dict[str, Round]:
        """Return every round by its name, in the order of their due times."""
        return {
            round_.slug: round_
            for round_ in self.database.look(
                lambda session: list(session.exec(select(Round).order_by(col(Round.due_at))).all())
            )
        }

    def assignments(self) -> list[Assignment]:
        """Return every assignment."""
        return self.rows(Assignment)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

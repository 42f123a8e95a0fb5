"""What is asked of the database while it is busy is committed together, and still fails or succeeds each for itself."""

import asyncio
import errno
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.database import TOGETHER, Database
from models.tables import Unit, metadata

Work = Callable[[Session], object]


class Office:
    """A database whose writer can be kept busy, and its commits counted."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.commits = 0
        event.listen(database.engine, "commit", self._count)

    def _count(self, _connection: object) -> None:
        self.commits += 1

    async def all_at_once(self, *works: Work) -> list[object]:
        """Ask for these while the writer is busy with something else; return what became of each."""
        is_free, is_busy = threading.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def wait(_session: Session) -> None:
            loop.call_soon_threadsafe(is_busy.set)
            is_free.wait(timeout=10)

        first = asyncio.ensure_future(self.database.run(wait))
        await is_busy.wait()
        others = [asyncio.ensure_future(self.database.run(work)) for work in works]
        await asyncio.sleep(0)
        # What keeps the writer busy is committed too, before these.
        self.commits = -1
        is_free.set()
        await first
        return await asyncio.gather(*others, return_exceptions=True)

    def units(self) -> list[str]:
        return self.database.look(lambda session: list(session.exec(select(Unit.name).order_by(col(Unit.id))).all()))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    metadata.create_all(database.engine)
    yield Office(database)
    database.close()


def adding(name: str) -> Work:
    def work(session: Session) -> str:
        session.add(Unit(name=name))
        return name

    return work


async def test_what_waits_for_the_writer_is_committed_together_and_in_order(office: Office) -> None:
    names = [f"第{number}局" for number in range(20)]
    assert await office.all_at_once(*map(adding, names)) == names
    assert office.units() == names
    assert office.commits == 1


async def test_no_more_is_held_back_for_one_commit_than_may_be(office: Office) -> None:
    names = [f"第{number}局" for number in range(TOGETHER + 1)]
    await office.all_at_once(*map(adding, names))
    assert office.units() == names
    assert office.commits == 2


async def test_one_that_fails_undoes_itself_alone(office: Office) -> None:
    def fail(session: Session) -> None:
        session.add(Unit(name="没有的局"))
        session.flush()
        raise RuntimeError("half way")

    before, failed, after = await office.all_at_once(adding("甲"), fail, adding("乙"))
    assert (before, after) == ("甲", "乙")
    assert isinstance(failed, RuntimeError)
    assert office.units() == ["甲", "乙"]
    # Each of the others in a transaction of its own, once it was known that one of them fails.
    assert office.commits == 2


async def test_one_that_the_database_refuses_undoes_itself_alone(office: Office) -> None:
    results = await office.all_at_once(adding("甲"), adding("甲"), adding("乙"))
    assert isinstance(results[1], IntegrityError)
    assert office.units() == ["甲", "乙"]


async def test_what_the_next_piece_is_given_holds_nothing_of_the_one_before(office: Office) -> None:
    def leave_half_done(session: Session) -> Unit:
        unit = Unit(name="甲")
        session.add(unit)
        return unit

    def count_held(session: Session) -> int:
        return len(session.identity_map) + len(session.new)

    unit, held = await office.all_at_once(leave_half_done, count_held)
    assert held == 0
    assert isinstance(unit, Unit)
    # And its object can still be read, by whoever waited for it.
    assert (unit.name, unit.id) == ("甲", 1)


async def test_a_piece_that_failed_beside_others_is_told_its_own_error_and_they_are_done_once(office: Office) -> None:
    counted: list[str] = []

    def count(session: Session) -> int:
        session.add(Unit(name=f"第{len(counted)}次"))
        counted.append("called")
        return len(counted)

    def fail(_session: Session) -> None:
        raise RuntimeError("broken")

    done, failed = await office.all_at_once(count, fail)
    assert isinstance(failed, RuntimeError)
    # Called twice, written once: what the first call wrote was undone with the transaction.
    assert done == 2
    assert office.units() == ["第1次"]


async def test_when_the_storage_fails_while_pieces_are_done_again_those_before_are_done_and_the_rest_is_told(
    office: Office,
) -> None:
    calls: list[str] = []

    def fill_up(session: Session) -> None:
        calls.append("called")
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "no space left")
        adding("满")(session)

    def fail(_session: Session) -> None:
        raise RuntimeError("broken")

    before, full, failed, after = await office.all_at_once(adding("甲"), fill_up, fail, adding("乙"))
    assert before == "甲"
    assert [type(one) for one in (full, failed, after)] == [OSError, OSError, OSError]
    assert office.units() == ["甲"]


async def test_what_fails_in_a_savepoint_of_its_own_piece_undoes_no_more_than_that(office: Office) -> None:
    def add_apart(session: Session, name: str) -> None:
        with session.begin_nested():
            session.add(Unit(name=name))

    def try_twice(session: Session) -> None:
        session.add(Unit(name="乙"))
        with pytest.raises(IntegrityError):
            add_apart(session, "甲")

    await office.all_at_once(adding("甲"), try_twice, adding("丙"))
    assert office.units() == ["甲", "乙", "丙"]
    assert office.commits == 1


async def test_a_piece_sees_what_those_before_it_wrote(office: Office) -> None:
    def count(session: Session) -> int:
        return len(session.exec(select(Unit)).all())

    assert await office.all_at_once(adding("甲"), count, adding("乙"), count) == ["甲", 1, "乙", 2]


async def test_nobody_is_told_of_success_when_the_storage_fails_under_one_of_them(office: Office) -> None:
    def full(_session: Session) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    results = await office.all_at_once(adding("甲"), full, adding("乙"))
    assert [type(result) for result in results] == [OSError, OSError, OSError]
    assert office.units() == []
    # And the writer goes on.
    assert await office.database.run(adding("丙")) == "丙"
    assert office.units() == ["丙"]


async def test_nobody_is_told_of_success_when_the_commit_fails(office: Office) -> None:
    def refuse(_connection: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    def break_down(_session: Session) -> None:
        event.listen(office.database.engine, "commit", refuse)

    _, *results = await office.all_at_once(break_down, adding("甲"), adding("乙"))
    event.remove(office.database.engine, "commit", refuse)
    assert [type(result) for result in results] == [OSError, OSError]
    assert office.units() == []


async def test_work_whose_caller_has_gone_is_done_all_the_same(office: Office) -> None:
    is_free, is_busy = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def wait(_session: Session) -> None:
        loop.call_soon_threadsafe(is_busy.set)
        is_free.wait(timeout=10)

    first = asyncio.ensure_future(office.database.run(wait))
    await is_busy.wait()
    gone = asyncio.ensure_future(office.database.run(adding("甲")))
    await asyncio.sleep(0)
    gone.cancel()
    is_free.set()
    await first
    assert await office.database.run(adding("乙")) == "乙"
    assert gone.cancelled()
    assert office.units() == ["甲", "乙"]

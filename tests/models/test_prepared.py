"""Prepared statements do what the same statements do through SQLAlchemy, and leave the session none the wiser."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import JSON, Table, bindparam, event, func, insert, literal, update
from sqlalchemy import select as select_columns
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from models.database import Database, is_out_of_order
from models.store.prepared import Prepared, PreparedRows, read_moment, write_moment
from models.tables import Conversation, Person, Unit, metadata

NOW = datetime(2024, 6, 18, 1, 0, tzinfo=UTC)
_PERSON: Table = SQLModel.metadata.tables["person"]
_UNIT: Table = SQLModel.metadata.tables["unit"]
_CONVERSATION: Table = SQLModel.metadata.tables["conversation"]

BY_CHAT = PreparedRows(Person, _PERSON.c.chat_user_id == bindparam("chat_user_id"))
UNITS = Prepared(select_columns(_UNIT.c.id, _UNIT.c.name).order_by(_UNIT.c.id))
ADD_UNIT = Prepared(insert(_UNIT).values(name=bindparam("name"), collective=False, telephone=""))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    metadata.create_all(database.engine)
    yield database
    database.close()


def _meet(session: Session, chat_user_id: int = 5) -> Person:
    person = Person(chat_user_id=chat_user_id, name="李某某", first_seen_at=NOW)
    session.add(person)
    return person


def test_what_the_session_has_not_written_yet_is_seen(database: Database) -> None:
    def work(session: Session) -> None:
        person = _meet(session)
        assert BY_CHAT.first(session, chat_user_id=5) is person

    database.transact(work)


def test_what_is_set_on_a_row_found_is_written(database: Database) -> None:
    database.transact(_meet)

    def rename(session: Session) -> None:
        person = BY_CHAT.first(session, chat_user_id=5)
        assert person is not None
        person.name, person.unreachable_since = "王某某", NOW

    database.transact(rename)
    found = database.look(lambda session: session.exec(select(Person)).one())
    assert (found.name, found.unreachable_since) == ("王某某", NOW)


def test_a_row_found_twice_is_one_object_and_the_one_a_select_finds(database: Database) -> None:
    database.transact(_meet)

    def work(session: Session) -> None:
        first = BY_CHAT.first(session, chat_user_id=5)
        assert first is BY_CHAT.all(session, chat_user_id=5)[0]
        assert first is session.exec(select(Person)).one()

    database.transact(work)


def test_a_row_found_is_whole_and_costs_no_second_look(database: Database) -> None:
    database.transact(_meet)
    asked: list[str] = []

    def work(session: Session) -> None:
        person = BY_CHAT.first(session, chat_user_id=5)
        event.listen(database.engine, "before_cursor_execute", lambda *seen: asked.append(seen[2]))
        assert person is not None
        assert person.model_dump(exclude={"id"}) == {
            "platform": "telegram",
            "chat_user_id": 5,
            "name": "李某某",
            "language": None,
            "unreachable_since": None,
            "last_input_at": None,
            "first_seen_at": NOW,
            "erased_at": None,
        }

    database.look(work)
    assert asked == []


def test_a_row_that_is_not_there_is_none(database: Database) -> None:
    assert database.look(lambda session: BY_CHAT.first(session, chat_user_id=5)) is None


def test_moments_and_json_come_back_as_they_went_in(database: Database) -> None:
    keep = Prepared(
        insert(_CONVERSATION).values(
            person_id=bindparam("person_id"), state=bindparam("state"), changed_at=bindparam("changed_at")
        )
    )
    ask = Prepared(select_columns(_CONVERSATION.c.state, _CONVERSATION.c.changed_at))
    state: dict[str, Any] = {"kind": "form", "进度": [1, 2, {"half": "\ud800"}], "big": 2**70}
    local = datetime(2024, 6, 18, 9, 0, 0, 123456, tzinfo=ZoneInfo("Asia/Shanghai"))

    def work(session: Session) -> None:
        person = _meet(session)
        session.flush()
        keep.run(session, person_id=person.id, state=state, changed_at=local)
        assert ask.first(session) == (state, local)
        assert session.exec(select(Conversation)).one().state == state

    database.transact(work)


@given(
    st.datetimes(
        timezones=st.sampled_from([UTC, ZoneInfo("Asia/Shanghai"), timezone(timedelta(hours=-9, minutes=30))])
    ).filter(lambda moment: 2 <= moment.year <= 9998)
)
def test_a_moment_is_written_as_sqlalchemy_writes_it_and_read_as_it_reads_it(moment: datetime) -> None:
    dialect = sqlite.dialect()
    kind = UTCDateTime().dialect_impl(dialect)
    write, read = kind.bind_processor(dialect), kind.result_processor(dialect, None)
    assert write is not None
    assert read is not None
    written = write_moment(moment)
    assert written == write(moment)
    # In UTC: an hour that a change of the clocks repeats equals nothing in another zone (PEP 495).
    assert read_moment(written) == read(written) == moment.astimezone(UTC)


def test_no_moment_is_none_and_one_without_a_zone_is_refused() -> None:
    assert write_moment(None) is None
    assert read_moment(None) is None
    with pytest.raises(ValueError, match="without a zone"):
        write_moment(datetime(2024, 6, 18, 9, 0))  # noqa: DTZ001 - what is refused


def test_an_insert_tells_its_id_and_an_update_how_many(database: Database) -> None:
    rename = Prepared(update(_UNIT).where(_UNIT.c.name == bindparam("old")).values(name=bindparam("new")))

    def work(session: Session) -> None:
        row_id = ADD_UNIT.run(session, name="市文旅局").lastrowid
        assert session.exec(select(Unit.id)).one() == row_id
        assert rename.run(session, old="市文旅局", new="市教育局").rowcount == 1
        assert rename.run(session, old="没有的单位", new="无").rowcount == 0
        ADD_UNIT.run_many(session, [{"name": "甲局"}, {"name": "乙局"}])
        assert [name for _, name in UNITS.rows(session)] == ["市教育局", "甲局", "乙局"]

    database.transact(work)


def test_values_that_never_change_stand_in_the_statement(database: Database) -> None:
    one = Prepared(select_columns(literal(1)).where(_UNIT.c.collective.is_(False), _UNIT.c.name != "甲局").limit(1))

    def work(session: Session) -> None:
        ADD_UNIT.run(session, name="甲局")
        assert one.first(session) is None
        ADD_UNIT.run(session, name="乙局")
        assert one.first(session) == (1,)

    database.transact(work)


def test_a_list_goes_in_as_one_value(database: Database) -> None:
    some = Prepared(
        select_columns(_UNIT.c.name)
        .where(
            _UNIT.c.id.in_(select_columns(func.json_each(bindparam("ids", type_=JSON)).table_valued("value").c.value))
        )
        .order_by(_UNIT.c.id)
    )

    def work(session: Session) -> None:
        ADD_UNIT.run_many(session, [{"name": name} for name in ("甲局", "乙局", "丙局")])
        assert some.rows(session, ids=[3, 1, 99]) == [("甲局",), ("丙局",)]
        assert some.rows(session, ids=[]) == []

    database.transact(work)


def test_no_more_rows_are_read_than_asked_for_and_the_transaction_can_be_committed(database: Database) -> None:
    def work(session: Session) -> None:
        ADD_UNIT.run_many(session, [{"name": f"第{number}局"} for number in range(1000)])
        rows = UNITS.each(session)
        assert next(rows)[1] == "第0局"
        rows.close()

    database.transact(work)
    assert len(database.look(UNITS.rows)) == 1000


def test_an_error_is_sqlalchemys_and_does_not_print_what_was_said(database: Database) -> None:
    def twice(session: Session) -> None:
        ADD_UNIT.run(session, name="秘密单位")
        ADD_UNIT.run(session, name="秘密单位")

    with pytest.raises(IntegrityError) as caught:
        database.transact(twice)
    assert "秘密" not in str(caught.value)
    assert database.look(UNITS.rows) == []


def test_the_sessions_own_errors_do_not_print_what_was_said_either(database: Database) -> None:
    database.transact(lambda session: _meet(session, 138_0000_0001))
    with pytest.raises(IntegrityError) as caught:
        database.transact(lambda session: _meet(session, 138_0000_0001))
    assert "13800000001" not in str(caught.value)
    assert "李某某" not in str(caught.value)


def test_a_reader_can_write_nothing(database: Database) -> None:
    with pytest.raises(OperationalError):
        database.look(lambda session: ADD_UNIT.run(session, name="甲局"))


def test_whoever_listens_to_statements_hears_these_too_and_nothing_else_changes(database: Database) -> None:
    heard: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *seen: heard.append(seen[2]))

    def work(session: Session) -> list[Any]:
        _meet(session)
        row_id = ADD_UNIT.run(session, name="甲局").lastrowid
        ADD_UNIT.run_many(session, [{"name": "乙局"}])
        person = BY_CHAT.first(session, chat_user_id=5)
        assert person is not None
        assert person.first_seen_at == NOW
        return [row_id, *UNITS.rows(session)]

    assert database.transact(work) == [1, (1, "甲局"), (2, "乙局")]
    assert sum(statement.startswith("INSERT INTO unit") for statement in heard) == 2
    assert any("FROM person" in statement for statement in heard)


def test_one_statement_serves_several_databases(database: Database, tmp_path: Path) -> None:
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    metadata.create_all(other.engine)
    for _ in range(2):
        database.transact(lambda session: ADD_UNIT.run(session, name=f"局{len(UNITS.rows(session))}"))
        other.transact(lambda session: ADD_UNIT.run(session, name=f"局{len(UNITS.rows(session))}"))
    assert database.look(UNITS.rows) == other.look(UNITS.rows) == [(1, "局0"), (2, "局1")]
    other.close()


def test_what_a_savepoint_undoes_is_undone_for_these_too(database: Database) -> None:
    def work(session: Session) -> None:
        ADD_UNIT.run(session, name="甲局")
        inner = session.begin_nested()
        ADD_UNIT.run(session, name="乙局")
        inner.rollback()
        assert [name for _, name in UNITS.rows(session)] == ["甲局"]

    database.transact(work)
    assert database.look(lambda session: session.exec(select(Unit.name).order_by(col(Unit.id))).all()) == ["甲局"]


@pytest.mark.parametrize(
    ("code", "is_storage_s"),
    [(sqlite3.SQLITE_IOERR_READ, True), (sqlite3.SQLITE_BUSY, True), (sqlite3.SQLITE_CONSTRAINT_UNIQUE, False)],
)
def test_an_error_among_the_rows_is_known_for_the_storages_too(code: int, *, is_storage_s: bool) -> None:
    error = sqlite3.OperationalError("while stepping")
    error.sqlite_errorcode = code
    assert is_out_of_order(error) == is_storage_s

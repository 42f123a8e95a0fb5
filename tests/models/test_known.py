"""What is looked up at once about whoever writes is what the single questions answer."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from models.database import Database
from models.rules.words import LiaisonState
from models.store.people import (
    Known,
    conversation_state,
    has_ended_deputies,
    holds_post,
    keep_conversation,
    known_by_chat,
    led_units,
    person_by_chat,
)
from models.tables import LeaderAccount, Liaison, Person, Unit, metadata
from tests.world import local

NOW = local("2024-06-18 09:00")
ANNA, BERTA = 1, 2


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    metadata.create_all(database.engine)
    database.transact(_populate)
    yield database
    database.close()


def _populate(session: Session) -> None:
    session.add(Unit(name="甲局", collective=False))
    for chat_user_id in (ANNA, BERTA):
        session.add(Person(chat_user_id=chat_user_id, name="某", first_seen_at=NOW))


def _employ(session: Session, person_id: int, state: LiaisonState, *, days: int | None = None) -> None:
    session.add(
        Liaison(
            unit_id=1,
            person_id=person_id,
            state=state,
            name="某",
            phone="13800000001",
            leader_name="张某某",
            leader_phone="13800000002",
            claimed_at=NOW,
            until=None if days is None else NOW + timedelta(days=days),
        )
    )


def _look(session: Session, chat_user_id: int) -> Known:
    found = known_by_chat(session, chat_user_id, NOW)
    assert found is not None
    person_id = found.person.id or 0
    assert found.person is person_by_chat(session, chat_user_id)
    assert found.holds_post == holds_post(session, person_id)
    assert found.leads_unit == bool(led_units(session, person_id))
    assert found.is_leave_over == has_ended_deputies(session, NOW)
    assert found.state == conversation_state(session, person_id)
    return found


def test_nobody_is_known_under_an_id_never_written_down(database: Database) -> None:
    assert database.look(lambda session: known_by_chat(session, 99, NOW)) is None


def test_somebody_who_is_nothing_to_the_office_is_nothing(database: Database) -> None:
    known = database.look(lambda session: _look(session, ANNA))
    assert (known.holds_post, known.leads_unit, known.is_leave_over, known.state) == (False, False, False, None)


@pytest.mark.parametrize("state", list(LiaisonState))
def test_a_post_counts_unless_it_is_revoked_and_only_for_its_holder(database: Database, state: LiaisonState) -> None:
    def work(session: Session) -> None:
        _employ(session, ANNA, state)
        assert _look(session, ANNA).holds_post == (state != LiaisonState.REVOKED)
        assert not _look(session, BERTA).holds_post

    database.transact(work)


def test_a_leader_counts_until_they_leave(database: Database) -> None:
    def work(session: Session) -> None:
        account = LeaderAccount(unit_id=1, person_id=ANNA, joined_at=NOW)
        session.add(account)
        assert _look(session, ANNA).leads_unit
        assert not _look(session, BERTA).leads_unit
        account.left_at = NOW
        assert not _look(session, ANNA).leads_unit

    database.transact(work)


@pytest.mark.parametrize(("days", "is_over"), [(-1, True), (0, True), (1, False), (None, False)])
def test_anybodys_ended_leave_is_noticed_when_anybody_writes(
    database: Database, days: int | None, *, is_over: bool
) -> None:
    def work(session: Session) -> None:
        _employ(session, BERTA, LiaisonState.ACTIVE, days=days)
        assert _look(session, ANNA).is_leave_over == is_over

    database.transact(work)


def test_the_conversations_state_comes_along(database: Database) -> None:
    def work(session: Session) -> None:
        keep_conversation(session, ANNA, {"kind": "form"}, NOW)
        keep_conversation(session, ANNA, {"kind": "card", "assignment": 7}, NOW)
        assert _look(session, ANNA).state == {"kind": "card", "assignment": 7}
        assert _look(session, BERTA).state is None

    database.transact(work)

"""Invitations: a link that brings somebody in, of which nothing but a hash is kept."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from models.actions.desk import Desk
from models.actions.invitations import Issued, hash_token, issue_invitations, use_invitation
from models.store.people import invitation_by_hash
from models.store.plans import unit_by_id, units_by_name
from models.tables import Invitation, InvitationUse, Person
from tests.models.actions.bureau import Bureau, circular, task
from tests.world import running


@pytest.fixture
def office(bureau: Bureau) -> Bureau:
    bureau.take_in(circular(task(1, ["市文旅局"])))
    return bureau


def issue(office: Bureau, **more: int) -> Issued:
    def work(desk: Desk) -> Issued:
        (issued,) = issue_invitations(desk, [units_by_name(desk.session)["市文旅局"]], **more)
        return issued

    return office.do(work)


def accept(office: Bureau, person: Person, token: str) -> str | None:
    def work(desk: Desk) -> str | None:
        again = desk.session.get_one(Person, person.id)
        invitation = invitation_by_hash(desk.session, hash_token(token))
        if invitation is None or not use_invitation(desk, again, invitation):
            return None
        return unit_by_id(desk.session, invitation.unit_id).name

    return office.do(work)


def test_an_invitation_brings_a_person_to_its_unit(office: Bureau) -> None:
    assert accept(office, office.person(1), issue(office).token) == "市文旅局"
    (invitation,) = office.rows(Invitation)
    assert (invitation.uses, invitation.used) == (3, 1)
    assert invitation.expires_at == office.now + timedelta(days=30)


def test_of_a_token_only_its_hash_is_kept_anywhere(office: Bureau, tmp_path: Path) -> None:
    token = issue(office).token
    accept(office, office.person(1), token)
    office.database.close()
    stored = b"".join(file.read_bytes() for file in sorted(tmp_path.glob("liaison.db*")))
    assert token.encode() not in stored
    assert hash_token(token).encode() in stored


async def test_of_a_token_that_was_pressed_nothing_is_kept_once_it_is_handled(tmp_path: Path) -> None:
    # The raw update holds “/start TOKEN”, and the token may still be good for two others.
    async with running(tmp_path) as world:
        world.import_demo()
        token = world.invite("市文旅局")
        world.emulator.person(1, "安娜").chat().start(token)
        await world.settle()

        def tables(session: object) -> str:
            assert hasattr(session, "connection")
            connection = session.connection()
            names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            return "\n".join(
                str(row)
                for (name,) in names
                for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 - our own tables
            )

        kept = world.database.look(tables)
        assert "市文旅局" in kept
        assert token not in kept


def test_a_token_is_long_enough_not_to_be_guessed_and_fits_a_start_link(office: Bureau) -> None:
    tokens = {issue(office).token for _ in range(20)}
    assert len(tokens) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32,64}", token) for token in tokens)


def test_a_link_needs_the_bots_name(office: Bureau) -> None:
    issued = issue(office)
    assert issued.link(None) is None
    assert issued.link("liaison_bot") == f"https://t.me/liaison_bot?start={issued.token}"


def test_pressing_start_again_uses_nothing_up_and_leads_to_the_same_place(office: Bureau) -> None:
    anna, token = office.person(1), issue(office, uses=1).token
    assert [accept(office, anna, token) for _ in range(4)] == ["市文旅局"] * 4
    assert office.rows(Invitation)[0].used == 1
    assert len(office.rows(InvitationUse)) == 1


def test_more_people_than_its_uses_are_not_let_in(office: Bureau) -> None:
    token = issue(office, uses=2).token
    entered = [accept(office, office.person(number), token) for number in (1, 2, 3, 4)]
    assert entered == ["市文旅局", "市文旅局", None, None]
    assert office.rows(Invitation)[0].used == 2


def test_an_expired_invitation_lets_in_nobody_new_but_whoever_came_before(office: Bureau) -> None:
    token, anna = issue(office, days=1).token, office.person(1)
    accept(office, anna, token)
    office.now += timedelta(days=1)
    assert accept(office, office.person(2), token) is None
    assert accept(office, anna, token) == "市文旅局"


def test_an_invitation_is_good_until_the_last_moment(office: Bureau) -> None:
    token = issue(office, days=1).token
    office.now += timedelta(days=1) - timedelta(microseconds=1)
    assert accept(office, office.person(1), token) == "市文旅局"


def test_a_revoked_invitation_lets_in_nobody_at_all(office: Bureau) -> None:
    token, anna = issue(office).token, office.person(1)
    accept(office, anna, token)

    def revoke(desk: Desk) -> None:
        desk.session.exec(select(Invitation)).one().revoked_at = desk.now

    office.do(revoke)
    assert accept(office, anna, token) is None
    assert accept(office, office.person(2), token) is None


@pytest.mark.parametrize(
    "change", [str.lower, str.upper, lambda token: token[:-1], lambda token: f"{token} ", hash_token]
)
def test_a_token_that_is_not_exactly_the_one_is_no_good(office: Bureau, change: object) -> None:
    assert callable(change)
    assert accept(office, office.person(1), change(issue(office).token)) is None
    assert accept(office, office.person(1), "") is None

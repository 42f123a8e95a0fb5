"""Forged callback data, forwarded invitations and guessed ones: nobody reaches what is another's."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from handlers.permissions import Audience
from handlers.routing import PRESSES
from locales import t
from models.tables import Invitation
from tests.handlers.scene import (
    ADMIN,
    ANNA,
    BORIS,
    LEADER,
    MEMBER,
    OFFICE_GROUP,
    OTHER_GROUP,
    PHONE,
    SECRET,
    STRANGER,
    TOKEN,
    Outcome,
    Scene,
    make_scene,
    people_named,
    pressed,
    said,
)

# The buttons that are about one's own things, and numbers of Boris's that somebody might put into them.
OWN = {verb: press for verb, press in PRESSES.items() if press.audience not in (Audience.OFFICE, Audience.ADMIN)}
WORDS = ("yes", "no", "submit", "change", "cancel", "all", "each", "end", "start", "ask", "hour", "morning", "due")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    scene = make_scene(tmp_path_factory.mktemp("office"))
    yield scene
    scene.database.close()


def boriss(scene: Scene, outcome: Outcome) -> dict[str, tuple[list[Any], list[Any]]]:
    """Return what is Boris's and his unit's, before and after."""
    person = scene.database.look(lambda session: people_named(session, BORIS))[BORIS]
    unit, items = scene.ids["unit"], {scene.ids["owed"], scene.ids["answered"]}
    columns = {
        "draft": (1, {person}),
        "draft_entry": (2, items),
        "conversation": (0, {person}),
        "liaison": (1, {unit}),
        "assignment": (2, {unit}),
        "answer": (1, items),
        "extension": (2, {person}),
        "invitation": (1, {unit}),
        "input_request": (1, items),
    }
    found = {}
    for table, (column, mine) in columns.items():
        found[table] = (
            [row for row in outcome.before[table] if row[column] in mine],
            [row for row in outcome.after[table] if row[column] in mine],
        )
    return found


def check_untouched(scene: Scene, outcome: Outcome, where: str) -> None:
    for table, (before, after) in boriss(scene, outcome).items():
        assert before == after, (where, table)
    for row in outcome.sent:
        assert row.chat_id != BORIS, where
        assert SECRET not in str(row.payload), where
        assert PHONE not in str(row.payload), where


def forgeries(scene: Scene, verb: str) -> list[str]:
    """Return callback data of a verb that names Boris's things, in every shape the routing lets through."""
    numbers = [scene.ids[name] for name in ("round", "owed", "answered", "boris", "unit", "wish", "given", "link")]
    shapes = [str(number) for number in numbers] + ["0", "999999999999999", *WORDS]
    shapes += [f"{scene.ids['owed']}:d", f"{scene.ids['owed']}:n", f"{scene.ids['boris']}:own"]
    shapes += [f"{scene.ids['boris']}:leader", f"yes:{scene.ids['wish']}"]
    return [f"{verb}:{shape}" for shape in shapes if PRESSES[verb].arguments.fullmatch(shape)]


def test_the_scene_s_columns_are_what_the_test_takes_them_for(scene: Scene) -> None:
    outcome = scene.try_out(pressed(BORIS, BORIS, f"status:{scene.ids['owed']}:d"))
    touched = {table for table, (before, after) in boriss(scene, outcome).items() if before != after}
    assert {"draft_entry", "conversation"} & touched
    assert all(before for table, (before, _) in boriss(scene, outcome).items() if table != "input_request")


@pytest.mark.parametrize("user", [STRANGER, ANNA, LEADER], ids=["stranger", "liaison of another unit", "leader"])
def test_whatever_number_is_forged_into_a_button_it_names_nothing_of_another_s(scene: Scene, user: int) -> None:
    tried = 0
    for verb in OWN:
        for data in forgeries(scene, verb):
            check_untouched(scene, scene.try_out(pressed(user, user, data)), f"{data} by {user}")
            tried += 1
    assert tried > 150


@pytest.mark.parametrize("chat", [OFFICE_GROUP, OTHER_GROUP])
def test_in_a_group_no_button_of_a_private_chat_does_anything(scene: Scene, chat: int) -> None:
    for verb in OWN:
        for data in forgeries(scene, verb)[:2]:
            # Boris himself: what is his must not be shown to the group either.
            outcome = scene.try_out(pressed(BORIS, chat, data))
            assert outcome.sent == [], data
            assert outcome.changed(but=("person",)) == [], data


@pytest.mark.parametrize("data", ["rest_day:999:keep", "plan_end:999:end", "links:999"])
def test_an_admins_button_that_names_nothing_says_so_and_not_that_admins_may_not_press_it(
    scene: Scene, data: str
) -> None:
    outcome = scene.try_out(pressed(ADMIN, ADMIN, data, in_office=True))
    assert outcome.words == [t("zh-CN", "report-gone")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    verb=st.sampled_from([*PRESSES, "x", ""]),
    arguments=st.text(max_size=20) | st.from_regex(r"[0-9:a-z]{0,20}", fullmatch=True),
    user=st.sampled_from([STRANGER, LEADER, MEMBER]),
    chat=st.sampled_from([OTHER_GROUP, 0]),
)
def test_callback_data_of_any_shape_from_outside_the_office_changes_nothing_of_the_office_s(
    scene: Scene, verb: str, arguments: str, user: int, chat: int
) -> None:
    outcome = scene.try_out(pressed(user, chat or user, f"{verb}:{arguments}"))
    check_untouched(scene, outcome, f"{verb}:{arguments}")
    # Erasing oneself is everybody's right.
    assert (
        outcome.changed(
            but=("person", "outbox", "conversation", *(("audit", "leader_account") if verb == "erase" else ()))
        )
        == []
    )


# -- invitations


def _use_up(session: Session, invitation_id: int) -> None:
    session.get_one(Invitation, invitation_id).used = 1


def test_a_forwarded_invitation_lets_in_as_many_as_it_says_and_nobody_more(scene: Scene) -> None:
    fresh = scene.try_out(said(STRANGER, STRANGER, f"/start {TOKEN}"))
    assert {"invitation", "invitation_use"} <= set(fresh.changed())
    assert fresh.changed(but=("outbox", "person", "conversation", "invitation", "invitation_use")) == []
    scene.database.transact(lambda session: _use_up(session, scene.ids["link"]))
    scene.before = {}
    late = scene.try_out(said(STRANGER, STRANGER, f"/start {TOKEN}"))
    assert late.changed(but=("outbox", "person")) == []
    assert "市" not in "".join(late.words)


@pytest.mark.parametrize("token", ["x", TOKEN[:-1], TOKEN.upper(), TOKEN + "a", "%", "' OR 1=1 --", "0" * 64])
def test_a_guessed_invitation_says_no_more_than_that_it_is_no_good(scene: Scene, token: str) -> None:
    outcome = scene.try_out(said(STRANGER, STRANGER, f"/start {token}"))
    assert outcome.changed(but=("outbox", "person")) == []
    assert len(outcome.sent) == 1
    for unit in ("市文旅局", "市先陶办"):
        assert unit not in "".join(outcome.words)


def test_an_invitation_pressed_in_a_group_lets_nobody_in(scene: Scene) -> None:
    for chat in (OFFICE_GROUP, OTHER_GROUP):
        assert scene.try_out(said(STRANGER, chat, f"/start {TOKEN}")).changed(but=("outbox", "person")) == []

"""Updates drawn from the official schema: none stops the program, and none writes where it should not.

`FUZZ_UPDATES` is how many are drawn (`make fuzz`: 20,000); without it a few hundred, so that every run of the tests has some.
"""

import itertools
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

import handlers
from bot.sandbox.emulator.world import PendingUpdate
from bot.telegram.updates import read_update
from handlers.routing import COMMANDS, PRESSES, WORDS
from models.actions.desk import Desk
from models.rules.chats import IncomingKind
from models.tables import InboxUpdate
from tests.handlers.scene import (
    ADMIN,
    ANNA,
    BORIS,
    LEADER,
    MEMBER,
    NOW,
    OFFICE_GROUP,
    OTHER_GROUP,
    STRANGER,
    TOKEN,
    Scene,
    _dump,
    make_scene,
)
from tests.test_trouble import set_aside, texts
from tests.update_schema import OFFICIAL, Drawer, extract, load
from tests.world import running

UPDATES = int(os.environ.get("FUZZ_UPDATES", "300"))
A_TIME = 20
# What is the office's: nobody from outside changes a row of it, whatever is sent.
OFFICES = (
    "plan",
    "task",
    "task_unit",
    "unit",
    "unit_alias",
    "unit_member",
    "round",
    "assignment",
    "answer",
    "attachment",
    "liaison",
    "office_chat",
    "calendar_override",
    "broadcast",
    "digest_post",
)

_TEXTS = st.one_of(
    st.sampled_from([f"/{name}" for name in COMMANDS]),
    st.sampled_from([f"/{name}@some_bot 1" for name in COMMANDS]),
    st.sampled_from(
        [*WORDS, f"/start {TOKEN}x", "28已完成，地图已上线；29滞后，缺钱", "确认提交", "<b>&{ $x }", "=1+1"]
    ),
    st.builds("/{} {}".format, st.sampled_from(sorted(COMMANDS)), st.text(max_size=20)),
    st.text(max_size=60),
)
_DATA = st.one_of(
    st.builds("{}:{}".format, st.sampled_from(sorted(PRESSES)), st.integers(0, 70)),
    st.builds("{}:{}:{}".format, st.sampled_from(sorted(PRESSES)), st.integers(0, 70), st.sampled_from("dtlsn1")),
    st.builds(
        "{}:{}".format, st.sampled_from(sorted(PRESSES)), st.sampled_from(["yes", "no", "ask", "submit", "each"])
    ),
    st.text(max_size=64),
)


def drawer(users: tuple[int, ...], groups: tuple[int, ...]) -> Drawer:
    """Return what draws updates of these people, in their private chats, in these groups, and in nobody's."""
    people = st.sampled_from(users)
    return Drawer(
        load(),
        {
            ("User", "id"): people,
            ("User", "is_bot"): st.integers(0, 9).map(lambda number: number == 0),
            ("Chat", "id"): st.one_of(people, st.sampled_from(groups)),
            ("Chat", "type"): st.sampled_from(
                ["private", "private", "group", "supergroup", "channel", "thing_of_2030"]
            ),
            ("Message", "text"): _TEXTS,
            ("Message", "caption"): _TEXTS,
            ("Message", "from"): st.fixed_dictionaries(
                {"id": people, "is_bot": st.just(value=False), "first_name": st.text(max_size=9)}
            ),
            ("CallbackQuery", "data"): _DATA,
        },
    )


OUTSIDERS = drawer((STRANGER, LEADER, 12345, 2**51), (OTHER_GROUP, -(2**51)))
EVERYBODY = drawer((STRANGER, LEADER, ANNA, BORIS, MEMBER, ADMIN), (OFFICE_GROUP, OTHER_GROUP))
NUMBERS = itertools.count(1000)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    scene = make_scene(tmp_path_factory.mktemp("office"))
    yield scene
    scene.database.close()


def work_off(scene: Scene, update: dict[str, Any]) -> None:
    """Handle an update as the dispatcher does: read, then in one transaction, which is kept."""
    incoming = replace(read_update(update, NOW), update_id=next(NUMBERS))

    def work(session: Session) -> None:
        desk = Desk(session, NOW, scene.policy, f"update:{incoming.update_id}")
        handlers.handle(desk, incoming, "some_bot")

    scene.database.transact(work)


def test_the_committed_schema_is_the_official_one() -> None:
    if not OFFICIAL.exists():
        pytest.skip("the official description of the Bot API is not on this machine")
    assert load() == extract()


def _kinds(updates: list[dict[str, Any]]) -> set[IncomingKind]:
    return {read_update(update, NOW).kind for update in updates}


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    deadline=None,
    max_examples=max(1, UPDATES // A_TIME // 2),
)
@given(st.lists(OUTSIDERS.updates(), min_size=A_TIME, max_size=A_TIME))
def test_whatever_comes_from_outside_nothing_of_the_office_s_is_written(
    scene: Scene, updates: list[dict[str, Any]]
) -> None:
    before = scene.database.rehearse(_dump)
    for update in updates:
        work_off(scene, update)
    after = scene.database.rehearse(_dump)
    assert {name for name in OFFICES if before[name] != after[name]} == set()
    secrets = [row for row in after["outbox"] if "鲍里斯的草稿" in str(row) and row not in before["outbox"]]
    assert secrets == []


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    deadline=None,
    max_examples=max(1, UPDATES // A_TIME // 2),
)
@given(st.lists(EVERYBODY.updates(), min_size=A_TIME, max_size=A_TIME))
def test_whatever_anybody_sends_is_worked_off_without_an_error(scene: Scene, updates: list[dict[str, Any]]) -> None:
    for update in updates:
        work_off(scene, update)


async def test_the_running_program_takes_them_as_they_come_and_goes_on(tmp_path: Path) -> None:
    drawn: list[dict[str, Any]] = []

    @settings(deadline=None, max_examples=8, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(EVERYBODY.updates(), min_size=A_TIME, max_size=A_TIME))
    def draw(updates: list[dict[str, Any]]) -> None:
        drawn.extend(updates)

    draw()
    assert len(drawn) >= 3 * A_TIME
    assert _kinds(drawn) >= {IncomingKind.MESSAGE, IncomingKind.PRESS, IncomingKind.OTHER, IncomingKind.EDIT}
    async with running(tmp_path) as world:
        world.import_demo()
        for update in drawn:
            ((kind, body),) = ((name, value) for name, value in update.items() if name != "update_id")
            number, world.bot.next_update_id = world.bot.next_update_id, world.bot.next_update_id + 1
            world.bot.updates.append(PendingUpdate(number, world.emulator.timestamp(), kind, body))
        await world.settle(within=60)
        chat = world.emulator.person(888, "安娜").chat()
        chat.send("/help")
        await world.settle(within=60)
        assert len(texts(chat)) == 1
        assert set_aside(world) == []
        stored = world.database.look(lambda session: len(session.exec(select(InboxUpdate.update_id)).all()))
        assert stored >= len(drawn)

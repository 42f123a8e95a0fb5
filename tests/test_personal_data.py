"""Personal data: masked in lists, exported on request, erased at one's wish, forgotten after the days that were set."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlmodel import col, select

from bot.nightly import Nightly
from models.store.people import person_by_chat
from models.tables import Draft, OutboxMessage, Person
from tests.handlers.scene import ADMIN, BORIS, OFFICE_GROUP, PHONE, SECRET, make_scene, pressed, said
from tests.world import ZONE, World, local, running

NAME, OWN_PHONE = "李某某", "13900000002"


def found_in(folder: Path, *words: str) -> list[str]:
    """Return the tables in which any of these words stands, in whatever column."""
    with closing(sqlite3.connect(folder / "liaison.db")) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            table
            for table in tables
            if any(word in str(row) for row in database.execute(f'SELECT * FROM "{table}"') for word in words)  # noqa: S608 - our own tables
        ]


async def reported(world: World) -> None:
    """Let somebody register and report."""
    world.import_demo()
    anna = world.emulator.person(1, "安娜")
    await world.register(anna, "市先陶办")
    await world.move_to("2024-06-18 10:00")
    anna.chat().send("25已完成，方案已印发")
    await world.settle()
    anna.chat().press("确认提交")
    await world.settle()


def test_telephones_are_masked_in_every_list_but_those_the_office_calls_by(tmp_path: Path) -> None:
    scene = make_scene(tmp_path)
    for command in ("/members 市文旅局", "/members", "/units 市文旅局", "/units", "/audit", "/approve", "/progress"):
        outcome = scene.try_out(said(ADMIN, ADMIN, command))
        assert outcome.words, command
        assert PHONE not in "".join(outcome.words), command
        assert SECRET not in "".join(outcome.words), command
    for data in (f"members:{scene.ids['unit']}", f"unit:{scene.ids['unit']}", f"replace:{scene.ids['boris']}"):
        assert PHONE not in "".join(scene.try_out(pressed(ADMIN, ADMIN, data)).words), data
    # The office telephones whoever has not answered: that is what the list is for.
    missing = scene.try_out(said(ADMIN, OFFICE_GROUP, "/missing"))
    assert PHONE in "".join(missing.words)
    scene.database.close()


def test_nobody_s_data_is_exported_to_another(tmp_path: Path) -> None:
    scene = make_scene(tmp_path)
    people = scene.database.look(lambda session: {row.chat_user_id: row.id for row in session.exec(select(Person))})
    for user in (BORIS, ADMIN):
        (row,) = scene.try_out(pressed(user, user, "mydata:go")).sent
        assert (row.chat_id, row.payload["person"]) == (user, people[user])
    assert scene.try_out(pressed(BORIS, OFFICE_GROUP, "mydata:go")).sent == []
    scene.database.close()


async def test_a_person_gets_all_that_is_stored_in_one_file(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await reported(world)
        anna = world.emulator.person(1).chat()
        anna.send("/privacy")
        await world.settle()
        anna.press("导出我的数据")
        await world.settle()
        (file,) = [
            seen
            for seen in anna.messages
            if seen.is_from_bot and seen.file is not None and seen.file_name == "我的数据.json"
        ]
        data = json.loads(file.file or b"")
    assert data["person"]["chat_user_id"] == 1
    (post,) = data["posts"]
    assert (post["unit"], post["name"], post["phone"]) == ("市先陶办", NAME, OWN_PHONE)
    assert [(row["task"], row["round"]) for row in data["answers"] if row["task"]] == [(25, "2024-06")]
    assert "方案已印发" in json.dumps(data["answers"], ensure_ascii=False)


async def test_erased_name_and_telephone_stand_nowhere_in_the_database_any_more(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await reported(world)
        chat = world.emulator.person(1).chat()
        assert {"liaison", "outbox"} <= set(found_in(tmp_path, NAME, OWN_PHONE))
        chat.send("/privacy")
        await world.settle()
        chat.press("离任并删除姓名电话")
        await world.settle()
        chat.press("确认删除")
        await world.settle()
        assert found_in(tmp_path, OWN_PHONE) == []
        assert [table for table in found_in(tmp_path, NAME) if table != "outbox"] == []
        assert [row["text"] for row in world.export()["answers"] if row["task"] == 25] != [""]


async def test_after_the_days_that_were_set_messages_drafts_and_former_people_are_forgotten_and_answers_stay(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        await reported(world)
        chat = world.emulator.person(1).chat()
        chat.send("26正常推进，正在起草")
        # Somebody who only looked in, and asked to be spoken to in English.
        world.emulator.person(77, "过客").chat().send("/language en")
        await world.settle()
        world.admin.chat().send("/revoke 市先陶办")
        await world.settle()
        before = world.export()["answers"]
        night = Nightly(world.database, world.clock.now, ZONE, "zh-CN", 100)
        world.clock.moment = local("2024-09-20 04:00")
        await night.look()
        assert found_in(tmp_path, NAME) != []
        world.clock.moment += timedelta(days=60)
        await night.look()
        assert found_in(tmp_path, NAME, OWN_PHONE, "张某某", "13800000001", "正在起草", "过客") == []
        assert world.export()["answers"] == before

        def left(session: object) -> tuple[int, list[object], object]:
            drafts = len(session.exec(select(Draft)).all())  # type: ignore[attr-defined] # a session
            payloads = session.exec(select(OutboxMessage.payload).where(col(OutboxMessage.state) == "sent")).all()  # type: ignore[attr-defined]
            return drafts, [one for one in payloads if one], person_by_chat(session, 77)  # type: ignore[arg-type]

        assert world.database.look(left) == (0, [], None)
        # Who has answered is still somebody, though without a name to the office.
        assert world.database.look(lambda session: person_by_chat(session, 1)) is not None


async def test_without_days_set_nothing_but_handled_updates_is_forgotten(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await reported(world)
        world.clock.moment = local("2034-06-18 04:00")
        await Nightly(world.database, world.clock.now, ZONE, "zh-CN", None).look()
        assert {"liaison", "outbox"} <= set(found_in(tmp_path, NAME))
        assert found_in(tmp_path, "inbox") == found_in(tmp_path, "no such word")

"""A round as the office lives through it: card, brief, digest, later editions, 定稿, addendum."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from openpyxl import load_workbook
from sqlmodel import select

from models.store.digests import gather_digest, gather_final
from models.store.rounds import round_by_slug
from models.tables import OutboxMessage
from tests.world import ZONE, Group, Person, World, running

TO_BOT = "@liaison_test_bot"


async def office_of(world: World, *members: Person, may_pin: bool = True) -> Group:
    """Bind a group with these members as the office's."""
    group = world.emulator.group("办公室", members=[world.admin, *members], bots=[world.bot])
    if may_pin:
        group.promote(world.bot)
    group.send(world.admin, f"/bind_office{TO_BOT}")
    await world.settle()
    return group


async def report(world: World, person: Person, text: str) -> None:
    """Let a liaison report by one message."""
    person.chat().send(text)
    await world.settle()
    person.chat().press("确认提交")
    await world.settle()


def texts_of(document: bytes | None) -> str:
    """Return a document's paragraphs."""
    assert document is not None
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(document)).paragraphs)


def later_tasks(signed: bytes, now: bytes) -> list[object]:
    """Return the tasks a ledger lists as answered after 定稿, its other sheets being those of the signed one."""
    before, after = load_workbook(BytesIO(signed)), load_workbook(BytesIO(now))
    for name in before.sheetnames:
        assert list(after[name].values) == list(before[name].values)
    return [row[2] for row in after["定稿后补充"].values if isinstance(row[2], int)]


def named(group: Group, ending: str) -> list[bytes]:
    """Return the files of that name's ending, oldest first."""
    return [message.file or b"" for message in group.messages if message.file_name.endswith(ending)]


async def test_the_card_is_pinned_when_a_round_opens_and_the_one_before_let_go(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        office = await office_of(world)
        (early,) = office.chat.pinned
        card = next(message for message in office.messages if message.id == early)
        assert card.words == ["未报名单", "催报", "汇总", "台账", "定稿"]
        assert "6月18日（周二）09:00开启" in card.text
        pressed = office.press(world.admin, "未报名单", message=early)
        await world.settle()
        assert "将于6月18日（周二）09:00开启" in (pressed.answer or {})["text"]
        await world.move_to("2024-06-18 09:00")
        (first,) = office.chat.pinned
        assert first != early
        card = next(message for message in office.messages if message.id == first)
        assert card.words == ["未报名单", "催报", "汇总", "台账", "定稿"]
        assert "2024年6月进展" in card.text
        await world.move_to("2024-07-18 09:00")
        (second,) = office.chat.pinned
        assert second != first


async def test_a_group_that_lets_the_bot_pin_nothing_has_its_card_all_the_same(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        office = await office_of(world, may_pin=False)
        office.chat.members_may_pin = False
        await world.move_to("2024-06-18 09:00")
        assert office.chat.pinned == []
        assert [message.text for message in office.messages if "定稿" in message.words] != []


async def test_binding_while_a_round_is_open_pins_its_card_at_once(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await world.move_to("2024-06-19 09:00")
        office = await office_of(world)
        assert len(office.chat.pinned) == 1


async def test_the_brief_comes_on_the_working_day_before_and_the_digest_marks_it_as_updated(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        office = await office_of(world)
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        # 25 August 2024 is a Sunday: the last working day before is Friday the 23rd.
        await world.move_to("2024-08-19 09:00")
        await world.move_to("2024-08-23 15:59")
        assert not any("截止前简报" in message.text for message in office.messages)
        await world.move_to("2024-08-23 16:00")
        (brief,) = [message for message in office.messages if "截止前简报" in message.text]
        assert "应报" in brief.text
        assert "李某某 13900000002" in brief.text
        await world.move_to("2024-08-24 16:00")
        assert len([message for message in office.messages if "截止前简报" in message.text]) == 1
        await world.move_to("2024-08-25 17:00")
        (brief,) = [message for message in office.messages if "截止前简报" in message.text]
        assert brief.text.startswith("🔄 已更新")
        posts = [(post["kind"], post["superseded_at"] is None) for post in world.export()["digests"]]
        assert ("brief", False) in posts
        assert ("full", True) in posts


async def test_the_digest_is_text_picture_and_documents_and_a_newer_one_marks_it(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        office = await office_of(world)
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        await report(world, anna, "25已完成，地图上线；26滞后，经费未到位")
        before = len(office.messages)
        await world.move_to("2024-06-25 17:00")
        posted = office.messages[before:]
        digest = next(message for message in posted if message.text.startswith("📋 2024年6月"))
        picture = next(message for message in posted if "photo" in message.content)
        assert (picture.file or b"").startswith(b"\x89PNG")
        names = [message.file_name for message in posted if message.file_name]
        assert names == ["2024年6月进展汇总.docx", "2024年6月进展台账.xlsx", "2024年6月进展摘要.docx"]
        assert "定稿" in digest.words
        office.send(world.admin, f"/digest{TO_BOT} 2024-06")
        await world.settle()
        marked = next(message for message in office.messages if message.id == digest.id)
        assert marked.text.startswith("🔄 已更新")
        assert marked.words == []
        newest = [message for message in office.messages if message.text.startswith("📋 2024年6月")]
        assert len(newest) == 1


async def test_late_answers_make_a_new_edition_at_most_once_a_working_day_until_the_digest_is_final(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        office = await office_of(world)
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-25 17:00")
        kinds = [post["kind"] for post in world.export()["digests"] if post["round"] == "2024-06"]
        await world.move_to("2024-06-26 17:00")
        assert [post["kind"] for post in world.export()["digests"] if post["round"] == "2024-06"] == kinds
        await world.move_to("2024-06-27 10:00")
        await report(world, anna, "25已完成，地图上线")
        await world.move_to("2024-06-27 16:59")
        assert len(named(office, "进展汇总.docx")) == 1
        await world.move_to("2024-06-27 17:00")
        await world.move_to("2024-06-27 17:30")
        first, second = named(office, "进展汇总.docx")
        assert "地图上线" not in texts_of(first)
        assert "地图上线" in texts_of(second)
        # Saturday and Sunday are no working days; the answer of the weekend comes on Monday.
        await world.move_to("2024-06-29 10:00")
        await report(world, anna, "26按计划推进，完成初稿")
        await world.move_to("2024-06-30 17:30")
        assert len(named(office, "进展汇总.docx")) == 2
        await world.move_to("2024-07-01 17:00")
        assert len(named(office, "进展汇总.docx")) == 3


async def test_a_final_digest_stays_as_it_was_and_what_comes_later_makes_an_addendum(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        office = await office_of(world)
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        await report(world, anna, "25正常推进，初稿已成")
        await world.move_to("2024-06-25 17:00")
        office.press(world.admin, "定稿", message=office.chat.pinned[-1])
        await world.settle()
        assert "尚未审核的1项将一并审核通过" in office.last.text
        assert world.export()["rounds"][0]["finalized_at"] is None
        office.press(world.admin, "确认发送")
        await world.settle()
        exported = world.export()
        (row,) = [row for row in exported["assignments"] if row["round"] == "2024-06" and row["task"] == 25]
        assert row["state"] == "accepted"
        (round_,) = [row for row in exported["rounds"] if row["slug"] == "2024-06"]
        assert round_["finalized_at"] is not None
        assert [deed["action"] for deed in exported["audit"]].count("finalize") == 1
        final = texts_of(named(office, "进展汇总.docx")[-1])
        assert "初稿已成" in final
        ledgers = named(office, "台账.xlsx")
        assert "稿）" not in final.split("总体情况")[0]

        await world.move_to("2024-06-27 10:00")
        await report(world, anna, "25已完成，地图上线；26已完成，展厅开放")
        await world.move_to("2024-06-27 17:00")
        addendum = texts_of(named(office, "补充汇总.docx")[-1])
        assert "地图上线" in addendum
        assert "展厅开放" in addendum
        assert "初稿已成" not in addendum
        office.send(world.admin, f"/digest{TO_BOT} 2024-06")
        await world.settle()
        assert texts_of(named(office, "进展汇总.docx")[-1]) == final
        asked = [message for message in office.messages if message.text.startswith("📋")][-1]
        assert "定稿后补充（2项）" in asked.text
        assert later_tasks(ledgers[-1], named(office, "台账.xlsx")[-1]) == [25, 26]

        def rebuilt(session: object) -> tuple[int, int]:
            round_ = round_by_slug(session, "2024-06")  # type: ignore[arg-type]
            assert round_ is not None
            then = gather_final(session, round_, ZONE)  # type: ignore[arg-type]
            now = gather_digest(session, round_, world.clock.now(), ZONE)  # type: ignore[arg-type]
            assert then is not None
            return then.answered, now.answered

        assert world.database.look(rebuilt) == (1, 2)
        office.send(world.admin, f"/finalize{TO_BOT} 2024-06")
        await world.settle()
        assert "已于6月25日（周二）17:00定稿" in office.last.text


async def test_the_digest_is_queued_for_every_other_channel(tmp_path: Path) -> None:
    hook = "wecom+https://127.0.0.1:9/cgi-bin/webhook/send?key=k,json+https://127.0.0.1:9/in"
    async with running(tmp_path, digest_webhooks=hook) as world:
        world.import_demo()
        world.clock.moment = world.clock.moment.replace(month=6, day=25, hour=17, minute=0)
        await world.app.tick()

        def rows(session: object) -> list[tuple[str, str, int]]:
            found = session.exec(  # type: ignore[attr-defined]
                select(OutboxMessage).where(OutboxMessage.channel != "telegram")
            ).all()
            return [
                (row.channel.partition("-")[0], row.kind, len(str(row.payload.get("text", "")).encode()))
                for row in found
                if ":full:" in row.dedup_key
            ]

        queued = world.database.look(rows)
        assert {channel for channel, _, _ in queued} == {"wecom", "json"}
        assert [kind for channel, kind, _ in queued if channel == "wecom"].count("document") == 4
        assert all(size <= 2048 for channel, _, size in queued if channel == "wecom")


async def test_export_in_chat_sends_ledger_year_and_all_files_named_by_task_and_unit(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        office = await office_of(world)
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        anna.chat().photo(b"\xff\xd8\xff one", caption="25已完成，地图上线")
        await world.settle()
        anna.chat().press("确认提交")
        await world.settle()
        await world.move_to("2024-07-18 09:00")
        await report(world, anna, "25已完成，七月扩展")
        for words in ("files 2024-06", "annual", "ledger 2024-06..2024-07", "digest 2024-06..2024-07", "contacts"):
            office.send(world.admin, f"/export{TO_BOT} {words}")
            await world.settle()
        (archive,) = named(office, "附件.zip")
        with ZipFile(BytesIO(archive)) as opened:
            (name,) = opened.namelist()
            assert name.startswith("025 市先陶办/photo-")
            assert opened.read(name) == b"\xff\xd8\xff one"
        years = named(office, "2024年6月至2024年7月进展.docx")
        assert len(years) == 2
        text = texts_of(years[0])
        assert text.index("地图上线") < text.index("七月扩展")
        assert load_workbook(BytesIO(named(office, "台账.xlsx")[-1])).sheetnames[2:] == ["2024-06", "2024-07"]
        assert len(named(office, "对接人登记表.docx")) == 1
        office.send(world.admin, f"/export{TO_BOT} ledger 2031-01..2031-02")
        await world.settle()
        assert "没有与“2031-01..2031-02”相符的期次" in office.last.text
        assert json.dumps(world.export()["audit"], default=str).count('"export"') == 5

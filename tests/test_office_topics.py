"""An office whose group has topics: what the clock posts goes where it was bound, answers go where they were asked."""

from pathlib import Path

from tests.world import running

TO_BOT = "@liaison_test_bot"


async def test_card_and_digest_go_into_the_topic_it_was_bound_in_and_answers_where_they_were_asked(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        office = world.emulator.group("办公室", members=[world.admin], bots=[world.bot], is_forum=True)
        office.promote(world.bot)
        reports, talk = office.topic("月报"), office.topic("讨论")
        office.send(world.admin, f"/bind_office{TO_BOT}", topic=reports)
        await world.settle()
        await world.move_to("2024-06-18 09:00")
        card = next(message for message in office.messages if message.id == office.chat.pinned[-1])
        assert card.topic == reports
        await world.move_to("2024-06-25 17:00")
        # The note that something was pinned is the client's own, and has no content.
        posted = [message for message in office.messages if message.is_from_bot and message.content]
        assert [message.text for message in posted if message.topic != reports] == []
        assert sum(bool(message.file_name) for message in posted) >= 3

        count = len(office.messages)
        office.send(world.admin, f"/missing{TO_BOT}", topic=talk)
        await world.settle()
        office.send(world.admin, f"/export{TO_BOT} ledger 2024-06", topic=talk)
        await world.settle()
        office.press(world.admin, "纯文字名单", message=office.messages[count + 1].id)
        await world.settle()
        answers = [message for message in office.messages[count:] if message.is_from_bot]
        assert len(answers) >= 3
        assert {message.topic for message in answers} == {talk}


async def test_what_a_closed_or_deleted_topic_does_not_take_goes_into_the_general_one(tmp_path: Path) -> None:
    async with running(tmp_path, "2024-06-18 09:00") as world:
        world.import_demo()
        office = world.emulator.group("办公室", members=[world.admin], bots=[world.bot], is_forum=True)
        reports = office.topic("月报")
        office.send(world.admin, f"/bind_office{TO_BOT}", topic=reports)
        await world.settle()
        office.close_topic(reports)
        await world.move_to("2024-06-24 16:00")
        posted = [message for message in office.messages if message.is_from_bot and message.topic is None]
        assert [message.text[:7] for message in posted][:1] == ["⏳ 截止前简报"]
        office.send(world.admin, f"/help{TO_BOT}", topic=reports)
        await world.settle()
        assert (office.last.topic, "/progress" in office.last.text) == (None, True)
        office.delete_topic(reports)
        count = len(office.messages)
        await world.move_to("2024-06-25 17:00")
        posted = [message for message in office.messages[count:] if message.is_from_bot]
        assert len(posted) == 5
        assert posted[0].text.startswith("📋 2024年6月进展")
        assert {message.topic for message in posted} == {None}


async def test_where_no_topic_can_be_written_to_the_admins_get_it_with_a_word_about_it(tmp_path: Path) -> None:
    async with running(tmp_path, "2024-06-18 09:00") as world:
        world.import_demo()
        office = world.emulator.group("办公室", members=[world.admin], bots=[world.bot], is_forum=True)
        reports = office.topic("月报")
        office.send(world.admin, f"/bind_office{TO_BOT}", topic=reports)
        await world.settle()
        await world.move_to("2024-06-24 16:00")
        office.close_topic(reports)
        office.close_topic(1)
        chat = world.admin.chat()
        count = len(chat.messages)
        await world.move_to("2024-06-25 17:00")
        why, text, *files = chat.messages[count:]
        assert why.text.startswith("⚠️ 办公室群收不到消息（话题已关闭）")
        assert text.text.startswith("📋 2024年6月进展")
        assert [message.file_name for message in files if message.file_name] == [
            "2024年6月进展汇总.docx",
            "2024年6月进展台账.xlsx",
            "2024年6月进展摘要.docx",
        ]


async def test_a_group_that_became_a_supergroup_gets_a_card_of_its_own_once(tmp_path: Path) -> None:
    async with running(tmp_path, "2024-06-18 09:00") as world:
        world.import_demo()
        group = world.emulator.group("办公室", members=[world.admin], bots=[world.bot], kind="group")
        group.send(world.admin, "/bind_office")
        await world.settle()
        office = group.upgrade(is_forum=True)
        await world.settle()
        await world.move_to("2024-06-24 16:00")
        cards = [message for message in office.messages if message.text.startswith("📌")]
        assert len(cards) == 1
        office.press(world.admin, "未报名单", message=cards[0].id)
        await world.settle()
        assert "市文旅局" in office.last.text

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

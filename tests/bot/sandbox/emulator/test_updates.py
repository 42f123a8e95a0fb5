import asyncio
from datetime import UTC, datetime

import httpx
import pytest
import telegram
from telegram.error import Conflict, InvalidToken

from bot.sandbox.emulator import Bot, Emulator, Person
from tests.bot.sandbox.emulator.conftest import MovableClock, request_to


async def test_an_update_is_given_again_until_a_higher_offset_confirms_it(bot: telegram.Bot, anna: Person) -> None:
    chat = anna.chat()
    chat.send("一")
    chat.send("二")
    first = await bot.get_updates()
    assert [update.message.text for update in first if update.message] == ["一", "二"]
    assert [update.update_id for update in await bot.get_updates()] == [update.update_id for update in first]
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [update.update_id for update in rest] == [first[1].update_id]
    assert [update.update_id for update in await bot.get_updates()] == [first[1].update_id]


async def test_update_ids_go_up_by_one_and_limit_takes_the_oldest(bot: telegram.Bot, anna: Person) -> None:
    for number in range(5):
        anna.chat().send(str(number))
    updates = await bot.get_updates(limit=2)
    assert [update.message.text for update in updates if update.message] == ["0", "1"]
    assert updates[1].update_id == updates[0].update_id + 1


async def test_a_negative_offset_forgets_all_but_the_last(bot: telegram.Bot, anna: Person) -> None:
    for number in range(3):
        anna.chat().send(str(number))
    assert [update.message.text for update in await bot.get_updates(offset=-1) if update.message] == ["2"]
    assert len(await bot.get_updates()) == 1


async def test_a_long_poll_is_answered_the_moment_somebody_writes(bot: telegram.Bot, anna: Person) -> None:
    async def write_once_polled() -> None:
        await anna.emulator.pulse.until(lambda: anna.emulator.queues.is_polled(anna.chat().bot), 5)
        anna.chat().send("在吗")

    async with asyncio.TaskGroup() as tasks:
        polling = tasks.create_task(bot.get_updates(timeout=30))
        tasks.create_task(write_once_polled())
        async with asyncio.timeout(5):
            updates = await polling
    assert updates[0].message is not None
    assert updates[0].message.text == "在吗"


async def test_a_second_poller_ends_the_first_with_409(
    emulator: Emulator, account: Bot, raw: httpx.AsyncClient
) -> None:
    async def poll_again() -> None:
        await emulator.pulse.until(lambda: emulator.queues.is_polled(account), 5)
        assert (await raw.get("getUpdates")).status_code == 200

    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(raw.get("getUpdates", params={"timeout": 30}))
        tasks.create_task(poll_again())
        answer = await first
    assert answer.status_code == 409
    assert answer.json()["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )


async def test_polling_under_a_webhook_is_a_conflict(bot: telegram.Bot) -> None:
    await bot.set_webhook("https://example.org/hook")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active; use deleteWebhook"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_updates_older_than_a_day_are_gone(bot: telegram.Bot, anna: Person, clock: MovableClock) -> None:
    anna.chat().send("旧")
    clock.move(hours=23, minutes=59)
    assert len(await bot.get_updates()) == 1
    anna.chat().send("新")
    clock.move(minutes=2)
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["新"]


async def test_allowed_updates_are_remembered_and_bind_only_what_comes_later(bot: telegram.Bot, anna: Person) -> None:
    chat = anna.chat()
    chat.send("前")
    assert len(await bot.get_updates(allowed_updates=["callback_query"])) == 1
    chat.send("后")
    assert len(await bot.get_updates()) == 1
    await bot.get_updates(allowed_updates=[])
    chat.send("再后")
    assert len(await bot.get_updates()) == 2


async def test_a_wrong_token_is_401_and_no_token_404(emulator: Emulator, account: Bot, raw: httpx.AsyncClient) -> None:
    answer = await raw.get("http://test/bot1000:WRONG/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")
    assert (await raw.get("http://test/botnonsense/getMe")).status_code == 404
    wrong = telegram.Bot(f"{account.id}:WRONG", base_url="http://test/bot", request=request_to(emulator))
    with pytest.raises(InvalidToken):
        await wrong.initialize()


async def test_edits_presses_and_documents_parse_as_the_library_expects(bot: telegram.Bot, anna: Person) -> None:
    chat = anna.chat()
    text = chat.start("token-1")
    await bot.send_message(
        anna.id,
        "好",
        reply_markup=telegram.InlineKeyboardMarkup.from_button(
            telegram.InlineKeyboardButton("已完成", callback_data="a")
        ),
    )
    chat.edit(text.id, "/start token-2")
    chat.press("已完成")
    chat.upload("回执.xlsx", b"data", caption="见附件")
    chat.share_contact()
    chat.voice()
    chat.sticker()
    chat.location(29.3, 117.2)
    updates = await bot.get_updates()
    start, edited, press, document, contact, voice, sticker, location = updates
    assert start.message is not None
    assert start.message.parse_entities([telegram.MessageEntity.BOT_COMMAND]) != {}
    assert start.message.date == datetime(2024, 6, 18, 9, 0, tzinfo=UTC)
    assert edited.edited_message is not None
    assert edited.edited_message.text == "/start token-2"
    assert press.callback_query is not None
    assert press.callback_query.data == "a"
    assert isinstance(press.callback_query.message, telegram.Message)
    assert press.callback_query.message.text == "好"
    assert document.message is not None
    assert document.message.document is not None
    assert document.message.document.file_name == "回执.xlsx"
    assert contact.message is not None
    assert contact.message.contact is not None
    assert contact.message.contact.phone_number == "13900000501"
    assert voice.message is not None
    assert voice.message.voice is not None
    assert sticker.message is not None
    assert sticker.message.sticker is not None
    assert location.message is not None
    assert location.message.location is not None


async def test_settled_waits_until_everything_is_confirmed(emulator: Emulator, bot: telegram.Bot, anna: Person) -> None:
    anna.chat().send("一")
    with pytest.raises(TimeoutError, match="unconfirmed"):
        await emulator.settled(timeout=0.05)
    updates = await bot.get_updates()
    await bot.get_updates(offset=updates[-1].update_id + 1)
    await emulator.settled(quiet=0.01, timeout=5)

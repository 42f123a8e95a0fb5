import base64
from collections.abc import AsyncIterator

import httpx
import pytest
import telegram

from bot.sandbox.emulator import Bot, Emulator
from tests.bot.sandbox.emulator.conftest import TOKEN


@pytest.fixture
async def control(emulator: Emulator) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=emulator.transport(), base_url="http://test/control/") as client:
        yield client


async def test_another_process_can_make_people_talk_and_press_and_read(
    control: httpx.AsyncClient, bot: telegram.Bot
) -> None:
    await control.post("people", json={"id": 601, "first_name": "陈"})
    started = (await control.post("chats/601/start", json={"token": "t0"})).json()
    assert started["text"] == "/start t0"
    button = telegram.InlineKeyboardButton("✅ 同意（1）", callback_data="yes")
    await bot.send_message(
        601, "<b>好</b>", parse_mode="HTML", reply_markup=telegram.InlineKeyboardMarkup.from_button(button)
    )
    read = (await control.get("chats/601/messages", params={"after": started["message_id"], "wait": 1})).json()
    assert [(message["html"], message["buttons"][0][0]["word"]) for message in read["messages"]] == [
        ("<b>好</b>", "同意")
    ]
    assert (await control.post("chats/601/press", json={"word": "同意"})).json()["data"] == "yes"
    data = base64.b64encode(b"a").decode()
    assert (await control.post("chats/601/upload", json={"name": "a.txt", "data": data})).json()["file_name"] == "a.txt"
    assert len(await bot.get_updates()) == 3


async def test_groups_are_driven_too(control: httpx.AsyncClient, bot: telegram.Bot) -> None:
    await control.post("people", json={"id": 601, "first_name": "陈"})
    bot_id = int(TOKEN.split(":", maxsplit=1)[0])
    group = (
        await control.post("groups", json={"title": "办公室", "members": [601], "bots": [bot_id], "kind": "group"})
    ).json()
    await control.post(f"groups/{group['id']}/send", json={"person": 601, "text": "/missing"})
    grown = (await control.post(f"groups/{group['id']}/upgrade")).json()
    updates = await bot.get_updates()
    assert updates[0].my_chat_member is not None
    assert updates[2].message is not None
    assert updates[2].message.text == "/missing"
    await bot.send_message(grown["id"], "名单")
    read = (await control.get(f"groups/{grown['id']}/messages")).json()
    assert read["messages"][-1]["text"] == "名单"


async def test_what_cannot_be_done_is_said(control: httpx.AsyncClient, account: Bot) -> None:
    assert account.id
    await control.post("people", json={"id": 601, "first_name": "陈"})
    missing = await control.post("chats/601/press", json={"word": "同意"})
    assert missing.status_code == 404
    assert "同意" in missing.json()["error"]
    assert (await control.post("chats/602/send", json={"text": "一"})).status_code == 404
    assert (await control.post("chats/601/send", json={"text": " "})).status_code == 409
    assert (await control.get("chats/601/messages", params={"wait": 0.01})).status_code == 409


async def test_faults_and_violations_are_within_reach(control: httpx.AsyncClient, bot: telegram.Bot) -> None:
    await control.post("faults", json={"kind": "refuse", "method": "getMe", "code": 500, "description": "down"})
    with pytest.raises(telegram.error.NetworkError):
        await bot.get_me()
    assert (await bot.get_me()).username == "liaison_bot"
    state = (await control.get("state")).json()
    assert state["violations"] == []
    calls = (await control.get("calls", params={"method": "getMe"})).json()["calls"]
    assert {call["method"] for call in calls} == {"getMe"}

import asyncio
from pathlib import Path

import httpx
import pytest
import telegram
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import NetworkError, TelegramError

from bot.sandbox.emulator import Bot, Emulator, Event, Person, serve
from tests.bot.sandbox.emulator.conftest import TOKEN, MovableClock, request_to


@pytest.fixture(autouse=True)
def _started(anna: Person, account: Bot) -> None:
    anna.chat(account).start()


async def test_a_bad_gateway_and_a_reset_before_do_nothing(emulator: Emulator, bot: telegram.Bot, anna: Person) -> None:
    emulator.faults.fail("sendMessage", status=502)
    emulator.faults.reset_before("sendMessage")
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(anna.id, "一")
    await bot.send_message(anna.id, "二")
    assert [seen.text for seen in anna.chat().messages] == ["/start", "二"]


async def test_a_reset_after_and_a_truncated_answer_have_done_it(
    emulator: Emulator, bot: telegram.Bot, anna: Person
) -> None:
    emulator.faults.reset_after("sendMessage")
    emulator.faults.truncate("sendMessage")
    for text in ("一", "二"):
        with pytest.raises(TelegramError):
            await bot.send_message(anna.id, text)
    assert [seen.text for seen in anna.chat().messages] == ["/start", "一", "二"]


async def test_retry_after_names_its_seconds(emulator: Emulator, raw: httpx.AsyncClient, anna: Person) -> None:
    emulator.faults.retry_after("sendMessage", 7)
    given = {"chat_id": anna.id, "text": "一"}
    answer = await raw.post("sendMessage", json=given)
    assert (answer.status_code, answer.json()["parameters"]) == (429, {"retry_after": 7})
    assert (await raw.post("sendMessage", json=given)).status_code == 200


async def test_limits_refuse_the_twenty_first_message_a_minute_in_a_group(clock: MovableClock) -> None:
    at = [0.0]
    emulator = Emulator(clock, limits=True, elapsed=lambda: at[0])
    account = emulator.bot(TOKEN)
    group = emulator.group("办公室", [emulator.person(501, "安娜")], bots=[account])
    async with httpx.AsyncClient(transport=emulator.transport(), base_url=f"http://test/bot{TOKEN}/") as raw:
        for number in range(20):
            at[0] += 1
            assert (await raw.post("sendMessage", data={"chat_id": group.id, "text": str(number)})).status_code == 200
        at[0] += 1
        answer = await raw.post("sendMessage", data={"chat_id": group.id, "text": "21"})
    assert answer.status_code == 429
    assert answer.json()["parameters"] == {"retry_after": 40}


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("sendMessage", {"chat_id": 501, "text": "一", "disable_web_page_preview": True}),
        ("sendMessage", {"text": "一"}),
        (
            "sendMessage",
            {"chat_id": 501, "text": "一", "reply_markup": {"inline_keyboard": [[{"text": "a", "data": "b"}]]}},
        ),
        ("sendMessage", {"chat_id": 501, "text": "一", "reply_markup": "{"}),
        ("sendMessage", {"chat_id": 501, "text": "一", "disable_notification": "perhaps"}),
        ("setMyCommands", {"commands": [{"command": "a"}]}),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}),
        ("answerCallbackQuery", {}),
    ],
)
async def test_what_the_bot_api_does_not_have_is_refused_and_remembered(
    emulator: Emulator, raw: httpx.AsyncClient, path: str, given: dict[str, object]
) -> None:
    answer = await raw.post(path, json=given)
    assert answer.status_code == 400
    assert [violation.method for violation in emulator.violations] == [path]


async def test_an_unknown_method_is_not_found(emulator: Emulator, raw: httpx.AsyncClient) -> None:
    answer = await raw.post("sendMesage", json={})
    assert (answer.status_code, answer.json()["description"]) == (404, "Not Found: method not found")
    assert len(emulator.violations) == 1


async def test_all_ways_of_giving_parameters_are_the_same(
    emulator: Emulator, raw: httpx.AsyncClient, anna: Person
) -> None:
    given = {"chat_id": str(anna.id), "text": "一"}
    await raw.get("sendmessage", params=given)
    await raw.post("sendMessage", data=given)
    await raw.post("SENDMESSAGE", json={**given, "chat_id": anna.id})
    await raw.post("sendMessage", data=given, files={})
    await raw.post("sendDocument", data={"chat_id": given["chat_id"]}, files={"document": ("a.txt", b"a")})
    assert [seen.text for seen in anna.chat().messages[1:]] == ["一"] * 4 + [""]
    assert emulator.violations == []


async def test_a_webhook_gets_each_update_with_its_secret_until_it_takes_it(
    emulator: Emulator, bot: telegram.Bot, anna: Person
) -> None:
    taken: list[tuple[str, str]] = []
    answers = iter([500, 200, 200, 200])
    done = asyncio.Event()

    async def hook(request: Request) -> Response:
        body = await request.json()
        secret = request.headers["X-Telegram-Bot-Api-Secret-Token"]
        taken.append((body["message"]["text"], secret))
        if len(taken) == 3:
            done.set()
        return Response(status_code=next(answers))

    receiver = httpx.ASGITransport(app=Starlette(routes=[Route("/hook", hook, methods=["POST"])]))
    await bot.set_webhook("https://example.org/hook", secret_token="s3cret")
    async with emulator.running(receiver), asyncio.timeout(5):
        anna.chat().send("二")
        await done.wait()
        await emulator.settled(quiet=0.01)
    assert taken == [("/start", "s3cret"), ("/start", "s3cret"), ("二", "s3cret")]
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message) == (
        0,
        "Wrong response from the webhook: 500 Internal Server Error",
    )


async def test_listeners_are_told_everything_that_happens(emulator: Emulator, bot: telegram.Bot, anna: Person) -> None:
    told: list[Event] = []
    stop = emulator.subscribe(told.append)
    button = telegram.InlineKeyboardButton("好", callback_data="ok")
    sent = await bot.send_message(anna.id, "一", reply_markup=telegram.InlineKeyboardMarkup.from_button(button))
    press = anna.chat().press("好")
    await bot.answer_callback_query(press.query_id)
    await bot.edit_message_text("二", anna.id, sent.message_id)
    await bot.delete_message(anna.id, sent.message_id)
    stop()
    anna.chat().send("没人听")
    assert [event.kind for event in told] == ["message", "press", "answer", "edit", "delete"]


async def test_a_saved_world_goes_on_where_it_stopped(
    emulator: Emulator, bot: telegram.Bot, anna: Person, clock: MovableClock, tmp_path: Path
) -> None:
    await bot.send_document(anna.id, b"\x00\xff", filename="a.bin", caption="附件")
    anna.chat().send("未读")
    emulator.save(tmp_path / "world.json")
    again = Emulator.load(tmp_path / "world.json", clock)
    chat = again.person(anna.id).chat()
    assert [seen.text for seen in chat.messages] == ["/start", "附件", "未读"]
    assert chat.messages[1].file == b"\x00\xff"
    client = telegram.Bot(
        TOKEN, base_url="http://test/bot", request=request_to(again), get_updates_request=request_to(again)
    )
    async with client:
        before, after = await bot.get_updates(), await client.get_updates()
        assert [update.to_dict() for update in before] == [update.to_dict() for update in after]
    assert chat.send("新").id == anna.chat().send("新").id


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_over_loopback_the_library_polls_fetches_files_and_sees_resets(
    emulator: Emulator, account: Bot, anna: Person
) -> None:
    anna.chat(account).upload("表.xlsx", b"bytes")
    async with (
        serve(emulator) as address,
        telegram.Bot(TOKEN, base_url=f"{address}/bot", base_file_url=f"{address}/file/bot") as client,
    ):
        updates = await client.get_updates(timeout=5)
        assert updates[1].message is not None
        assert updates[1].message.document is not None
        fetched = await updates[1].message.document.get_file()
        assert bytes(await fetched.download_as_bytearray()) == b"bytes"
        emulator.faults.reset_after("sendMessage")
        with pytest.raises(NetworkError):
            await client.send_message(anna.id, "一")
        assert anna.chat(account).last.text == "一"


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_closing_the_server_does_not_wait_for_a_long_poll(emulator: Emulator, account: Bot) -> None:
    async def poll(client: httpx.AsyncClient, address: str) -> httpx.Response:
        return await client.get(f"{address}/bot{TOKEN}/getUpdates", params={"timeout": 50, "offset": 10})

    async with (
        asyncio.timeout(5),
        httpx.AsyncClient(timeout=60, trust_env=False) as client,
        asyncio.TaskGroup() as tasks,
    ):
        async with serve(emulator) as address:
            polling = tasks.create_task(poll(client, address))
            assert await emulator.pulse.until(lambda: emulator.queues.is_polled(account), 5)
        assert (await polling).json() == {"ok": True, "result": []}

"""`check` names a database that is damaged, a calendar that ends within the plan, and a webhook that collides."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlmodel import select
from telegram import WebhookInfo

from bot.clock import Clock
from bot.commands.checking import check_calendar, check_webhook
from bot.commands.upkeep import _check_clock, _check_database
from bot.commands.workplace import Workplace
from bot.migrating import migrate
from bot.settings import Settings
from locales import t
from models.database import Database
from models.tables import CalendarOverride, InboxUpdate, Round
from tests.bot.telegram.faulty import answer, listening
from tests.world import MovedClock, World, local

NOW = local("2024-06-18 09:00")


def place(folder: Path, clock: Clock, webhook: str | None = None) -> Workplace:
    secret = None if webhook is None else SecretStr("s")
    url = SecretStr(f"sqlite:///{folder / 'liaison.db'}")
    return Workplace(Settings(database_url=url, webhook_url=webhook, webhook_secret=secret), clock)


def info(url: str, failed_at: datetime | None = None) -> WebhookInfo:
    return WebhookInfo(
        url,
        has_custom_certificate=False,
        pending_update_count=0,
        last_error_date=failed_at,
        last_error_message="certificate verify failed",
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "is_running", "key"),
    [
        (None, "", True, None),
        (None, "https://else.example/secret-path", False, "check-webhook-set"),
        ("https://bot.example/hook", "https://bot.example/hook", True, None),
        ("https://bot.example/hook", "", False, None),
        ("https://bot.example/hook", "", True, "check-webhook-none"),
        ("https://bot.example/hook", "https://else.example/secret-path", True, "check-webhook-elsewhere"),
    ],
)
def test_a_webhook_that_collides_is_named_by_its_host_alone(
    tmp_path: Path,
    ours: str | None,
    theirs: str,
    is_running: bool,  # noqa: FBT001 - a cell of the table
    key: str | None,
) -> None:
    found = check_webhook(place(tmp_path, MovedClock(NOW), ours), info(theirs), is_running=is_running)
    if key is None:
        assert found == ""
        return
    arguments = {"url": "else.example"} if theirs else {}
    assert found == t("zh-CN", key, arguments)
    assert "secret-path" not in found


@pytest.mark.parametrize(("minutes", "is_told"), [(5, True), (90, False)])
def test_a_webhook_telegram_could_not_reach_lately_is_told(tmp_path: Path, minutes: int, is_told: bool) -> None:  # noqa: FBT001 - a cell
    url = "https://bot.example/hook"
    failed_at = (NOW - timedelta(minutes=minutes)).astimezone(UTC)
    found = check_webhook(place(tmp_path, MovedClock(NOW), url), info(url, failed_at), is_running=True)
    assert ("certificate verify failed" in found) is is_told


def test_a_calendar_that_ends_before_the_plan_does_is_named_with_its_year(tmp_path: Path) -> None:
    world = World(tmp_path, NOW)
    world.import_demo()
    assert check_calendar(place(tmp_path, world.clock)) == ""

    def postpone(session: object) -> None:
        for row in session.exec(select(Round)).all():  # type: ignore[attr-defined] # a session
            if row.slug == "2024-12":
                row.due_at = local("2031-01-25 17:00")

    world.database.transact(postpone)
    assert "2031" in check_calendar(place(tmp_path, world.clock))

    def enter(session: object) -> None:
        days = [datetime(2031, 1, day).date() for day in (1, 23, 24, 27, 28, 29)]  # noqa: DTZ001 - days
        session.add_all([CalendarOverride(day=day, is_working=False) for day in days])  # type: ignore[attr-defined]
        session.add(CalendarOverride(day=datetime(2031, 1, 19).date(), is_working=True))  # type: ignore[attr-defined] # noqa: DTZ001

    world.database.transact(enter)
    assert check_calendar(place(tmp_path, world.clock)) == ""
    world.database.close()


def test_this_year_s_calendar_is_looked_at_without_any_database_and_nothing_is_made(tmp_path: Path) -> None:
    assert "2041" in check_calendar(place(tmp_path, MovedClock(local("2041-03-01 09:00"))))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_page_in_the_database_is_found(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'liaison.db'}")
    migrate(database, NOW)
    database.transact(
        lambda session: session.add_all(
            [InboxUpdate(update_id=n, payload={"text": "x" * 900}, fetched_at=NOW) for n in range(300)]
        )
    )
    # The last to let go writes everything into the file itself.
    database.close()
    assert _check_database(place(tmp_path, MovedClock(NOW))) == ""
    file = tmp_path / "liaison.db"
    content = bytearray(file.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xee" * 4096
    file.write_bytes(content)
    assert _check_database(place(tmp_path, MovedClock(NOW))) != ""


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_a_proxy_that_speaks_no_socks_leaves_the_clock_unknown_and_check_goes_on() -> None:
    async def speak_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(answer(b"", "400 Bad Request"))
        await writer.drain()

    async with listening(speak_http) as port:
        settings = Settings(proxy_url=SecretStr(f"socks5://127.0.0.1:{port}"), api_base_url="http://api.test")
        assert await _check_clock(Workplace(settings, MovedClock(NOW))) == t("zh-CN", "check-clock-unknown")


def test_a_place_that_can_hold_no_database_is_named_instead_of_called_fine(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("no folder", encoding="utf-8")
    there = place(tmp_path / "letter", MovedClock(NOW))
    found = _check_database(there)
    assert found.startswith("打不开")
    assert "不可写" in found
    assert check_calendar(there) == ""
    assert _check_database(place(tmp_path / "folder to be made", MovedClock(NOW))) == ""
    assert sorted(each.name for each in tmp_path.iterdir()) == ["letter"]

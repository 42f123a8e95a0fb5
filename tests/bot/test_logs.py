"""Logs: one line an event, nothing secret in it, and JSON that is JSON whatever is logged."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import _Json, _Line, redact, set_up_logs

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
ROOT = Path(__file__).parents[2]

Logged = Callable[[], str]


@pytest.fixture
def begin_log(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[str], Logged]]:
    """Set the logs up as the program does, give what reads them, and put pytest's own logging back at the end."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level

    def begin(form: str) -> Logged:
        root.handlers = []
        set_up_logs("INFO", form)
        return lambda: capsys.readouterr().err

    yield begin
    root.handlers, root.level = handlers, level


Begin = Callable[[str], Logged]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"POST https://api.telegram.org/bot{TOKEN}/sendMessage", TOKEN),
        (f"token {TOKEN} refused", TOKEN),
        (f"GET https://api.telegram.org/file/bot{TOKEN.replace(':', '%3A')}/documents/1", TOKEN.partition(":")[2]),
        ("https://api.telegram.org/file/bot123456%3Aemulated/documents/1", "emulated"),
        ("https://api.telegram.org/bot123456:emulated/getMe", "123456:emulated"),
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx", "693a91f6"),
        ("https://oapi.dingtalk.com/robot/send?access_token=abc123&sign=Qq%3D", "abc123"),
        ("https://oapi.dingtalk.com/robot/send?access_token=abc123&sign=Qq%3D", "Qq%3D"),
        ("https://open.feishu.cn/open-apis/bot/v2/hook/6b5f-44", "6b5f-44"),
        ("json+https://example.org/in#secret=opensesame", "opensesame"),
        ("socks5://user:hunter2@proxy:1080 refused", "hunter2"),
        ("smtp://bot@example.org:hunter2@mail.example.org", "hunter2"),
        ("联络员李某某13800138000没有回复", "13800138000"),
        ("+8613800138000", "13800138000"),
        ("138 0013 8000", "0013 8000"),
        ("138-0013-8000", "0013-8000"),
        ("0798-8500001转801", "8500001"),
        ("07988500001", "8500001"),
        ("(0798)8500001", "8500001"),
    ],
)
def test_no_token_key_password_or_telephone_number_is_logged(text: str, secret: str) -> None:
    assert secret not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "2024-06-25 17:00",
        "update 123456789 done",
        "回执 2024-06-0001",
        "chat -1001234567890",
        "12:34:56",
        "28、29、30—34",
    ],
)
def test_numbers_that_are_no_telephone_numbers_stay_readable(text: str) -> None:
    assert redact(text) == text


def test_an_event_is_one_line_with_its_moment_level_name_and_fields(begin_log: Begin) -> None:
    logged = begin_log("text")
    logging.getLogger("bot.app").warning("not reached", extra={"reason": "Timeout", "attempt": 3})
    (line,) = logged().splitlines()
    moment, rest = line.split(" ", 1)
    assert datetime.fromisoformat(moment).tzinfo == UTC
    assert rest == "WARNING bot.app not reached reason=Timeout attempt=3"


def test_nobody_can_write_a_second_line_into_the_log(begin_log: Begin) -> None:
    logged = begin_log("text")
    logging.getLogger("x").info("said: %s", "hello\n2024 INFO bot.app all is well", extra={"name_of": "a\r\nb\u2028c"})
    assert len(logged().splitlines()) == 1


def test_a_traceback_follows_its_event_indented_and_redacted(begin_log: Begin) -> None:
    logged = begin_log("text")
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/x 13800138000")  # noqa: TRY301 - there must be a trace
    except ValueError:
        logging.getLogger("x").exception("failed")
    lines = logged().splitlines()
    assert "ERROR x failed" in lines[0]
    assert all(line.startswith(" ") for line in lines[1:])
    assert "ValueError" in lines[-1]
    assert TOKEN not in "".join(lines)
    assert "13800138000" not in "".join(lines)


def test_json_is_one_object_a_line_with_chinese_as_it_is(begin_log: Begin) -> None:
    logged = begin_log("json")
    try:
        raise ValueError(f"bot{TOKEN}")  # noqa: TRY301 - there must be a trace
    except ValueError:
        logging.getLogger("bot.app").exception("没有\n送到", extra={"update_id": 7, "phone": "13800138000"})
    text = logged()
    (line,) = text.splitlines()
    entry = json.loads(line)
    assert list(entry)[:4] == ["at", "level", "logger", "message"]
    assert (entry["level"], entry["logger"], entry["message"]) == ("ERROR", "bot.app", "没有\n送到")
    assert (entry["update_id"], entry["phone"]) == (7, "[phone]")
    assert "ValueError" in entry["exception"]
    assert TOKEN not in text
    assert "没有" in text


def test_a_chat_id_that_looks_like_a_telephone_number_leaves_json_whole(begin_log: Begin) -> None:
    logged = begin_log("json")
    logging.getLogger("x").info("sent", extra={"chat_id": 13800138000, "update_id": 1380013800})
    assert json.loads(logged())["chat_id"] == 13800138000


def test_an_event_cannot_pass_for_another_level_or_moment(begin_log: Begin) -> None:
    logged = begin_log("json")
    logging.getLogger("x").info("quiet", extra={"level": "ERROR", "at": "never", "logger": "bot.app"})
    entry = json.loads(logged())
    assert (entry["level"], entry["logger"]) == ("INFO", "x")
    assert entry["at"] != "never"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.datetimes(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.text() | st.integers(), inner)
        | st.frozensets(st.integers())
        | st.tuples(inner)
    ),
    max_leaves=8,
)


@given(st.text(), VALUES)
def test_whatever_is_logged_is_one_line_of_json_or_one_line_of_text(message: str, value: object) -> None:
    record = logging.makeLogRecord({"msg": message, "levelname": "INFO", "name": "x", "created": 0.0, "extra": value})
    as_json = _Json().format(record)
    assert isinstance(json.loads(as_json, parse_constant=pytest.fail), dict)
    assert "\n" not in as_json
    assert len(_Line().format(record).splitlines()) == 1


@given(st.text(), st.text())
def test_a_token_is_taken_out_of_any_surroundings(before: str, after: str) -> None:
    assert TOKEN not in redact(f"{before}/bot{TOKEN}/{after}")


def test_libraries_that_log_addresses_or_every_step_are_kept_quiet(begin_log: Begin) -> None:
    logged = begin_log("text")
    for name in ("httpx", "httpcore.http11", "apscheduler.scheduler", "telegram.Bot", "uvicorn.access"):
        logging.getLogger(name).info("HTTP Request: POST https://api.telegram.org/bot1:x/getMe")
    assert logged() == ""


def test_standard_output_is_never_written_to() -> None:
    code = "import logging; from bot.logs import set_up_logs; set_up_logs('DEBUG', 'json'); logging.error('x')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)  # noqa: S603 - our own words
    assert done.stdout == b""
    assert json.loads(done.stderr)["message"] == "x"

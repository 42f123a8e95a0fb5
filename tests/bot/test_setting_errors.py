"""What stops a start is said in the language that is set: which setting, what is wrong with it, what to do."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Settings, SettingsError, read_settings

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SECRET = "hunter2"
# One mistake of every kind: the environment, and the setting it is about where that is not the only one given.
MISTAKES: list[tuple[dict[str, str], str]] = [
    ({"LIAISON_TOKEN": "1"}, "LIAISON_TOKEN"),
    ({"LIAISON_BOT_TOKEN": f"bot{SECRET}"}, "LIAISON_BOT_TOKEN"),
    ({"LIAISON_BOT_TOKEN": "1:abc", "LIAISON_BOT_TOKEN_FILE": __file__}, "LIAISON_BOT_TOKEN"),
    ({"LIAISON_BOT_TOKEN_FILE": "no/such/file"}, "LIAISON_BOT_TOKEN_FILE"),
    ({"LIAISON_BOT_TOKEN_FILE": "/dev/null"}, "LIAISON_BOT_TOKEN_FILE"),
    ({"LIAISON_DATABASE_URL": f"postgresql://{SECRET}@x"}, "LIAISON_DATABASE_URL"),
    ({"LIAISON_API_BASE_URL": "http://[::1"}, "LIAISON_API_BASE_URL"),
    ({"LIAISON_ADMIN_IDS": "@anna"}, "LIAISON_ADMIN_IDS"),
    ({"LIAISON_OFFICE_CHAT_ID": "group"}, "LIAISON_OFFICE_CHAT_ID"),
    ({"LIAISON_OFFICE_CHAT_ID": "9" * 40}, "LIAISON_OFFICE_CHAT_ID"),
    ({"LIAISON_TIMEZONE": "Beijing"}, "LIAISON_TIMEZONE"),
    ({"LIAISON_TICK_SECONDS": "soon"}, "LIAISON_TICK_SECONDS"),
    ({"LIAISON_TICK_SECONDS": "0"}, "LIAISON_TICK_SECONDS"),
    ({"LIAISON_TICK_SECONDS": "3601"}, "LIAISON_TICK_SECONDS"),
    ({"LIAISON_PROXY_URL": f"ftp://u:{SECRET}@proxy:1"}, "LIAISON_PROXY_URL"),
    ({"LIAISON_PROXY_URL": f"http://u:{SECRET}@proxy:many"}, "LIAISON_PROXY_URL"),
    ({"LIAISON_WEBHOOK_URL": "https://bot.example.org"}, "LIAISON_WEBHOOK_SECRET"),
    ({"LIAISON_WEBHOOK_LISTEN": "8443"}, "LIAISON_WEBHOOK_LISTEN"),
    ({"LIAISON_WEBHOOK_SECRET": f"{SECRET}!"}, "LIAISON_WEBHOOK_SECRET"),
    ({"LIAISON_APPROVE_CLAIMS": "maybe"}, "LIAISON_APPROVE_CLAIMS"),
    ({"LIAISON_DIGEST_WEBHOOKS": f"https://{SECRET}"}, "LIAISON_DIGEST_WEBHOOKS"),
    ({"LIAISON_DIGEST_WEBHOOKS": f"slack+https://{SECRET}"}, "LIAISON_DIGEST_WEBHOOKS"),
    ({"LIAISON_DIGEST_WEBHOOKS": "json+https://?x"}, "LIAISON_DIGEST_WEBHOOKS"),
    ({"LIAISON_DIGEST_WEBHOOKS": "json+https://a,json+https://a"}, "LIAISON_DIGEST_WEBHOOKS"),
    ({"LIAISON_DIGEST_WEBHOOKS": f"json+https://a#{SECRET}"}, "LIAISON_DIGEST_WEBHOOKS"),
    ({"LIAISON_DIGEST_WEBHOOKS": f"wecom+https://a#secret={SECRET}"}, "LIAISON_DIGEST_WEBHOOKS"),
    ({"LIAISON_SMTP_URL": f"http://u:{SECRET}@mail"}, "LIAISON_SMTP_URL"),
    ({"LIAISON_SMTP_URL": f"smtp://{SECRET}@mail"}, "LIAISON_SMTP_URL"),
    ({"LIAISON_MAIL_FROM": "a@b.cn, c@d.cn"}, "LIAISON_MAIL_FROM"),
    ({"LIAISON_DIGEST_MAIL_TO": "anna"}, "LIAISON_DIGEST_MAIL_TO"),
    ({"LIAISON_SMTP_URL": "smtp://mail", "LIAISON_DIGEST_MAIL_TO": "a@b.cn"}, "LIAISON_MAIL_FROM"),
    ({"LIAISON_HTTP_LISTEN": "localhost"}, "LIAISON_HTTP_LISTEN"),
    ({"LIAISON_HEARTBEAT_URL": f"{SECRET}"}, "LIAISON_HEARTBEAT_URL"),
    ({"LIAISON_RETENTION_DAYS": "1.5"}, "LIAISON_RETENTION_DAYS"),
    ({"LIAISON_LOG_LEVEL": "loud"}, "LIAISON_LOG_LEVEL"),
]


def refusal(environment: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings(environment)
    (line,) = str(caught.value).splitlines()
    return line


@pytest.mark.parametrize(("environment", "name"), MISTAKES)
def test_every_mistake_is_said_in_the_language_that_is_set(environment: dict[str, str], name: str) -> None:
    chinese, english = refusal(environment), refusal({**environment, "LIAISON_LANGUAGE": "en"})
    assert refusal({**environment, "LIAISON_LANGUAGE": "zh-CN"}) == chinese
    assert chinese.startswith(f"{name}：")
    assert CHINESE.search(chinese)
    assert chinese.endswith("。")
    assert english.startswith(f"{name}: ")
    assert not CHINESE.search(english)
    assert SECRET not in chinese + english
    # Never the library's own words.
    assert "Input should" not in chinese + english
    assert "Port could" not in chinese + english


def test_every_setting_that_can_be_wrong_is_tried_here() -> None:
    tried = {name for _, name in MISTAKES}
    assert {f"LIAISON_{name.upper()}" for name in Settings.model_fields} - tried == {
        # Of the address of the hook and the form of the log, the kinds of mistakes are tried with others.
        "LIAISON_WEBHOOK_URL",
        "LIAISON_LOG_FORMAT",
        "LIAISON_LANGUAGE",
    }


def test_a_language_that_cannot_be_read_is_refused_in_chinese_first_and_then_in_english() -> None:
    line = refusal({"LIAISON_LANGUAGE": "fr"})
    assert line == (
        "LIAISON_LANGUAGE：只能从中选一个：zh-CN / en。 / LIAISON_LANGUAGE: must be one of these: zh-CN / en"
    )


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12))
def test_whatever_the_language_is_set_to_a_refusal_is_one_line_that_names_its_setting(language: str) -> None:
    line = refusal({"LIAISON_LANGUAGE": language, "LIAISON_TICK_SECONDS": "soon"})
    assert line.startswith(("LIAISON_TICK_SECONDS", "LIAISON_LANGUAGE"))


def test_a_start_that_is_refused_leaves_with_one_and_one_chinese_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "LIAISON_TICK_SECONDS": "soon"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "LIAISON_TICK_SECONDS：须为数字，如：20。\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("setting", "secret"),
    [
        ("LIAISON_WEBHOOK_SECRET_FILE", "correct-horse"),
        ("LIAISON_BOT_TOKEN_FILE", "123456:ABC-DEF"),
        # A slash in a password should be written %2F, and is forgotten.
        ("LIAISON_SMTP_URL_FILE", "smtp://user:pass/word@mail.example.org:587"),
        ("LIAISON_PROXY_URL_FILE", "socks5://user:pass/word@127.0.0.1:1080"),
    ],
)
def test_a_secret_put_where_its_file_belongs_is_not_repeated(setting: str, secret: str) -> None:
    line = refusal({setting: secret})
    assert line.startswith(setting)
    assert not any(part in line for part in (secret, "pass", "word"))


def test_a_file_that_cannot_be_read_is_named() -> None:
    assert "no/such/file" in refusal({"LIAISON_BOT_TOKEN_FILE": "no/such/file"})

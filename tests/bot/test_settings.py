"""Settings: what the environment may say, and that anything else stops the program with one line that names it."""

from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.settings import Settings, SettingsError, read_settings

TOKEN = "123456:AbCdEfGhIjKlMnOpQrStUvWxYz012345678"

# Contract, "Settings": the whole table.
CONTRACT = (
    "LIAISON_BOT_TOKEN",
    "LIAISON_DATABASE_URL",
    "LIAISON_API_BASE_URL",
    "LIAISON_ADMIN_IDS",
    "LIAISON_OFFICE_CHAT_ID",
    "LIAISON_TIMEZONE",
    "LIAISON_LANGUAGE",
    "LIAISON_TICK_SECONDS",
    "LIAISON_PROXY_URL",
    "LIAISON_WEBHOOK_URL",
    "LIAISON_WEBHOOK_LISTEN",
    "LIAISON_WEBHOOK_SECRET",
    "LIAISON_APPROVE_CLAIMS",
    "LIAISON_DIGEST_WEBHOOKS",
    "LIAISON_SMTP_URL",
    "LIAISON_MAIL_FROM",
    "LIAISON_DIGEST_MAIL_TO",
    "LIAISON_HTTP_LISTEN",
    "LIAISON_HEARTBEAT_URL",
    "LIAISON_RETENTION_DAYS",
    "LIAISON_LOG_LEVEL",
    "LIAISON_LOG_FORMAT",
)


def refusal(**environment: str) -> str:
    """Return the one line that refuses this environment."""
    with pytest.raises(SettingsError) as caught:
        read_settings(environment)
    line = str(caught.value)
    assert line
    assert "\n" not in line
    return line


def test_an_empty_environment_gives_the_defaults_of_the_contract() -> None:
    settings = read_settings({})
    assert settings.bot_token is None
    assert settings.database_url.get_secret_value() == "sqlite:///data/liaison.db"
    assert settings.api_base_url == "https://api.telegram.org"
    assert settings.zone == ZoneInfo("Asia/Shanghai")
    assert settings.language == "zh-CN"
    assert settings.tick_seconds == 20
    assert settings.webhook_listen == "127.0.0.1:8443"
    assert settings.approve_claims is True
    assert (settings.log_level, settings.log_format) == ("INFO", "text")
    assert (settings.admin_ids, settings.office_chat_id, settings.http_listen) == ((), None, None)


def test_every_setting_of_the_contract_is_known_and_none_besides() -> None:
    assert {f"LIAISON_{name.upper()}" for name in Settings.model_fields} == set(CONTRACT)


@pytest.mark.parametrize("name", CONTRACT)
def test_an_empty_value_counts_as_not_set(name: str) -> None:
    assert read_settings({name: "  "}) == read_settings({})


def test_values_are_read_without_the_blanks_around_them() -> None:
    settings = read_settings(
        {
            "LIAISON_BOT_TOKEN": f" {TOKEN}\n",
            "LIAISON_ADMIN_IDS": " 12, 34 ,,56 ",
            "LIAISON_OFFICE_CHAT_ID": "-1001234567890",
            "LIAISON_APPROVE_CLAIMS": "false",
            "LIAISON_API_BASE_URL": "http://127.0.0.1:8081/",
            "LIAISON_TICK_SECONDS": "0.5",
            "LIAISON_LANGUAGE": "en",
        }
    )
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.admin_ids == (12, 34, 56)
    assert settings.office_chat_id == -1001234567890
    assert settings.approve_claims is False
    assert settings.api_base_url == "http://127.0.0.1:8081"
    assert settings.tick_seconds == 0.5
    policy = settings.policy()
    assert (policy.language, policy.admin_ids, policy.office_chat_id) == ("en", (12, 34, 56), -1001234567890)
    assert policy.approve_claims is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "no-token"),
        ("BOT_TOKEN", f"{TOKEN} {TOKEN}"),
        ("DATABASE_URL", "postgresql://somewhere/else"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("API_BASE_URL", "ftp://x"),
        ("API_BASE_URL", "api.telegram.org"),
        ("API_BASE_URL", "http://host:port"),
        ("API_BASE_URL", "http://[::1"),
        ("ADMIN_IDS", "12;34"),
        ("ADMIN_IDS", "@anna"),
        ("ADMIN_IDS", "-100123"),
        ("ADMIN_IDS", "9" * 30),
        ("ADMIN_IDS", "9" * 5000),
        ("OFFICE_CHAT_ID", "the office"),
        ("OFFICE_CHAT_ID", "-" + "9" * 30),
        ("TIMEZONE", "Asia"),
        ("TIMEZONE", "Beijing"),
        ("TIMEZONE", "../etc/passwd"),
        ("TIMEZONE", "/etc/localtime"),
        ("LANGUAGE", "zh"),
        ("TICK_SECONDS", "0"),
        ("TICK_SECONDS", "-1"),
        ("TICK_SECONDS", "nan"),
        ("TICK_SECONDS", "inf"),
        ("TICK_SECONDS", "soon"),
        ("PROXY_URL", "proxy:1080"),
        ("PROXY_URL", "ftp://proxy:1080"),
        ("PROXY_URL", "socks5://"),
        ("PROXY_URL", "http://proxy:many"),
        ("PROXY_URL", "http://proxy:99999"),
        ("WEBHOOK_URL", "bot.example.org"),
        ("WEBHOOK_LISTEN", "8443"),
        ("WEBHOOK_LISTEN", "127.0.0.1:"),
        ("WEBHOOK_LISTEN", "127.0.0.1:65536"),
        ("HTTP_LISTEN", "localhost"),
        ("HTTP_LISTEN", "::1:9000"),
        ("HTTP_LISTEN", "127.0.0.1:99999"),
        ("WEBHOOK_SECRET", "a secret!"),
        ("WEBHOOK_SECRET", "a" * 257),
        ("APPROVE_CLAIMS", "maybe"),
        ("DIGEST_WEBHOOKS", "https://example.org/hook"),
        ("DIGEST_WEBHOOKS", "slack+https://example.org/hook"),
        ("DIGEST_WEBHOOKS", "wecom+ftp://example.org/hook"),
        ("DIGEST_WEBHOOKS", "wecom+https://example.org/hook,feishu"),
        ("SMTP_URL", "mail.example.org"),
        ("SMTP_URL", "http://mail.example.org"),
        ("SMTP_URL", "smtp://"),
        ("SMTP_URL", "smtp://mail.example.org:mail"),
        ("MAIL_FROM", "the office"),
        ("DIGEST_MAIL_TO", "anna@example.org,boris"),
        ("HEARTBEAT_URL", "hc-ping"),
        ("RETENTION_DAYS", "0"),
        ("RETENTION_DAYS", "3.5"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_malformed_value_is_refused_in_one_line_that_names_the_setting(name: str, value: str) -> None:
    assert f"LIAISON_{name}" in refusal(**{f"LIAISON_{name}": value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_BASE_URL", "http://[::1]:8081"),
        ("PROXY_URL", "socks5://user:word@proxy.example.org:1080"),
        ("PROXY_URL", "http://proxy.example.org:3128"),
        ("WEBHOOK_LISTEN", "0.0.0.0:8443"),
        ("HTTP_LISTEN", "[::]:9000"),
        ("HTTP_LISTEN", "localhost:65535"),
        ("WEBHOOK_SECRET", "A-z_0" * 50),
        ("DIGEST_WEBHOOKS", "wecom+https://a.example.org/send?key=k, dingtalk+https://b.example.org/x#secret=SEC1,"),
        ("DIGEST_WEBHOOKS", "json+http://127.0.0.1:9000/in"),
        ("DIGEST_WEBHOOKS", "feishu+https://open.example.org/hook/1#secret=a"),
        ("SMTP_URL", "smtp://user:word@mail.example.org:587"),
        ("SMTP_URL", "smtps://mail.example.org"),
        ("MAIL_FROM", "bot@example.org"),
        ("MAIL_FROM", "联络机器人 <bot@example.org>"),
        ("DIGEST_MAIL_TO", "anna@example.org, boris@example.org"),
        ("HEARTBEAT_URL", "https://hc.example.org/1"),
        ("DATABASE_URL", "sqlite:////var/lib/liaison/liaison.db"),
        ("RETENTION_DAYS", "400"),
        ("LOG_LEVEL", "DEBUG"),
        ("LOG_FORMAT", "json"),
    ],
)
def test_a_well_formed_value_is_taken(name: str, value: str) -> None:
    settings = read_settings({f"LIAISON_{name}": value})
    assert getattr(settings, name.lower()) not in (None, ())


@pytest.mark.parametrize("name", ["LIAISON_TOKEN", "LIAISON_BOT_TOKE", "LIAISON_", "LIAISON_bot_token"])
def test_an_unknown_name_is_refused_in_one_line_that_names_it(name: str) -> None:
    assert name in refusal(**{name: "1"})


def test_names_without_the_prefix_are_none_of_our_business() -> None:
    assert read_settings({"PATH": "/bin", "BOT_TOKEN": "x", "XLIAISON_FOO": "1"}) == read_settings({})


def test_mail_to_somebody_needs_a_sender() -> None:
    environment = {"LIAISON_SMTP_URL": "smtp://mail.example.org", "LIAISON_DIGEST_MAIL_TO": "anna@example.org"}
    assert "LIAISON_MAIL_FROM" in refusal(**environment)
    assert read_settings({**environment, "LIAISON_MAIL_FROM": "bot@example.org"}).mail_from == "bot@example.org"


def test_a_webhook_without_its_secret_is_refused() -> None:
    assert "LIAISON_WEBHOOK_SECRET" in refusal(LIAISON_WEBHOOK_URL="https://bot.example.org/x")
    settings = read_settings({"LIAISON_WEBHOOK_URL": "https://bot.example.org/x", "LIAISON_WEBHOOK_SECRET": "s3cret"})
    assert settings.webhook_url == "https://bot.example.org/x"


@pytest.mark.parametrize(
    "name", ["BOT_TOKEN", "DATABASE_URL", "PROXY_URL", "WEBHOOK_SECRET", "DIGEST_WEBHOOKS", "SMTP_URL", "HEARTBEAT_URL"]
)
def test_a_secret_can_be_read_from_a_file(name: str, tmp_path: Path) -> None:
    value = {
        "BOT_TOKEN": TOKEN,
        "DATABASE_URL": "sqlite:///x.db",
        "PROXY_URL": "socks5://proxy:1080",
        "WEBHOOK_SECRET": "s3cret",
        "DIGEST_WEBHOOKS": "wecom+https://example.org/x",
        "SMTP_URL": "smtp://mail.example.org",
        "HEARTBEAT_URL": "https://hc.example.org/1",
    }[name]
    file = tmp_path / "secret"
    file.write_text(f"{value}\n", encoding="utf-8")
    settings = read_settings({f"LIAISON_{name}_FILE": str(file)})
    assert getattr(settings, name.lower()).get_secret_value() == value


def test_a_secret_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none", tmp_path, binary):
        assert "LIAISON_BOT_TOKEN_FILE" in refusal(LIAISON_BOT_TOKEN_FILE=str(path))


def test_an_empty_secret_file_is_refused_and_never_taken_for_an_empty_secret(tmp_path: Path) -> None:
    # An empty webhook secret would let in everybody who sends an empty header.
    empty = tmp_path / "empty"
    empty.write_text("\n", encoding="utf-8")
    line = refusal(LIAISON_WEBHOOK_URL="https://bot.example.org/x", LIAISON_WEBHOOK_SECRET_FILE=str(empty))
    assert "LIAISON_WEBHOOK_SECRET_FILE" in line


def test_a_secret_given_twice_is_refused_because_nobody_could_tell_which_counts(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(TOKEN, encoding="utf-8")
    assert "LIAISON_BOT_TOKEN" in refusal(LIAISON_BOT_TOKEN=TOKEN, LIAISON_BOT_TOKEN_FILE=str(file))


def test_what_is_no_secret_has_no_file() -> None:
    assert "LIAISON_LANGUAGE_FILE" in refusal(LIAISON_LANGUAGE_FILE="/x")


def test_no_secret_is_shown_by_settings_or_by_a_refusal() -> None:
    settings = read_settings(
        {
            "LIAISON_BOT_TOKEN": TOKEN,
            "LIAISON_PROXY_URL": "http://user:hunter2@proxy:1",
            "LIAISON_SMTP_URL": "smtp://user:hunter2@mail.example.org",
        }
    )
    shown = f"{settings!r} {settings} {settings.model_dump()}"
    assert TOKEN not in shown
    assert "hunter2" not in shown
    assert "hunter2" not in refusal(LIAISON_PROXY_URL="wrong://user:hunter2@proxy:1")
    assert TOKEN not in refusal(LIAISON_BOT_TOKEN=f"bot{TOKEN}")
    # Somebody who puts the token itself where its file should stand does not find it in the log.
    assert TOKEN not in refusal(LIAISON_BOT_TOKEN_FILE=TOKEN)


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        read_settings({}).language = "en"


@given(st.sampled_from(CONTRACT), st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_whatever_stands_in_the_environment_is_either_taken_or_refused_in_one_line(name: str, value: str) -> None:
    with suppress(SettingsError):
        read_settings({name: value})
        return
    with pytest.raises(SettingsError) as caught:
        read_settings({name: value})
    lines = str(caught.value).splitlines()
    assert len(lines) == 1
    assert "LIAISON_" in lines[0]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LIAISON_TICK_SECONDS", "soon", "must be a number"),
        ("LIAISON_TICK_SECONDS", "nan", "must be"),
        ("LIAISON_TICK_SECONDS", "0", "must be more than 0"),
        ("LIAISON_TICK_SECONDS", "3601", "must be at most 3600"),
        ("LIAISON_RETENTION_DAYS", "-1", "must be more than 0"),
        ("LIAISON_RETENTION_DAYS", "1.5", "must be a whole number"),
        ("LIAISON_OFFICE_CHAT_ID", "group", "must be a whole number"),
        ("LIAISON_OFFICE_CHAT_ID", "9" * 40, "must be less than"),
        ("LIAISON_APPROVE_CLAIMS", "maybe", "must be true or false"),
        ("LIAISON_LOG_LEVEL", "loud", "must be one of these: DEBUG / INFO / WARNING / ERROR"),
    ],
)
def test_a_malformed_value_is_refused_in_plain_words_not_in_the_librarys(name: str, value: str, words: str) -> None:
    line = refusal(**{"LIAISON_LANGUAGE": "en", name: value})
    assert line.startswith(f"{name}: {words}")
    assert "Input should" not in line

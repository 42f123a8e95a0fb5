"""Settings: read once from the environment, checked, frozen (contract, "Settings")."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from bot.channels import channel_names
from bot.channels.addresses import parse_mail, parse_robots
from bot.logs import redact
from models.rules.policies import Policy

PREFIX = "LIAISON_"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{3,}")
# Bot API, setWebhook: what a secret token may be made of.
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
# Bot API, Chat and User: an id has at most 52 significant bits.
_LARGEST_ID = 2**52
_LARGEST_PORT = 65535
# Stands in where one mail setting is checked without the others.
_ANYBODY = "anybody@example.org"
# What the library finds wrong, by its own name for it.
_PLAIN_WORDS = {
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number, and a shorter one",
    "bool_parsing": "must be true or false",
    "greater_than": "must be more than {gt}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "literal_error": "must be {expected}",
}


class SettingsError(Exception):
    """A setting is unknown or malformed; the text is one line that names it."""


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    # Asking for the port is what checks it.
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("must be an http:// or https:// address")
    return value


def _file_of(url: str) -> str:
    """Return what an sqlite:/// address names; any other comes back whole."""
    path, _, _ = url.removeprefix("sqlite:///").partition("?")
    return url if not url.startswith("sqlite:///") else path


class Settings(BaseModel):
    """Every setting, by its name without the prefix, in lower case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bot_token: SecretStr | None = None
    database_url: SecretStr = SecretStr("sqlite:///data/liaison.db")
    api_base_url: str = "https://api.telegram.org"
    admin_ids: tuple[int, ...] = ()
    office_chat_id: Annotated[int, Field(gt=-_LARGEST_ID, lt=_LARGEST_ID)] | None = None
    timezone: str = "Asia/Shanghai"
    language: Literal["zh-CN", "en"] = "zh-CN"
    tick_seconds: Annotated[float, Field(gt=0, le=3600)] = 20
    proxy_url: SecretStr | None = None
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1:8443"
    webhook_secret: SecretStr | None = None
    approve_claims: bool = True
    digest_webhooks: SecretStr | None = None
    smtp_url: SecretStr | None = None
    mail_from: str | None = None
    digest_mail_to: str | None = None
    http_listen: str | None = None
    heartbeat_url: SecretStr | None = None
    retention_days: Annotated[int, Field(gt=0)] | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(re.fullmatch(r"[0-9]{1,16}", part) and int(part) < _LARGEST_ID for part in parts):
            raise ValueError("must be numeric user ids separated by commas")
        return tuple(int(part) for part in parts)

    @field_validator("bot_token")
    @classmethod
    def _check_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("must look like 123456:ABC…, as given by BotFather")
        return value

    @field_validator("timezone")
    @classmethod
    def _check_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("must be the name of a time zone, like Asia/Shanghai") from error
        return value

    @field_validator("api_base_url", "webhook_url")
    @classmethod
    def _check_address(cls, value: str | None) -> str | None:
        return value if value is None else _web_address(value).rstrip("/")

    @field_validator("heartbeat_url")
    @classmethod
    def _check_secret_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            _web_address(value.get_secret_value())
        return value

    @field_validator("proxy_url")
    @classmethod
    def _check_proxy(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            parts = urlsplit(value.get_secret_value())
            if parts.scheme not in ("http", "https", "socks5", "socks5h") or not parts.hostname or parts.port == 0:
                raise ValueError("must be an http, https or socks5 address")
        return value

    @field_validator("webhook_listen", "http_listen")
    @classmethod
    def _check_listen(cls, value: str | None) -> str | None:
        match = None if value is None else re.fullmatch(r"(?:\[[0-9a-fA-F:]+\]|[^:\s]+):([0-9]{1,5})", value)
        if value is not None and (match is None or int(match[1]) > _LARGEST_PORT):
            raise ValueError("must be host:port")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _check_webhook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("must be 1 to 256 characters of A-Z, a-z, 0-9, _ and -")
        return value

    @field_validator("digest_webhooks")
    @classmethod
    def _check_robots(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            parse_robots(value.get_secret_value())
        return value

    @field_validator("smtp_url")
    @classmethod
    def _check_smtp(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            parse_mail(value.get_secret_value(), _ANYBODY, _ANYBODY)
        return value

    @field_validator("mail_from")
    @classmethod
    def _check_sender(cls, value: str | None) -> str | None:
        if value is not None:
            parse_mail("smtp://localhost", value, _ANYBODY)
        return value

    @field_validator("digest_mail_to")
    @classmethod
    def _check_recipients(cls, value: str | None) -> str | None:
        if value is not None:
            parse_mail("smtp://localhost", _ANYBODY, value)
        return value

    @field_validator("database_url")
    @classmethod
    def _check_database(cls, value: SecretStr) -> SecretStr:
        path = _file_of(value.get_secret_value())
        # One in memory would be gone with the first connection closed.
        if path in (value.get_secret_value(), "", ":memory:") or path.startswith("file:"):
            raise ValueError("must be the sqlite:/// address of a file")
        return value

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.webhook_url is not None and self.webhook_secret is None:
            raise ValueError("LIAISON_WEBHOOK_SECRET is needed with LIAISON_WEBHOOK_URL")
        if self.smtp_url is not None and self.digest_mail_to is not None:
            parse_mail(self.smtp_url.get_secret_value(), self.mail_from, self.digest_mail_to)
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The plan's zone."""
        return ZoneInfo(self.timezone)

    @property
    def database_file(self) -> Path:
        """The database's file, as `models.database.sqlite_file` has it; this one loads no database for it."""
        return Path(_file_of(self.database_url.get_secret_value()))

    def policy(self) -> Policy:
        """Return what actions heed of the settings."""
        return Policy(
            zone=self.zone,
            language=self.language,
            approve_claims=self.approve_claims,
            admin_ids=self.admin_ids,
            office_chat_id=self.office_chat_id,
            digest_channels=channel_names(self),
        )


_SECRETS = tuple(name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation))


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of the environment; an empty value counts as not set.

    Raises SettingsError, one line naming the setting, for an unknown name, a malformed value, a secret given twice, or a
    secret's file that is missing or empty.
    """
    values: dict[str, str] = {}
    for variable, value in (os.environ if environment is None else environment).items():
        if not variable.startswith(PREFIX) or not value.strip():
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name.endswith("_file") and name.removesuffix("_file") in _SECRETS:
            name, value = name.removesuffix("_file"), _read_secret(variable, value)  # noqa: PLW2901 - the file's content is the value
        if name not in Settings.model_fields or variable != variable.upper():
            raise SettingsError(f"{variable}: there is no such setting (see docs/operations.md)")
        if name in values:
            raise SettingsError(f"{PREFIX}{name.upper()}: given both as it is and in a file")
        values[name] = value.strip()
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        message = _say(str(first["type"]), first.get("ctx", {})) or str(first["msg"]).removeprefix("Value error, ")
        name = f"{PREFIX}{str(first['loc'][0]).upper()}" if first["loc"] else PREFIX
        raise SettingsError(message if message.startswith(name) else f"{name}: {message}") from None


def _say(kind: str, context: Mapping[str, object]) -> str:
    """Return the library's refusals in words like ours; "" for one that is ours already."""
    return _PLAIN_WORDS.get(kind, "").format(**context)


def _read_secret(variable: str, path: str) -> str:
    try:
        secret = Path(path.strip()).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        # Whoever has put the token itself here, by mistake, shall not find it in a log.
        raise SettingsError(f"{variable}: the file {redact(path)} cannot be read") from error
    if not secret:
        raise SettingsError(f"{variable}: the file {redact(path)} is empty")
    return secret

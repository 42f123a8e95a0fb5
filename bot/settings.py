"""Settings: read once from the environment, checked, frozen (contract, "Settings")."""

import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from bot.channels import channel_names
from bot.channels.addresses import parse_mail, parse_robots
from bot.logs import redact
from bot.setting_errors import PREFIX, SettingsError, WrongSettingError, refuse, wrong_for_library
from models.rules.policies import Policy

__all__ = ["Settings", "SettingsError", "read_settings"]

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{3,}")
# Bot API, setWebhook: what a secret token may be made of.
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
# Bot API, Chat and User: an id has at most 52 significant bits.
_LARGEST_ID = 2**52
_LARGEST_PORT = 65535
# Stands in where one mail setting is checked without the others.
_ANYBODY = "anybody@example.org"
_WEB = ("http", "https")
_PROXIES = (*_WEB, "socks5", "socks5h")


def _names_host(value: str, schemes: Collection[str]) -> bool:
    try:
        parts = urlsplit(value)
        # Asking for the port is what checks it.
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _web_address(value: str) -> str:
    if not _names_host(value, _WEB):
        raise WrongSettingError("setting-web-address")
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
            raise WrongSettingError("setting-user-ids")
        return tuple(int(part) for part in parts)

    @field_validator("bot_token")
    @classmethod
    def _check_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise WrongSettingError("setting-token")
        return value

    @field_validator("timezone")
    @classmethod
    def _check_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise WrongSettingError("setting-zone") from error
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
        if value is not None and not _names_host(value.get_secret_value(), _PROXIES):
            raise WrongSettingError("setting-proxy")
        return value

    @field_validator("webhook_listen", "http_listen")
    @classmethod
    def _check_listen(cls, value: str | None) -> str | None:
        match = None if value is None else re.fullmatch(r"(?:\[[0-9a-fA-F:]+\]|[^:\s]+):([0-9]{1,5})", value)
        if value is not None and (match is None or int(match[1]) > _LARGEST_PORT):
            raise WrongSettingError("setting-listen")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _check_webhook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
            raise WrongSettingError("setting-webhook-secret")
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
            raise WrongSettingError("setting-database")
        return value

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.webhook_url is not None and self.webhook_secret is None:
            raise WrongSettingError(
                "setting-needed-with", setting="LIAISON_WEBHOOK_SECRET", other="LIAISON_WEBHOOK_URL"
            )
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
    secret's file that is missing or empty; it speaks LIAISON_LANGUAGE.
    """
    values: dict[str, str] = {}
    given = os.environ if environment is None else environment
    for variable, value in given.items():
        if not variable.startswith(PREFIX) or not value.strip():
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name.endswith("_file") and name.removesuffix("_file") in _SECRETS:
            name, value = name.removesuffix("_file"), _read_secret(variable, value, given)  # noqa: PLW2901 - the file's content is the value
        if name not in Settings.model_fields or variable != variable.upper():
            raise refuse(variable, WrongSettingError("setting-unknown"), given)
        if name in values:
            raise refuse(f"{PREFIX}{name.upper()}", WrongSettingError("setting-given-twice"), given)
        values[name] = value.strip()
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = f"{PREFIX}{str(first['loc'][0]).upper()}" if first["loc"] else PREFIX
        raise refuse(name, wrong_for_library(first["type"], first.get("ctx", {})), given) from None


def _read_secret(variable: str, path: str, given: Mapping[str, str]) -> str:
    try:
        secret = Path(path.strip()).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise refuse(variable, WrongSettingError("setting-file-unreadable", path=_shown(path)), given) from error
    if not secret:
        raise refuse(variable, WrongSettingError("setting-file-empty", path=_shown(path)), given)
    return secret


def _shown(path: str) -> str:
    """Return a path as it may be shown: whoever has put the secret itself there, by mistake, shall not find it in a log.

    A token, or a webhook's secret, has no slash; an address has its scheme before it.
    """
    return redact(path) if "/" in path and "://" not in path else "…"

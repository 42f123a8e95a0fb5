"""Logs: one line an event, as text or JSON, with tokens and telephone numbers taken out.

As text, a traceback follows its event on lines of its own, each beginning with a blank.
"""

import json
import logging
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

# In a file's address python-telegram-bot writes the colon as %3A.
_TOKEN = re.compile(r"\d{5,}(?::|%3[Aa])[A-Za-z0-9_-]{20,}|(?<=/bot)\d+(?::|%3[Aa])[A-Za-z0-9_-]+")
_PHONE = re.compile(
    r"(?<!\d)(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|(?:0\d{2,3}-?|\(0\d{2,3}\) ?)[2-9]\d{6,7})(?!\d)|(?<=\+86)1[3-9]\d{9}(?!\d)"
)
_SECRET_PARAMETER = re.compile(r"((?:access_token|key|secret|sign|token)=)[^&\s\"']+", re.IGNORECASE)
_HOOK = re.compile(r"(/hook/)[A-Za-z0-9-]+")
_PASSWORD = re.compile(r"(?<=://)[^\s/]*:[^\s/]*(?=@)")

_OWN_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def redact(text: str) -> str:
    """Return the text without tokens, webhook keys, passwords in addresses, and telephone numbers."""
    text = _TOKEN.sub("[token]", text)
    text = _PASSWORD.sub("[password]", text)
    text = _SECRET_PARAMETER.sub(r"\1[secret]", text)
    text = _HOOK.sub(r"\1[secret]", text)
    return _PHONE.sub("[phone]", text)


def _extra(record: logging.LogRecord) -> dict[str, Any]:
    return {key: value for key, value in vars(record).items() if key not in _OWN_FIELDS}


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _one_line(text: str) -> str:
    return "\\n".join(text.splitlines())


class _Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = f"{_moment(record)} {record.levelname} {record.name} {_one_line(record.getMessage())}"
        line += "".join(f" {key}={_one_line(str(value))}" for key, value in _extra(record).items())
        if record.exc_info:
            trace = self.formatException(record.exc_info)
            line += "".join(f"\n {each}" for each in trace.splitlines())
        return redact(line)


def _plain(value: object) -> Any:  # noqa: ANN401 - any JSON value
    """Return a value JSON can hold, every text in it redacted. Numbers stay: cutting one up would break the JSON."""
    match value:
        case None | bool() | int():
            return value
        case Mapping():
            return {redact(str(key)): _plain(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            items: Iterable[object] = value
            return [_plain(each) for each in items]
        case _:
            return redact(str(value))


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        # An event's own fields cannot pass for the log's.
        return json.dumps(_plain({**entry, **_extra(record), **entry}), ensure_ascii=False)


def set_up_logs(level: str, form: str) -> None:
    """Send the program's log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Line())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # httpx logs every request's address at INFO, and Telegram's holds the token; the others fill the log.
    for name in ("httpx", "httpcore", "apscheduler", "telegram", "uvicorn.access", "alembic.runtime.plugins"):
        logging.getLogger(name).setLevel(logging.WARNING)

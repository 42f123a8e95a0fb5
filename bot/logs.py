"""Logs: one line an event, as text or JSON, with tokens and telephone numbers taken out."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}|(?<=/bot)\d+:[A-Za-z0-9_-]+")
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8})(?!\d)")
_SECRET_PARAMETER = re.compile(r"((?:access_token|key|secret|sign|token)=)[^&\s\"']+", re.IGNORECASE)
_HOOK = re.compile(r"(/hook/)[A-Za-z0-9-]+")

_OWN_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def redact(text: str) -> str:
    """Return the text without tokens, webhook keys and telephone numbers."""
    text = _TOKEN.sub("[token]", text)
    text = _SECRET_PARAMETER.sub(r"\1[secret]", text)
    text = _HOOK.sub(r"\1[secret]", text)
    return _PHONE.sub("[phone]", text)


class _Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = {key: value for key, value in vars(record).items() if key not in _OWN_FIELDS}
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = f"{at} {record.levelname} {record.name} {record.getMessage()}"
        line += "".join(f" {key}={value}" for key, value in fields.items())
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return redact(line)


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = {key: value for key, value in vars(record).items() if key not in _OWN_FIELDS}
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **fields,
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return redact(json.dumps(entry, ensure_ascii=False, default=str))


def set_up_logs(level: str, form: str) -> None:
    """Send the program's log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Line())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # httpx logs every request's address at INFO, and Telegram's holds the token.
    for name in ("httpx", "httpcore", "apscheduler", "telegram", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)

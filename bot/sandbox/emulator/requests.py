"""Reading a Bot API request: query, form, multipart or JSON, all the same to Telegram."""

import json
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.emulator.parameters import Upload
from bot.sandbox.emulator.refusals import bad_request

# Text parts of a multipart request may be as long as a message with every character escaped.
MOST_PART_BYTES = 4 * 1024 * 1024


async def read_parameters(request: Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Give a request's parameters and uploaded files; a body's parameters come before the query's."""
    raw: dict[str, Any] = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json":
        body = await request.body()
        try:
            given = json.loads(body) if body else {}
        except ValueError as error:
            raise bad_request("can't parse JSON object") from error
        if not isinstance(given, dict):
            raise bad_request("can't parse JSON object")
        raw |= {name: value for name, value in given.items() if value is not None}
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        async with request.form(max_part_size=MOST_PART_BYTES) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    mime_type = value.content_type or ""
                    uploads[name] = Upload(value.filename or name, mime_type, await value.read())
                else:
                    raw[name] = value
    return raw, uploads

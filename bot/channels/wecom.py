"""WeCom's group robots (企业微信群机器人): text and pictures directly, files by way of an upload.

Source: developer.work.weixin.qq.com/document/path/91770 (群机器人配置说明) and /path/90455 (全局错误码). Text at most 2,048
bytes of UTF-8, pictures 2 MB as PNG or JPEG, files 6 bytes to 20 MB, 20 messages a minute; refusals are `errcode` in HTTP 200.
"""

from base64 import b64encode
from hashlib import md5
from typing import Final

import httpx

from bot.channels.answers import CodeBook, read_answer
from bot.channels.files import media_type
from bot.channels.robots import RobotSender
from models.actions.documents import MadeFile
from models.messages.channels import harmless
from models.rules.deliveries import Dead, Outcome, Parcel, RetryAfter, Sent

_BOOK: Final = CodeBook(
    code_fields=("errcode",),
    words_field="errmsg",
    # Busy; too many calls in the minute; too many at once.
    passing={-1: None, 45009: 60.0, 45033: 10.0},
)
_PICTURES: Final = (".png", ".jpg", ".jpeg")
_LARGEST_PICTURE: Final = 2 * 1024 * 1024
_SMALLEST_FILE: Final = 6
_LARGEST_FILE: Final = 20 * 1024 * 1024


class WeComSender(RobotSender):
    """Delivers to a WeCom group robot."""

    limits = ((20, 60.0),)

    async def _send(self, parcel: Parcel) -> Outcome:
        if parcel.kind == "document":
            return await self._send_file(await self._means.make_file(parcel))
        content = harmless("wecom", parcel.payload["text"])
        return await self._send_message({"msgtype": "text", "text": {"content": content}})

    async def _send_message(self, message: dict[str, object]) -> Outcome:
        answer = read_answer(await self._post(message), _BOOK, self._means.now())
        return Sent() if isinstance(answer, dict) else answer

    async def _send_file(self, file: MadeFile) -> Outcome:
        size = len(file.content)
        if file.name.lower().endswith(_PICTURES) and size <= _LARGEST_PICTURE:
            picture = {
                "base64": b64encode(file.content).decode(),
                "md5": md5(file.content, usedforsecurity=False).hexdigest(),
            }
            return await self._send_message({"msgtype": "image", "image": picture})
        if not _SMALLEST_FILE <= size <= _LARGEST_FILE:
            return Dead(f"a file of {size} bytes; WeCom takes {_SMALLEST_FILE} bytes to 20 MB")
        media_id = await self._upload(file)
        if not isinstance(media_id, str):
            return media_id
        return await self._send_message({"msgtype": "file", "file": {"media_id": media_id}})

    async def _upload(self, file: MadeFile) -> str | RetryAfter | Dead:
        # …/webhook/send?key=K becomes …/webhook/upload_media?key=K&type=file
        address = httpx.URL(self._robot.url)
        place = address.copy_with(path=address.path.rpartition("/")[0] + "/upload_media")
        response = await self._means.client.post(
            place.copy_merge_params({"type": "file"}),
            files={"media": (file.name, file.content, media_type(file.name))},
        )
        answer = read_answer(response, _BOOK, self._means.now())
        if not isinstance(answer, dict):
            return answer
        return str(answer.get("media_id") or "") or RetryAfter("answer not understood")

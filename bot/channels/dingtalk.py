r"""DingTalk's custom robots (钉钉自定义机器人): text, signed where the robot signs; they take no files.

Source: open.dingtalk.com/document/orgapp/custom-robot-access. The query carries `timestamp` (milliseconds, within the hour) and
`sign` = base64(HMAC-SHA256(secret, "timestamp\nsecret")); 20 messages a minute, else locked out for ten minutes (130101);
310000 says that the signature, the keyword or the address does not satisfy; at most 20,000 bytes (460101).
"""

import hmac
from base64 import b64encode
from typing import Final

import httpx

from bot.channels.answers import CodeBook, read_answer
from bot.channels.robots import RobotSender
from models.messages.channels import harmless
from models.rules.deliveries import Dead, Outcome, Parcel, Sent

_LOCKED_OUT_SECONDS: Final = 600.0
_BOOK: Final = CodeBook(
    code_fields=("errcode",),
    words_field="errmsg",
    passing={-1: None, 130101: _LOCKED_OUT_SECONDS, 410100: _LOCKED_OUT_SECONDS},
)


class DingTalkSender(RobotSender):
    """Delivers to a DingTalk custom robot."""

    limits = ((20, 60.0),)

    async def _send(self, parcel: Parcel) -> Outcome:
        if parcel.kind == "document":
            return Dead("DingTalk's robots take no files")
        message = {"msgtype": "text", "text": {"content": harmless("dingtalk", parcel.payload["text"])}}
        answer = read_answer(await self._post(message, self._signed_url()), _BOOK, self._means.now())
        return Sent() if isinstance(answer, dict) else answer

    def _signed_url(self) -> httpx.URL:
        address = httpx.URL(self._robot.url)
        if not self._robot.secret:
            return address
        timestamp = str(round(self._means.now().timestamp() * 1000))
        signature = hmac.digest(self._robot.secret.encode(), f"{timestamp}\n{self._robot.secret}".encode(), "sha256")
        return address.copy_merge_params({"timestamp": timestamp, "sign": b64encode(signature).decode()})

r"""Feishu's custom bots (飞书自定义机器人): text, signed where the bot signs; without an app they take no files.

Source: open.feishu.cn/document/client-docs/bot-v3/add-custom-bot. The body carries `timestamp` (seconds, within the hour) and
`sign` = base64(HMAC-SHA256("timestamp\nsecret", "")): the text to sign is the key, and nothing is signed with it. At most
20 KB; 100 messages a minute and 5 a second; refusals are `code`: 19021 signature, 19022 address, 19024 keyword, 11232 too fast.
"""

import hmac
from base64 import b64encode
from typing import Any, Final

from bot.channels.answers import CodeBook, read_answer
from bot.channels.robots import RobotSender
from models.messages.channels import harmless
from models.rules.deliveries import Dead, Outcome, Parcel, RetryAfter, Sent

_BOOK: Final = CodeBook(
    # `StatusCode` is what bots answered before `code`; both stand in an answer today.
    code_fields=("code", "StatusCode"),
    words_field="msg",
    # 11232 and 99991400: too many requests. The page itself warns of 11232 at the full and half hour, when digests are due.
    passing={11232: 60.0, 99991400: 60.0},
)
# One code for a malformed request, which is final, and for too many requests, which is not.
_BAD_REQUEST: Final = "9499"
_TOO_MANY: Final = "too many"


class FeishuSender(RobotSender):
    """Delivers to a Feishu custom bot."""

    limits = ((5, 1.0), (100, 60.0))

    async def _send(self, parcel: Parcel) -> Outcome:
        if parcel.kind == "document":
            return Dead("Feishu's custom bots take no files")
        text = harmless("feishu", parcel.payload["text"])
        message = {**self._signature(), "msg_type": "text", "content": {"text": text}}
        answer = read_answer(await self._post(message), _BOOK, self._means.now())
        if isinstance(answer, dict):
            return Sent()
        if isinstance(answer, Dead) and answer.reason.startswith(_BAD_REQUEST) and _TOO_MANY in answer.reason.lower():
            return RetryAfter(answer.reason, 60.0)
        return answer

    def _signature(self) -> dict[str, Any]:
        if not self._robot.secret:
            return {}
        timestamp = str(int(self._means.now().timestamp()))
        signature = hmac.digest(f"{timestamp}\n{self._robot.secret}".encode(), b"", "sha256")
        return {"timestamp": timestamp, "sign": b64encode(signature).decode()}

"""A plain JSON webhook, for an office's own programs.

Body: `id` (the same in a repeat), `sent_at`, `title`, `text`, what the payload's `digest` holds (`round`, `kind`, `edition`,
`counts`), and `documents`, each `name`, `content_type`, `size`, `sha256`, `content` (base64). With a secret, the header
`X-Liaison-Signature: sha256=<hex>` is the HMAC-SHA256 of the body's bytes. Any 2xx is success.
"""

import hmac
from base64 import b64encode
from hashlib import sha256
from typing import Any

from bot.channels.answers import read_status
from bot.channels.files import files_of, media_type
from bot.channels.robots import JSON_TYPE, RobotSender, json_body
from models.actions.documents import MadeFile
from models.rules.deliveries import Outcome, Parcel, Sent


class WebhookSender(RobotSender):
    """Delivers to a JSON webhook."""

    async def _send(self, parcel: Parcel) -> Outcome:
        files = await files_of(parcel, self._means.make_file)
        payload = parcel.payload
        values: dict[str, Any] = {
            **payload.get("digest", {}),
            "id": parcel.id,
            "sent_at": self._means.now().isoformat(timespec="seconds"),
            "title": payload.get("title", ""),
            "text": payload.get("text", ""),
            "documents": [_document(file) for file in files],
        }
        body = json_body(values)
        headers = {"Content-Type": JSON_TYPE}
        if self._robot.secret:
            headers["X-Liaison-Signature"] = "sha256=" + hmac.new(self._robot.secret.encode(), body, sha256).hexdigest()
        response = await self._means.client.post(self._robot.url, content=body, headers=headers)
        return read_status(response, self._means.now()) or Sent()


def _document(file: MadeFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "content_type": media_type(file.name),
        "size": len(file.content),
        "sha256": sha256(file.content).hexdigest(),
        "content": b64encode(file.content).decode(),
    }

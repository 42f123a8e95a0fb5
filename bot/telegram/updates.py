"""A Telegram update, read into our own words. Anything odd in it becomes less, never an exception for what is well-formed."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from models.rules.chats import Incoming, IncomingFile, IncomingKind

# Bots may download at most 20 MB (Bot API, getFile).
DOWNLOAD_LIMIT = 20 * 1024 * 1024

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

_FILE_KINDS = ("document", "audio", "video", "animation", "voice", "video_note")
_SPOKEN = ("voice", "video_note")
_GONE = ("left", "kicked")


def chat_of(update: Mapping[str, Any]) -> int | None:
    """Return the chat an update belongs to, which fixes its order; None for one that has none."""
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in update:
            return int(update[kind]["chat"]["id"])
    query = update.get("callback_query")
    if query is not None:
        message = query.get("message")
        return int(message["chat"]["id"]) if message else int(query["from"]["id"])
    return None


def read_update(update: Mapping[str, Any], fetched_at: datetime) -> Incoming:
    """Return an update as the handlers take it; a kind nobody handles becomes OTHER."""
    update_id = int(update["update_id"])
    if "callback_query" in update:
        return _read_press(update_id, update["callback_query"], fetched_at)
    if "my_chat_member" in update:
        return _read_membership(update_id, update["my_chat_member"], fetched_at)
    for name, kind in (("message", IncomingKind.MESSAGE), ("edited_message", IncomingKind.EDIT)):
        if name in update:
            return _read_message(update_id, kind, update[name], fetched_at)
    return Incoming(update_id, IncomingKind.OTHER, fetched_at)


def _name(user: Mapping[str, Any]) -> str:
    parts = (user.get("first_name") or "", user.get("last_name") or "")
    return " ".join(part for part in parts if part) or str(user.get("username") or "")


def _thread(message: Mapping[str, Any]) -> int | None:
    """Return the topic something was said in. Both fields are optional, each without the other."""
    thread = message.get("message_thread_id")
    return int(thread) if message.get("is_topic_message") and thread is not None else None


def _moment(seconds: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _read_message(update_id: int, kind: IncomingKind, message: Mapping[str, Any], fetched_at: datetime) -> Incoming:
    chat = message["chat"]
    user = message.get("from") or {}
    contact = message.get("contact") or {}
    migrated_to = message.get("migrate_to_chat_id")
    text = str(message.get("text") or message.get("caption") or "")
    files = _files(message)
    return Incoming(
        update_id=update_id,
        kind=IncomingKind.MIGRATION if migrated_to is not None else kind,
        fetched_at=fetched_at,
        chat_id=int(chat["id"]),
        is_private=chat.get("type") == "private",
        chat_title=str(chat.get("title") or ""),
        thread_id=_thread(message),
        # A message in the name of a chat or channel has no person behind it.
        user_id=0 if "sender_chat" in message else int(user.get("id") or 0),
        user_name=_name(user),
        is_bot=bool(user.get("is_bot", False)),
        sent_at=_moment(message.get("date")),
        message_id=int(message.get("message_id") or 0),
        text=text,
        contact_phone=str(contact.get("phone_number") or ""),
        contact_user_id=contact.get("user_id"),
        files=files,
        album=str(message.get("media_group_id") or ""),
        is_forwarded="forward_origin" in message,
        repeats_bot=bool(((message.get("forward_origin") or {}).get("sender_user") or {}).get("is_bot", False)),
        other_content=not text and not contact and not files,
        migrated_to=None if migrated_to is None else int(migrated_to),
    )


def _files(message: Mapping[str, Any]) -> tuple[IncomingFile, ...]:
    found: list[IncomingFile] = []
    photos = message.get("photo")
    if photos:
        largest = max(photos, key=lambda size: int(size.get("file_size") or size.get("width") or 0))
        name = f"photo-{message.get('message_id', 0)}.jpg"
        found.append(IncomingFile(str(largest["file_id"]), name, int(largest.get("file_size") or 0)))
    for kind in _FILE_KINDS:
        file = message.get(kind)
        # Telegram names an animation as a document too, for older clients (Bot API, Message.animation).
        if file and not (kind == "document" and "animation" in message):
            size = int(file.get("file_size") or 0)
            name = str(file.get("file_name") or f"{kind}-{message.get('message_id', 0)}")
            found.append(
                IncomingFile(
                    str(file["file_id"]), name, size, too_large=size > DOWNLOAD_LIMIT, is_spoken=kind in _SPOKEN
                )
            )
    return tuple(found)


def _read_press(update_id: int, query: Mapping[str, Any], fetched_at: datetime) -> Incoming:
    user = query["from"]
    message = query.get("message") or {}
    chat = message.get("chat") or {"id": user["id"], "type": "private"}
    return Incoming(
        update_id=update_id,
        kind=IncomingKind.PRESS,
        fetched_at=fetched_at,
        chat_id=int(chat["id"]),
        is_private=chat.get("type") == "private",
        chat_title=str(chat.get("title") or ""),
        thread_id=_thread(message),
        user_id=int(user["id"]),
        user_name=_name(user),
        is_bot=bool(user.get("is_bot", False)),
        message_id=int(message.get("message_id") or 0),
        data=str(query.get("data") or ""),
        query_id=str(query.get("id") or ""),
    )


def _read_membership(update_id: int, change: Mapping[str, Any], fetched_at: datetime) -> Incoming:
    chat, user = change["chat"], change["from"]
    return Incoming(
        update_id=update_id,
        kind=IncomingKind.MEMBERSHIP,
        fetched_at=fetched_at,
        chat_id=int(chat["id"]),
        is_private=chat.get("type") == "private",
        chat_title=str(chat.get("title") or ""),
        user_id=int(user["id"]),
        user_name=_name(user),
        can_write=str(change.get("new_chat_member", {}).get("status")) not in _GONE,
    )

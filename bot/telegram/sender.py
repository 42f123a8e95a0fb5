"""Sending: an outbox parcel becomes a call, and what Telegram answers becomes an outcome."""

import asyncio
import html
import logging
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import orjson
from telegram import InputFile, Message
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.telegram.connection import Connection
from bot.telegram.menu import offer_to_person
from models.actions.documents import MadeFile
from models.rules.deliveries import Dead, Moved, Outcome, Parcel, Sent
from models.rules.deliveries import RetryAfter as Later

_NO_PREVIEW = orjson.dumps({"is_disabled": True}).decode()
_UNCHANGED = "message is not modified"
_GONE_CHATS = (
    "chat not found",
    "user is deactivated",
    "group chat was deactivated",
    "peer_id_invalid",
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
)
# Closed topics refuse whoever may not manage them. Of what names no topic, this is said of the general one.
_GONE_TOPICS = ("message thread not found", "topic_closed", "topic_deleted")
_BAD_MARKUP = "can't parse entities"
_TAG = re.compile(r"</?[a-z][^<>]*>")
# An answer to a press is worth nothing later.
_PRESS_SECONDS = 5.0
# To take a piece of a file, and to answer once it is all there.
_FILE_SECONDS, _SLOWEST_FILE_BYTES_A_SECOND = 120.0, 65536
# What python-telegram-bot raises where a message that was sent is not described as it should be.
_UNREADABLE = (AttributeError, KeyError, OverflowError, TypeError, ValueError)
_LOST_EDITS = ("message to edit not found", "message can't be edited")

log = logging.getLogger(__name__)

MakeFile = Callable[[Parcel], Awaitable[MadeFile]]


def _markup(payload: dict[str, Any]) -> dict[str, Any] | None:
    rows = payload.get("rows")
    if rows:
        return {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in rows]}
    if payload.get("ask_contact"):
        button = {"text": payload["ask_contact"], "request_contact": True}
        return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}
    if payload.get("ask_reply"):
        return {"force_reply": True, "selective": True}
    return {"remove_keyboard": True} if payload.get("drop_keyboard") else None


def _fields(parcel: Parcel, payload: dict[str, Any], markup: dict[str, Any] | None) -> dict[str, str]:
    """Return what sendMessage and editMessageText have in common, as the Bot API wants it in a form."""
    fields = {"chat_id": str(parcel.chat_id or 0), "text": payload["html"], "link_preview_options": _NO_PREVIEW}
    if not payload.get("is_plain"):
        fields["parse_mode"] = "HTML"
    if markup is not None:
        fields["reply_markup"] = orjson.dumps(markup).decode()
    return fields


def _milder(payload: dict[str, Any], error: BadRequest) -> dict[str, Any] | None:
    """Return the payload without what Telegram refused, where the rest can still be said; None where it cannot.

    A topic may have been deleted or closed; and a mark-up of ours that Telegram cannot read costs its look, not the message.
    """
    reason = error.message.lower()
    if any(phrase in reason for phrase in _GONE_TOPICS) and payload.get("thread_id") is not None:
        return {key: value for key, value in payload.items() if key != "thread_id"}
    if _BAD_MARKUP in reason and "html" in payload and not payload.get("is_plain"):
        return {**payload, "html": html.unescape(_TAG.sub("", payload["html"])), "is_plain": True}
    return None


class TelegramSender:
    """Delivers parcels to Telegram. `make_file` makes a document's bytes, when it is about to leave."""

    def __init__(self, connection: Connection, make_file: MakeFile) -> None:
        self._connection = connection
        self._bot = connection.bot
        self._make_file = make_file

    async def deliver(self, parcel: Parcel) -> Outcome:
        """Send one parcel; never raises for what Telegram, the network or a document's making does."""
        try:
            return await self._call(parcel)
        except TelegramError as error:
            return self._outcome_of(parcel, error)

    def _outcome_of(self, parcel: Parcel, error: TelegramError) -> Outcome:
        # The order matters: a BadRequest is a NetworkError too, and would be tried again for ever.
        outcome: Outcome
        match error:
            case RetryAfter(retry_after=timedelta() as wait):
                outcome = Later("flood", wait.total_seconds())
            case ChatMigrated():
                outcome = Moved(error.new_chat_id)
            case Forbidden():
                outcome = Dead(error.message, unreachable=True)
            case BadRequest():
                outcome = self._refused(parcel, error)
            case InvalidToken():
                log.error("Telegram refuses the token (LIAISON_BOT_TOKEN)")
                outcome = Later("token refused")
            case NetworkError():
                outcome = Later(type(error.__cause__ or error).__name__)
            case _:
                outcome = Later(error.message)
        return outcome

    def _refused(self, parcel: Parcel, error: BadRequest) -> Outcome:
        reason = error.message.lower()
        if _UNCHANGED in reason:
            return Sent(parcel.payload.get("message_id"))
        if any(phrase in reason for phrase in (*_GONE_CHATS, *_GONE_TOPICS)):
            return Dead(error.message, unreachable=True)
        log.warning("refused", extra={"outbox": parcel.id, "reason": error.message})
        return Dead(error.message)

    async def _call(self, parcel: Parcel) -> Outcome:
        try:
            return await self._send(parcel, parcel.payload)
        except BadRequest as error:
            changed = _milder(parcel.payload, error)
            if changed is None:
                raise
            log.error("sent otherwise than meant", extra={"outbox": parcel.id, "reason": error.message})  # noqa: TRY400 - it is sent
            return await self._send(parcel, changed)

    async def _send(self, parcel: Parcel, payload: dict[str, Any]) -> Outcome:
        match parcel.kind:
            case "edit":
                return await self._edit(parcel, payload)
            case "document" | "photo":
                return await self._send_file(parcel, payload)
            case "pin":
                return await self._say_and_pin(parcel, payload)
            case "menu":
                await offer_to_person(self._bot, parcel.chat_id or 0, payload["language"], tuple(payload["commands"]))
                return Sent()
            case _:
                return await self._say(parcel, payload)

    async def _send_file(self, parcel: Parcel, payload: dict[str, Any]) -> Outcome:
        file = await self._make_file(parcel)
        send: Callable[..., Awaitable[Message]] = (
            self._bot.send_document if parcel.kind == "document" else self._bot.send_photo
        )
        given = {parcel.kind: InputFile(file.content, filename=file.name)}
        try:
            message = await send(
                chat_id=parcel.chat_id or 0,
                message_thread_id=payload.get("thread_id"),
                # What stands between may take it all first, and pass it on afterwards at its own pace.
                read_timeout=_FILE_SECONDS + len(file.content) / _SLOWEST_FILE_BYTES_A_SECOND,
                write_timeout=_FILE_SECONDS,
                **given,
            )
            return Sent(message.message_id)
        except _UNREADABLE as error:
            # As in `_say`: it has been sent.
            log.warning("sent, and the answer is odd", extra={"outbox": parcel.id, "reason": type(error).__name__})
            return Sent()

    async def _say_and_pin(self, parcel: Parcel, payload: dict[str, Any]) -> Outcome:
        """Send a text and pin it, letting go of what was pinned before; a bot without the right leaves it unpinned."""
        outcome = await self._say(parcel, payload)
        try:
            if isinstance(outcome, Sent) and outcome.message_id is not None:
                await self._bot.pin_chat_message(parcel.chat_id or 0, outcome.message_id, disable_notification=True)
            if payload.get("unpin"):
                await self._bot.unpin_chat_message(parcel.chat_id or 0, payload["unpin"])
        except TelegramError as error:
            # It has been sent: whatever goes wrong here, sending it again would be worse.
            log.info("not pinned", extra={"outbox": parcel.id, "reason": error.message})
        return outcome

    async def _say(self, parcel: Parcel, payload: dict[str, Any]) -> Outcome:
        fields = _fields(parcel, payload, _markup(payload))
        if payload.get("thread_id") is not None:
            fields["message_thread_id"] = str(payload["thread_id"])
        message = await self._connection.call("sendMessage", fields)
        # It has been sent, whatever the answer looks like: sending it again would be worse.
        return Sent(message.get("message_id") if isinstance(message, dict) else None)

    async def _edit(self, parcel: Parcel, payload: dict[str, Any]) -> Outcome:
        markup = _markup(payload) if payload.get("rows") else None
        try:
            await self._connection.call(
                "editMessageText", _fields(parcel, payload, markup) | {"message_id": str(payload["message_id"])}
            )
        except BadRequest as error:
            if not any(phrase in error.message.lower() for phrase in _LOST_EDITS):
                raise
            if payload.get("only_if_there"):
                return Sent(payload["message_id"])
            # The card is gone or too old to be edited (48 hours): say it anew rather than not at all.
            return await self._say(parcel, payload)
        return Sent(payload["message_id"])

    async def answer_press(self, query_id: str, text: str) -> None:
        """Stop a pressed button's spinning, with a word if there is one; its failure means nothing."""
        fields = {"callback_query_id": query_id}
        if text:
            fields["text"] = text[:200]
        try:
            async with asyncio.timeout(_PRESS_SECONDS):
                await self._connection.call("answerCallbackQuery", fields)
        except (TelegramError, TimeoutError) as error:
            log.debug("press not answered", extra={"reason": str(error)})

"""What a person at the page can do in a chat."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.sandbox.demo import Demo
from bot.sandbox.emulator import Conversation, Group, Person, PrivateChat
from models.actions.desk import Desk
from models.actions.invitations import hash_token
from models.store.people import LEADER_LINK, POST_LINK, invitation_by_hash
from models.store.plans import unit_by_id

Json = dict[str, Any]
Act = Callable[[Demo, Conversation, Json], Awaitable[Json]]


def _private(chat: Conversation) -> PrivateChat:
    if not isinstance(chat, PrivateChat):
        raise LookupError("only in a private chat")  # noqa: TRY004 - a chat that is not there, to the page
    return chat


def _member(demo: Demo, body: Json) -> Person:
    return demo.emulator.person(int(body["as"]))


async def _send(demo: Demo, chat: Conversation, body: Json) -> Json:
    text = str(body["text"])
    if isinstance(chat, Group):
        return {"id": chat.send(_member(demo, body), text).id}
    return {"id": _private(chat).send(text).id}


async def _start(_demo: Demo, chat: Conversation, body: Json) -> Json:
    return {"id": _private(chat).start(str(body.get("token", ""))).id}


async def _press(demo: Demo, chat: Conversation, body: Json) -> Json:
    data, message = str(body["data"]), int(body["message"])
    if isinstance(chat, Group):
        pressed = chat.press_data(_member(demo, body), data, message=message)
    else:
        pressed = _private(chat).press_data(data, message=message)
    return {"query": pressed.query_id}


async def _tap(_demo: Demo, chat: Conversation, body: Json) -> Json:
    return {"id": _private(chat).tap(str(body["word"])).id}


async def _contact(_demo: Demo, chat: Conversation, _body: Json) -> Json:
    return {"id": _private(chat).share_contact().id}


async def _edit(demo: Demo, chat: Conversation, body: Json) -> Json:
    message, text = int(body["message"]), str(body["text"])
    if isinstance(chat, Group):
        return {"id": chat.edit(_member(demo, body), message, text).id}
    return {"id": _private(chat).edit(message, text).id}


async def _block(demo: Demo, chat: Conversation, body: Json) -> Json:
    private = _private(chat)
    if body["on"]:
        private.block()
    else:
        private.unblock()
    demo.feed.put("state")
    return {}


ACTS: Mapping[str, Act] = {
    "send": _send,
    "start": _start,
    "press": _press,
    "tap": _tap,
    "contact": _contact,
    "edit": _edit,
    "block": _block,
}


async def open_link(demo: Demo, token: str, actor: int) -> Json:
    """Open a deep link that `actor` sees: as the one it was made for, or as `actor` where it lets nobody in."""
    chat = (await _guest(demo, token) or demo.emulator.person(actor)).chat(demo.bot)
    chat.start(token)
    demo.feed.put("state")
    return {"chat": str(chat.person.id)}


async def _guest(demo: Demo, token: str) -> Person | None:
    """Return whom an invitation is for: in the chats of the sandbox it stands where the office or a colleague put it."""
    found = await demo.look(lambda desk: _invitation(desk, token))
    if found is None or found[0] not in demo.cast:
        return None
    unit, kind = found
    cast = demo.cast[unit]
    return demo.account({POST_LINK: cast.liaison, LEADER_LINK: cast.leader}.get(kind, cast.colleague))


def _invitation(desk: Desk, token: str) -> tuple[str, str] | None:
    row = invitation_by_hash(desk.session, hash_token(token))
    return None if row is None else (unit_by_id(desk.session, row.unit_id).name, row.kind)

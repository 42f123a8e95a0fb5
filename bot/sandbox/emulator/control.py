"""Driving an emulator in another process: the acts of people as HTTP with JSON.

Bodies and answers are JSON objects. A refused act answers 409 with `{"error": …}`, an unknown thing 404.
"""

import base64
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.emulator.conversation import Conversation
from bot.sandbox.emulator.groups import Group
from bot.sandbox.emulator.people import Person, PrivateChat
from bot.sandbox.emulator.refusals import Refusal
from bot.sandbox.emulator.seen import PressedButton, SeenMessage
from bot.sandbox.emulator.world import Json

if TYPE_CHECKING:
    from bot.sandbox.emulator.emulator import Emulator

LONGEST_WAIT_SECONDS = 60.0
Act = Callable[[Any, Json], object]


def control_routes(emulator: "Emulator") -> list[Route]:
    """Give the routes below `/control`."""
    control = _Control(emulator)
    routes: list[tuple[str, str, Callable[[Request], Awaitable[object]]]] = [
        ("GET", "/control/state", control.state),
        ("POST", "/control/bots", control.make_bot),
        ("POST", "/control/people", control.make_person),
        ("POST", "/control/groups", control.make_group),
        ("POST", "/control/chats/{person:int}/{act}", control.act_in_chat),
        ("GET", "/control/chats/{person:int}/messages", control.chat_messages),
        ("POST", "/control/groups/{group}/{act}", control.act_in_group),
        ("GET", "/control/groups/{group}/messages", control.group_messages),
        ("GET", "/control/calls", control.calls),
        ("POST", "/control/faults", control.add_fault),
        ("POST", "/control/save", control.save),
    ]
    return [Route(path, _answering(function), methods=[method]) for method, path, function in routes]


def _answering(function: Callable[[Request], Awaitable[object]]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            return JSONResponse(await function(request))
        except (KeyError, LookupError) as error:
            return JSONResponse({"error": str(error)}, 404)
        except (ValueError, TypeError, PermissionError, Refusal, TimeoutError) as error:
            return JSONResponse({"error": str(error)}, 409)

    return answer


def described(seen: SeenMessage) -> Json:
    """Give a message as JSON: what it says, in which form, with which buttons and file."""
    return {
        "message_id": seen.id,
        "chat_id": seen.chat.id,
        "date": seen.message.date,
        "from_bot": seen.is_from_bot,
        "sender_id": seen.sender_id,
        "sender": seen.sender,
        "text": seen.text,
        "html": seen.html,
        "buttons": [
            [{"text": button.text, "word": button.word, "data": button.data, "url": button.url} for button in row]
            for row in seen.buttons
        ],
        "keyboard": [[button.text for button in row] for row in seen.keyboard],
        "file_name": seen.file_name,
        "edited": seen.is_edited,
        "said_before": seen.said_before,
        "reply_to": seen.reply_to,
        "topic": seen.topic,
        "silent": seen.is_silent,
    }


_CHAT_ACTS: dict[str, Callable[[PrivateChat, Json], object]] = {
    "start": lambda chat, body: chat.start(body.get("token", "")),
    "send": lambda chat, body: chat.send(body["text"], reply_to=body.get("reply_to")),
    "press": lambda chat, body: (
        chat.press_data(body["data"], message=body.get("message"))
        if "data" in body
        else chat.press(body["word"], message=body.get("message"))
    ),
    "tap": lambda chat, body: chat.tap(body["word"]),
    "share_contact": lambda chat, body: chat.share_contact(),  # noqa: ARG005 -- every act is given the body
    "upload": lambda chat, body: chat.upload(
        body["name"], base64.b64decode(body["data"]), caption=body.get("caption", "")
    ),
    "photo": lambda chat, body: chat.photo(base64.b64decode(body["data"]), caption=body.get("caption", "")),
    "voice": lambda chat, body: chat.voice(body.get("seconds", 3)),
    "sticker": lambda chat, body: chat.sticker(body.get("emoji", "👍")),
    "delete": lambda chat, body: chat.delete(body["message"]),
    "edit": lambda chat, body: chat.edit(body["message"], body["text"]),
    "block": lambda chat, body: chat.block(),  # noqa: ARG005
    "unblock": lambda chat, body: chat.unblock(),  # noqa: ARG005
}
_GROUP_ACTS: dict[str, Callable[[Group, Person, Json], object]] = {
    "send": lambda group, person, body: group.send(
        person, body["text"], reply_to=body.get("reply_to"), topic=body.get("topic")
    ),
    "press": lambda group, person, body: (
        group.press_data(person, body["data"], message=body.get("message"))
        if "data" in body
        else group.press(person, body["word"], message=body.get("message"))
    ),
    "upload": lambda group, person, body: group.upload(person, body["name"], base64.b64decode(body["data"])),
    "pin": lambda group, person, body: group.pin(person, body["message"]),
    "rename": lambda group, person, body: group.rename(body["title"], by=person),
}
_MEMBER_ACTS: dict[str, Callable[[Group, Any], object]] = {
    "add": lambda group, who: group.add(who),
    "remove": lambda group, who: group.remove(who),
    "promote": lambda group, who: group.promote(who),
    "demote": lambda group, who: group.demote(who),
}


class _Control:
    def __init__(self, emulator: "Emulator") -> None:
        self.emulator = emulator

    def _person(self, number: int) -> Person:
        if number not in self.emulator.world.users or number in self.emulator.world.bots:
            raise LookupError(f"nobody has the id {number}")
        return Person(self.emulator, number)

    def _chat(self, request: Request) -> PrivateChat:
        person = self._person(request.path_params["person"])
        bot_id = request.query_params.get("bot")
        return person.chat(self.emulator.world.bots[int(bot_id)] if bot_id else None)

    def _group(self, request: Request) -> Group:
        number = int(request.path_params["group"])
        if number not in self.emulator.world.groups:
            raise LookupError(f"no group has the id {number}")
        return Group(self.emulator, number)

    @staticmethod
    async def _body(request: Request) -> Json:
        given = await request.json() if await request.body() else {}
        if not isinstance(given, dict):
            raise TypeError("a JSON object is expected")
        return given

    async def state(self, request: Request) -> object:  # noqa: ARG002 -- a handler
        world = self.emulator.world
        return {
            "now": self.emulator.now().isoformat(),
            "people": [user.body() for user in world.users.values() if not user.is_bot],
            "bots": [
                {"id": bot.id, "unread": self.emulator.unread(bot), "is_polled": self.emulator.queues.is_polled(bot)}
                for bot in world.bots.values()
            ],
            "groups": [{"id": chat.id, "type": chat.type, "title": chat.title} for chat in world.groups.values()],
            "violations": [
                {"method": violation.method, "problem": violation.problem} for violation in self.emulator.violations
            ],
        }

    async def make_bot(self, request: Request) -> object:
        body = await self._body(request)
        bot = self.emulator.bot(**body)
        return {"id": bot.id}

    async def make_person(self, request: Request) -> object:
        body = await self._body(request)
        return {"id": self.emulator.person(**body).id}

    async def make_group(self, request: Request) -> object:
        body = await self._body(request)
        group = self.emulator.group(
            body["title"],
            [self._person(number) for number in body.get("members", [])],
            admins=[self._person(number) for number in body.get("admins", [])],
            bots=[self.emulator.world.bots[number] for number in body.get("bots", [])],
            kind=body.get("kind", "supergroup"),
            is_forum=bool(body.get("is_forum")),
        )
        return {"id": group.id}

    async def act_in_chat(self, request: Request) -> object:
        act = _CHAT_ACTS[request.path_params["act"]]
        return _outcome(act(self._chat(request), await self._body(request)))

    async def act_in_group(self, request: Request) -> object:
        body, group, name = await self._body(request), self._group(request), request.path_params["act"]
        if name == "upgrade":
            return {"id": group.upgrade().id}
        if name in _MEMBER_ACTS:
            number = int(body["who"])
            who = self.emulator.world.bots.get(number) or self._person(number)
            return _outcome(_MEMBER_ACTS[name](group, who))
        return _outcome(_GROUP_ACTS[name](group, self._person(body["person"]), body))

    async def chat_messages(self, request: Request) -> object:
        return await self._messages(self._chat(request), request)

    async def group_messages(self, request: Request) -> object:
        return await self._messages(self._group(request), request)

    async def _messages(self, conversation: Conversation, request: Request) -> object:
        """List messages above `after`; with `wait` seconds, wait until a bot's one (containing `text`) is among them."""
        after = int(request.query_params.get("after", 0))
        wait = min(float(request.query_params.get("wait", 0)), LONGEST_WAIT_SECONDS)
        part = request.query_params.get("text", "")
        if wait > 0:
            await conversation.wait_for_text(part, timeout=wait, after=after)
        return {"messages": [described(seen) for seen in conversation.messages if seen.id > after]}

    async def calls(self, request: Request) -> object:
        method = request.query_params.get("method", "")
        return {
            "calls": [
                {"bot_id": call.bot_id, "method": call.method, "parameters": call.parameters, "refusal": call.refusal}
                for call in self.emulator.calls
                if method in {"", call.method}
            ]
        }

    async def add_fault(self, request: Request) -> object:
        body = await self._body(request)
        kind = body.pop("kind")
        if kind not in {"fail", "refuse", "retry_after", "reset_before", "reset_after", "truncate", "delay", "clear"}:
            raise LookupError(f"there is no fault of the kind {kind!r}")
        getattr(self.emulator.faults, kind)(**body)
        return {"coming": len(self.emulator.faults.coming)}

    async def save(self, request: Request) -> object:
        path = Path((await self._body(request))["path"])
        self.emulator.save(path)
        return {"path": str(path)}


def _outcome(result: object) -> Json:
    if isinstance(result, SeenMessage):
        return described(result)
    if isinstance(result, PressedButton):
        return {"query_id": result.query_id, "text": result.button.text, "data": result.button.data}
    return {}

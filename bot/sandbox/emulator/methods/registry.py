"""A Bot API call, and which function answers which method."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.emulator import parameters
from bot.sandbox.emulator.parameters import Upload, Violation
from bot.sandbox.emulator.refusals import Refusal
from bot.sandbox.emulator.specification import METHODS, bot_api
from bot.sandbox.emulator.world import Bot, World

if TYPE_CHECKING:
    from bot.sandbox.emulator.emulator import Emulator


@dataclass(slots=True)
class Call:
    """One call of one bot, its parameters read and checked."""

    emulator: "Emulator"
    bot: Bot
    method: str
    parameters: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    @property
    def world(self) -> World:
        """Give the world the call is made in."""
        return self.emulator.world

    def get(self, name: str) -> Any:  # noqa: ANN401 -- JSON values, checked against the specification before
        """Give a parameter, None where it was left out."""
        return self.parameters.get(name)


Answer = object | Awaitable[object]
_ANSWERS: dict[str, Callable[[Call], Answer]] = {}
_NAMES = {name.lower(): name for name in METHODS}


def answers(method: str) -> Callable[[Callable[[Call], Answer]], Callable[[Call], Answer]]:
    """Register the function as the answer to a method."""

    def register(function: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        _ANSWERS[method] = function
        return function

    return register


def canonical(name: str) -> str | None:
    """Give a method's name in its official spelling; the Bot API takes any case. None: no such method here."""
    return _NAMES.get(name.lower())


def is_official(name: str) -> bool:
    """Tell whether the Bot API has such a method, known to the emulator or not."""
    known = (*METHODS, *bot_api()["other_methods"])
    return name.lower() in {method.lower() for method in known}


async def perform(
    emulator: "Emulator", bot: Bot, name: str, raw: dict[str, Any], uploads: dict[str, Upload] | None = None
) -> object:
    """Do what the method does and give its result; raises a `Refusal` as Telegram would."""
    method = canonical(name)
    if method is None:
        why = "the emulator does not know this method" if is_official(name) else "the Bot API has no such method"
        emulator.violations.append(Violation(name, why))
        raise Refusal(404, "Not Found: method not found")
    given = parameters.read(method, raw, uploads or {}, emulator.violations.append)
    result = _ANSWERS[method](Call(emulator, bot, method, given, uploads or {}))
    return await result if inspect.isawaitable(result) else result

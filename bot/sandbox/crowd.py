"""What many units do at once: register, and report at random. All of it by what they say and press in their chats."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.sandbox.demo import Demo
from bot.sandbox.emulator import PrivateChat
from bot.sandbox.stage import button_data
from locales import t
from models.actions.desk import Desk
from models.actions.standings import standings_of
from models.rules.words import LiaisonState
from models.store.people import liaisons_by_unit, person_by_chat
from models.store.plans import units_by_name


async def register(demo: Demo, units: Sequence[str], *, approve: bool = True) -> None:
    """Let units' liaisons register with one message each, all at the same time; the admin approves."""
    tokens = await demo.invite(list(units))
    chats = {unit: demo.liaison(unit) for unit in units}
    for unit, chat in chats.items():
        chat.start(tokens[unit])
    await demo.settle()
    for unit, chat in chats.items():
        chat.send(four_in_one(demo, unit))
    await demo.settle()
    for verb, ending in (("form", "all"), ("form", "submit")):
        await press_all(demo, list(chats.values()), verb, ending)
    if approve:
        await approve_claims(demo)


def four_in_one(demo: Demo, unit: str) -> str:
    """Return the message that holds leader and liaison with their telephone numbers."""
    cast = demo.cast[unit]
    return t(
        demo.language,
        "play-say-four",
        leader=cast.leader.name,
        leader_phone=cast.leader.phone,
        liaison=cast.liaison.name,
        liaison_phone=cast.liaison.phone,
    )


async def approve_claims(demo: Demo) -> None:
    """Let the admin press 同意 until nothing waits."""
    chat = demo.admin.chat(demo.bot)
    while True:
        waiting = [
            button.data
            for seen in chat.messages
            for row in seen.buttons
            for button in row
            if button.data is not None and button.data.startswith("approve:")
        ]
        if not waiting or demo.keeper is None or not demo.keeper.is_alive or not demo.has_network:
            return
        for data in waiting:
            chat.press_data(data)
        await demo.settle()


async def press_all(demo: Demo, chats: Sequence[PrivateChat], verb: str, ending: str = "") -> None:
    """Let everybody press the newest button of that verb; whoever has none does nothing."""
    for chat in chats:
        try:
            chat.press_data(button_data(chat, verb, ending))
        except LookupError:
            continue
    await demo.settle()


@dataclass(frozen=True, slots=True)
class Owing:
    """A unit that owes progress: the numbers of its open tasks."""

    unit: str
    numbers: tuple[int, ...]


def owing(demo: Demo) -> Callable[[Desk], list[Owing]]:
    """Return a look at who, among the cast, owes progress in an open monthly round."""

    def look(desk: Desk) -> list[Owing]:
        found: list[Owing] = []
        for unit, cast in demo.cast.items():
            person = person_by_chat(desk.session, cast.liaison.id)
            standings = [] if person is None else standings_of(desk, person)
            numbers = tuple(
                item.number
                for standing in standings
                if standing.kind == "monthly"
                for item in standing.items
                if item.is_owed and item.number is not None
            )
            if numbers:
                found.append(Owing(unit, tuple(dict.fromkeys(numbers))))
        return found

    return look


def unregistered(demo: Demo) -> Callable[[Desk], list[str]]:
    """Return a look at which units of the cast have no active liaison."""

    def look(desk: Desk) -> list[str]:
        lines = liaisons_by_unit(desk.session)
        known = units_by_name(desk.session)
        return [
            unit
            for unit in demo.cast
            if all(line.state != LiaisonState.ACTIVE for line in lines.get(known[unit].id or 0, []))
        ]

    return look


async def answer_half(demo: Demo, seed: int) -> list[str]:
    """Let half of the units that owe something report, chosen and worded by `seed`; returns their names."""
    chosen = choose_half(await demo.look(owing(demo)), seed, demo.language)
    for one, text in chosen:
        demo.liaison(one.unit).send(text)
    await demo.settle()
    await press_all(demo, [demo.liaison(one.unit) for one, _ in chosen], "submit")
    return [one.unit for one, _ in chosen]


def choose_half(waiting: Sequence[Owing], seed: int, language: str) -> list[tuple[Owing, str]]:
    """Return half of them, rounded up, with what each reports: always the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a demonstration that can be repeated, no secret
    chosen = chance.sample(list(waiting), k=(len(waiting) + 1) // 2)
    return [(one, _report(language, one.numbers, chance)) for one in chosen]


def _report(language: str, numbers: Sequence[int], chance: random.Random) -> str:
    pieces = (
        t(language, "sandbox-say-done"),
        t(language, "sandbox-say-on-track-1"),
        t(language, "sandbox-say-on-track-2"),
        t(language, "sandbox-say-on-track-3"),
        t(language, "sandbox-say-delayed"),
        t(language, "sandbox-say-not-started"),
        t(language, "sandbox-say-no-change"),
    )
    separator = "；" if language.startswith("zh") else "; "
    return separator.join(
        t(language, "sandbox-say-entry", number=number, text=chance.choice(pieces)) for number in numbers
    )

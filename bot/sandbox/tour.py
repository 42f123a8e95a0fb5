"""The guided tour: seven steps from the circular to the signed digest, each one press of a button."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.sandbox.crowd import answer_half, approve_claims, four_in_one, press_all, register
from bot.sandbox.demo import Demo, NotNowError
from bot.sandbox.emulator import Group
from bot.sandbox.office import BOT_NAME, moments
from bot.sandbox.play import CERAMICS, COMMERCE, CULTURE, OFFICE, PUBLICITY, UNIVERSITY
from bot.sandbox.stage import button_data
from locales import t
from models.rules.words import RoundKind

SEED = 2024
STEPS = ("import", "invite", "register", "remind", "report", "digest", "sign")


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the tour has come to: the chats to look at."""

    chats: tuple[str, ...]


async def take_step(demo: Demo, step: int) -> Stop:
    """Do step 1 to 7 of the tour. Raises NotNowError where it cannot be done now."""
    if step != demo.tour_step + 1:
        raise NotNowError(t(demo.language, "sandbox-tour-order"))
    if demo.keeper is None or not demo.keeper.is_alive or not demo.has_network:
        raise NotNowError(t(demo.language, "sandbox-tour-needs-program"))
    stop = await _ACTS[STEPS[step - 1]](demo)
    demo.tour_step = step
    return stop


def _key(demo: Demo, unit: str) -> str:
    return str(demo.cast[unit].liaison.id)


def _group(demo: Demo) -> Group:
    if demo.group is None:
        raise NotNowError(t(demo.language, "sandbox-tour-order"))
    return demo.group


async def _import(demo: Demo) -> Stop:
    await demo.import_plan()
    await demo.bind_office()
    return Stop((str(demo.admin.id), str(_group(demo).id)))


async def _invite(demo: Demo) -> Stop:
    tokens = await demo.invite(list(demo.cast))
    group = _group(demo)
    lines = [
        t(
            demo.language,
            "sandbox-say-link",
            unit=unit,
            link=f"https://t.me/{BOT_NAME}?start={tokens[unit]}",
        )
        for unit in (CULTURE, COMMERCE, CERAMICS)
    ]
    group.send(demo.clerks[0], "\n".join([t(demo.language, "sandbox-say-links"), *lines]))
    await demo.settle()
    return Stop((str(group.id), _key(demo, CULTURE), _key(demo, COMMERCE)))


async def _register(demo: Demo) -> Stop:
    chat = demo.liaison(CULTURE)
    chat.start(demo.tokens[CULTURE])
    await demo.settle()
    chat.send(four_in_one(demo, CULTURE))
    await demo.settle()
    await press_all(demo, [chat], "form", "all")
    await press_all(demo, [chat], "form", "submit")
    await register(demo, [COMMERCE, CERAMICS, UNIVERSITY, OFFICE, PUBLICITY])
    await approve_claims(demo)
    return Stop((_key(demo, CULTURE), _key(demo, COMMERCE), str(demo.admin.id)))


async def _remind(demo: Demo) -> Stop:
    await _move_to(demo, "opening")
    return Stop((_key(demo, CULTURE), _key(demo, COMMERCE), _key(demo, CERAMICS)))


async def _report(demo: Demo) -> Stop:
    language = demo.language
    culture, commerce = demo.liaison(CULTURE), demo.liaison(COMMERCE)
    culture.send(t(language, "play-say-culture-1"))
    await demo.settle()
    culture.send(t(language, "play-say-culture-2"))
    await press_all(demo, [commerce], "report")
    await press_all(demo, [commerce], "status", "d")
    commerce.send(t(language, "play-say-commerce-1"))
    await demo.settle()
    await press_all(demo, [commerce], "rest")
    await press_all(demo, [culture], "rest")
    await press_all(demo, [culture, commerce], "submit")
    await answer_half(demo, SEED)
    return Stop((_key(demo, CULTURE), _key(demo, COMMERCE), str(_group(demo).id)))


async def _digest(demo: Demo) -> Stop:
    await _move_to(demo, "due")
    return Stop((str(_group(demo).id), _key(demo, PUBLICITY)))


async def _sign(demo: Demo) -> Stop:
    """Press 定稿 and confirm it: the document that comes back is the one to sign."""
    group, director = _group(demo), demo.clerks[1]
    group.press_data(director, button_data(group, "finalize"))
    await demo.settle()
    group.press_data(director, button_data(group, "finalize_yes"))
    await demo.settle()
    return Stop((str(group.id), str(demo.admin.id)))


async def _move_to(demo: Demo, name: str) -> None:
    now = demo.clock.now()
    ahead = [
        moment.at
        for moment in await demo.look(moments)
        if moment.kind == RoundKind.MONTHLY and moment.name == name and moment.at > now
    ]
    if not ahead:
        raise NotNowError(t(demo.language, "sandbox-nothing-ahead"))
    await demo.move_to(ahead[0])


_ACTS: Mapping[str, Callable[[Demo], Awaitable[Stop]]] = {
    "import": _import,
    "invite": _invite,
    "register": _register,
    "remind": _remind,
    "report": _report,
    "digest": _digest,
    "sign": _sign,
}

"""People who talk with the bot in a test: what they say and press, and what they are told for it."""

from typing import Any

from sqlmodel import Session, select

from bot.sandbox.emulator import Person
from models.rules.words import AssignmentState, LiaisonState, RoundKind
from models.store.people import greet_person
from models.store.plans import units_by_name
from models.store.rounds import assignment_of_unit
from models.tables import Liaison, Round
from tests.world import World

ROUND = "2024-06"


async def employ(
    world: World,
    person: Person,
    unit: str,
    tasks: list[int] | None = None,
    *,
    name: str = "李某某",
    phone: str = "13900000002",
    state: LiaisonState = LiaisonState.ACTIVE,
    language: str | None = None,
) -> None:
    """Let a person hold a unit's post without the questions of a registration."""
    person.chat().start()
    await world.settle()

    def work(session: Session) -> None:
        row = greet_person(session, person.id, name, world.clock.now())
        row.language = language
        unit_id = units_by_name(session)[unit].id or 0
        for round_ in session.exec(select(Round).where(Round.kind == RoundKind.REGISTRATION)).all():
            owed = assignment_of_unit(session, round_.id or 0, unit_id)
            if owed is not None:
                owed.state = AssignmentState.WAIVED
        session.add(
            Liaison(
                unit_id=unit_id,
                person_id=row.id,
                state=state,
                tasks=tasks,
                name=name,
                phone=phone,
                leader_name="张某某",
                leader_phone="13800000001",
                claimed_at=world.clock.now(),
            )
        )

    world.database.transact(work)


def _shown(person: Person) -> dict[int, str]:
    return {seen.id: seen.text for seen in person.chat().messages if seen.is_from_bot}


async def hear(world: World, person: Person, before: dict[int, str]) -> str:
    """Return what the bot has said, or changed, since `before`."""
    await world.settle()
    return "\n".join(text for id_, text in _shown(person).items() if before.get(id_) != text)


async def say(world: World, person: Person, text: str) -> str:
    """Send a message; returns what the bot said to it."""
    before = _shown(person)
    person.chat().send(text)
    return await hear(world, person, before)


async def press(world: World, person: Person, word: str, *, message: int | None = None) -> str:
    """Press a button of the newest message that has it; returns what the bot said, or changed, for it."""
    before = _shown(person)
    person.chat().press(word, message=message)
    return await hear(world, person, before)


async def edit(world: World, person: Person, message: int, text: str) -> str:
    """Edit a message of one's own; returns what the bot said to it."""
    before = _shown(person)
    person.chat().edit(message, text)
    return await hear(world, person, before)


def go_on_after_restart(world: World) -> None:
    """Let the emulated Telegram of a second run count its updates on from where the first one's may have ended."""
    world.bot.next_update_id = 1_000_000


def words(person: Person) -> list[str]:
    """Return the words of the buttons under the newest message."""
    return person.chat().last.words


def answers(world: World, *tasks: int, round_: str = ROUND) -> list[dict[str, Any]]:
    """Return a round's answers, of these tasks if any are named."""
    return [row for row in world.export()["answers"] if row["round"] == round_ and (not tasks or row["task"] in tasks)]

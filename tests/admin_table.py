"""What a table of acts is made of: who acts, what is done, which tables of `export data` change by it and no others, and how."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from locales import t
from tests.world import Group, Person, World

TO_BOT = "@liaison_test_bot"
Data = dict[str, list[dict[str, Any]]]


@dataclass
class Table:
    """An office at work in one language: an admin in private, the office's group, and people by name."""

    world: World
    group: Group
    language: str
    people: dict[str, Person] = field(default_factory=dict)

    def word(self, key: str, **arguments: str | int) -> str:
        """Return a button's words."""
        return t(self.language, key, arguments)

    async def say(self, text: str, by: Person | None = None) -> str:
        """Say something in private, as the admin unless somebody else; return the last words there."""
        chat = (by or self.world.admin).chat()
        chat.send(text)
        await self.world.settle()
        return chat.last.text

    async def say_in_group(self, text: str) -> str:
        """Say a command in the office's group as the admin; return the last words there."""
        command, _, rest = text.partition(" ")
        self.group.send(self.world.admin, f"{command}{TO_BOT} {rest}".strip())
        await self.world.settle()
        return self.group.last.text

    async def press(self, verb: str, having: str = "", *, by: Person | None = None) -> str:
        """Press, in private, the newest button of that verb whose label or data holds some words."""
        chat = (by or self.world.admin).chat()
        message, data = _newest(chat.messages, verb, having)
        chat.press_data(data, message=message)
        await self.world.settle()
        return chat.last.text

    async def press_in_group(self, verb: str, having: str = "") -> str:
        """Press, in the office's group, the newest button of that verb."""
        message, data = _newest(self.group.messages, verb, having)
        self.group.press_data(self.world.admin, data, message=message)
        await self.world.settle()
        return self.group.last.text

    async def claim(self, name: str, unit: str) -> Person:
        """Let somebody claim a unit's post; an admin is still to approve it."""
        person = self.people.setdefault(name, self.world.emulator.person(len(self.people) + 1, name))
        chat = person.chat()
        chat.start(self.world.invite(unit))
        await self.world.settle()
        await self.say(f"张某某 13800000001，{name} 13900000002", by=person)
        await self.press("form", "all", by=person)
        await self.press("form", "submit", by=person)
        return person


def _newest(messages: list[Any], verb: str, having: str) -> tuple[int, str]:
    for message in reversed(messages):
        for row in message.buttons:
            for button in row:
                if str(button.data).partition(":")[0] == verb and having in f"{button.text} {button.data}":
                    return message.id, str(button.data)
    raise AssertionError(f"no button {verb!r} with {having!r}")


Act = Callable[[Table], Awaitable[None]]
Seen = Callable[[Data, Data], None]


def nothing_more(_before: Data, _after: Data) -> None:
    """Nothing is to be seen besides which tables changed."""


@dataclass(frozen=True)
class Row:
    """One line of the table: the commands (`/extend`) and buttons' verbs (`extend`) it covers, what is done, what changes.

    `prepare` is done before the first look and changes whatever it likes.
    """

    covers: tuple[str, ...]
    act: Act
    changes: frozenset[str]
    seen: Seen = nothing_more
    prepare: Act | None = None


async def walk(table: Table, rows: tuple[Row, ...]) -> None:
    """Do every row in turn and look at exactly what it changed."""
    for row in rows:
        if row.prepare is not None:
            await row.prepare(table)
        before = table.world.export()
        await row.act(table)
        after = table.world.export()
        changed = frozenset(name for name in after if before[name] != after[name])
        assert changed == row.changes, (row.covers, sorted(changed))
        row.seen(before, after)


def changes(*names: str) -> frozenset[str]:
    """Return the names of tables, the audit with them: who changes something is written down."""
    return frozenset((*names, "audit"))


NONE: frozenset[str] = frozenset()


def deed(data: Data, action: str) -> dict[str, Any]:
    """Return the newest deed of that name."""
    return [row for row in data["audit"] if row["action"] == action][-1]


def round_of(data: Data, slug: str) -> dict[str, Any]:
    """Return a round."""
    (row,) = [row for row in data["rounds"] if row["slug"] == slug]
    return row


def states(data: Data, unit: str) -> list[str]:
    """Return the states of a unit's posts, in the order they were claimed."""
    return [row["state"] for row in data["liaisons"] if row["unit"] == unit]


def dues(data: Data, unit: str) -> set[str]:
    """Return the days a unit's assignments of June are due."""
    return {row["due_at"][:10] for row in data["assignments"] if (row["unit"], row["round"]) == (unit, "2024-06")}


def leads_of_several(world: World) -> tuple[int, tuple[str, str]]:
    """Return a task that two units lead, and the units."""
    leads: dict[int, list[str]] = {}
    for row in world.export()["assignments"]:
        if row["round"] == "2024-08" and row["state"] == "owed":
            leads.setdefault(row["task"], []).append(row["unit"])
    number, (one, two, *_) = next((task, units) for task, units in leads.items() if len(units) > 1)
    return number, (one, two)


async def table_of(world: World, language: str) -> Table:
    """Bind an office's group."""
    group = world.emulator.group("办公室", members=[world.admin], bots=[world.bot])
    group.promote(world.bot)
    group.send(world.admin, f"/bind_office{TO_BOT}")
    await world.settle()
    return Table(world, group, language)

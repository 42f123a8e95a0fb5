"""The sandbox at a glance: who is there, what time it is, what comes next, how the program is."""

from typing import Any

from bot.sandbox.demo import Demo
from bot.sandbox.emulator import Conversation
from bot.sandbox.emulator.groups import PRESENT
from bot.sandbox.emulator.world import Json
from bot.sandbox.office import moments
from bot.sandbox.play import COMMERCE, CULTURE
from bot.sandbox.shapes import calendar_shape
from models.actions.desk import Desk
from models.store.office import working_days
from models.store.plans import current_plan
from models.store.rounds import open_rounds

_SHOWN_LAST_CHARACTERS = 60


async def overview(demo: Demo) -> Json:
    """Return it as JSON."""
    office = await demo.look(lambda desk: _office(demo, desk))
    return {
        "id": demo.folder.name,
        "now": demo.clock.now().isoformat(),
        "zone": str(demo.settings.zone),
        "language": demo.language,
        "busy": demo.is_busy,
        "tour": demo.tour_step,
        "program": {
            "alive": demo.keeper is not None and demo.keeper.is_alive,
            "pid": demo.keeper.pid if demo.keeper is not None else None,
            "starts": demo.keeper.starts if demo.keeper is not None else 0,
        },
        "network": demo.has_network,
        "chats": _chats(demo),
        "first": _first_columns(demo),
        **office,
    }


def _office(demo: Demo, desk: Desk) -> dict[str, Any]:
    zone = demo.settings.zone
    plan = current_plan(desk.session)
    today = desk.now.astimezone(zone).date()
    all_moments = moments(desk)
    ahead = next((moment for moment in all_moments if moment.at > desk.now and moment.name != "opens"), None)
    return {
        "plan": None if plan is None else {"title": plan.title, "due_day": plan.due_day},
        "rounds": [
            {"slug": row.slug, "kind": row.kind, "due_at": row.due_at.isoformat()}
            for row in open_rounds(desk.session, desk.now)
        ],
        "calendar": calendar_shape(
            today, working_days(desk.session, today), all_moments, 25 if plan is None else plan.due_day, zone
        ),
        "next": None if ahead is None else {"at": ahead.at.isoformat(), "kind": ahead.kind, "name": ahead.name},
    }


def _chats(demo: Demo) -> list[Json]:
    found: list[Json] = []
    known = demo.emulator.world.users
    if demo.group is not None:
        group = demo.group
        members = [
            {"id": member.user_id, "name": demo.emulator.world.users[member.user_id].first_name}
            for member in group.chat.members.values()
            if member.status in PRESENT and member.user_id not in demo.emulator.world.bots
        ]
        found.append(
            {"key": str(group.id), "kind": "group", "name": group.chat.title, "members": members, **_last(group)}
        )
    found.append(_private(demo, demo.admin.id, demo.admin.user.first_name, "", "admin"))
    for unit, cast in demo.cast.items():
        found.append(_private(demo, cast.liaison.id, cast.liaison.name, unit, "liaison"))
        if unit in (CULTURE, COMMERCE):
            demo.account(cast.leader)
        # Other leaders, and colleagues, are there once a link has let them in.
        if cast.leader.id in known:
            found.append(_private(demo, cast.leader.id, cast.leader.name, unit, "leader"))
        if cast.colleague.id in known:
            found.append(_private(demo, cast.colleague.id, cast.colleague.name, unit, "colleague"))
    return found


def _private(demo: Demo, user_id: int, name: str, unit: str, kind: str) -> Json:
    chat = demo.chat(str(user_id))
    return {
        "key": str(user_id),
        "kind": kind,
        "name": name,
        "unit": unit,
        "blocked": chat.chat.is_blocked,
        **_last(chat),
    }


def _last(chat: Conversation) -> Json:
    newest = next((message for message in reversed(chat.chat.messages.values()) if not message.is_deleted), None)
    if newest is None:
        return {"last": None}
    seen = chat.message(newest.message_id)
    return {"last": {"text": (seen.text or seen.file_name)[:_SHOWN_LAST_CHARACTERS], "at": newest.date}}


def _first_columns(demo: Demo) -> list[str]:
    """Return the chats a newcomer sees first: two liaisons, the office's group, an admin, a leader."""
    keys = [str(demo.cast[unit].liaison.id) for unit in (CULTURE, COMMERCE) if unit in demo.cast]
    leader = [str(demo.cast[CULTURE].leader.id)] if CULTURE in demo.cast else []
    return [*keys, *([str(demo.group.id)] if demo.group is not None else []), str(demo.admin.id), *leader]

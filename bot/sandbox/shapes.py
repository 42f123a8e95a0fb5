"""What the page is told, as JSON: messages, chats, the calendar."""

from datetime import date, datetime, timedelta, tzinfo

from bot.sandbox.emulator import Event, SeenMessage
from bot.sandbox.emulator.world import Json
from bot.sandbox.office import Moment
from models.rules.deadlines import WorkingDays, at_local
from models.rules.ladders import MORNING

STRIP_DAYS = 42
_DAYS_SHOWN_BEFORE = 2
_SERVICE = ("new_chat_members", "left_chat_member", "new_chat_title", "group_chat_created")


def message_shape(seen: SeenMessage) -> Json:
    """Return a message as the page shows it."""
    content, markup = seen.content, seen.message.markup or {}
    shape: Json = {
        "id": seen.id,
        "at": seen.message.date,
        "from": seen.sender_id,
        "name": seen.sender,
        "bot": seen.is_from_bot,
        "html": seen.html,
        "text": seen.text,
        "edited": seen.is_edited,
    }
    if seen.buttons:
        shape["buttons"] = [
            [{"text": button.text, "data": button.data, "url": button.url} for button in row] for row in seen.buttons
        ]
    if "keyboard" in markup:
        shape["keyboard"] = [[{"text": one.text, "contact": one.asks_contact} for one in row] for row in seen.keyboard]
    elif markup.get("remove_keyboard"):
        shape["keyboard"] = []
    if (file := _file(seen)) is not None:
        shape["file"] = file
    if "contact" in content:
        shape["contact"] = f"{content['contact']['first_name']} {content['contact']['phone_number']}"
    if any(name in content for name in _SERVICE) or seen.message.pinned_id is not None:
        shape["service"] = "pinned" if seen.message.pinned_id is not None else "members"
    return shape


def _file(seen: SeenMessage) -> Json | None:
    for kind in ("photo", "document", "voice"):
        body = seen.content.get(kind)
        if body:
            body = body[-1] if isinstance(body, list) else body
            name = str(body.get("file_name") or f"{kind}-{seen.id}{'.jpg' if kind == 'photo' else ''}")
            return {
                "id": body["file_id"],
                "kind": kind,
                "name": name,
                "size": body.get("file_size", 0),
                # A picture's place is kept free until it has come: nothing jumps.
                "width": body.get("width"),
                "height": body.get("height"),
            }
    return None


def event_shape(seen: SeenMessage, event: Event) -> Json:
    """Return an event of a chat: a new message, a changed one, one that is gone."""
    return {"chat": str(event.chat.id), "change": event.kind, "message": message_shape(seen)}


def calendar_shape(today: date, days: WorkingDays, moments: list[Moment], due_day: int, zone: tzinfo) -> list[Json]:
    """Return the coming weeks, a day each: worked or not, out of the ordinary or not, and what the program does then."""
    first = today - timedelta(days=_DAYS_SHOWN_BEFORE)
    shown = [first + timedelta(days=number) for number in range(STRIP_DAYS)]
    by_day: dict[date, list[Moment]] = {}
    for moment in moments:
        by_day.setdefault(moment.at.astimezone(zone).date(), []).append(moment)
    return [
        {
            "day": day.isoformat(),
            "number": day.day,
            "month": day.month,
            "weekday": day.weekday(),
            "working": days.is_working(day),
            "unusual": days.is_working(day) != (day.weekday() < 5),  # noqa: PLR2004 - Monday to Friday
            "today": day == today,
            "due_day": day.day == due_day,
            "moments": [
                {"at": moment.at.isoformat(), "round": moment.round_slug, "kind": moment.kind, "name": moment.name}
                for moment in by_day.get(day, [])
            ],
        }
        for day in shown
    ]


def next_working_morning(now: datetime, days: WorkingDays, zone: tzinfo) -> datetime:
    """Return the next 09:00 of a working day."""
    day = now.astimezone(zone).date()
    while True:
        moment = at_local(days.next_working_on_or_after(day), MORNING, zone)
        if moment > now:
            return moment
        day += timedelta(days=1)

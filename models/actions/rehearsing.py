"""What a tick at some moment would send: everything is done as it would be, looked at, and undone by the caller."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select

from models.actions.announcing import show_broadcasts
from models.actions.desk import Desk
from models.actions.digesting import post_due_digests
from models.actions.gaps import list_unregistered, render_gap, tell_of_gaps
from models.actions.leaving import end_due_leaves
from models.actions.planning import ask_and_warn
from models.actions.reminding import remind_due, render_reminder
from models.actions.rounds import open_rounds
from models.messages import rehearsal as say
from models.messages.words import plain_text
from models.rules.chats import Message
from models.store.people import posts_of
from models.store.plans import unit_by_id
from models.tables import OutboxMessage, Person

# More than anybody reads in a chat.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One message a tick would send; `rung` is empty but for reminders, `text` empty for a document."""

    chat_id: int
    name: str
    unit: str
    kind: str
    rung: str
    text: str


def rehearse_tick(desk: Desk) -> list[Rehearsed]:
    """Do what a tick would do at this moment and return what it would send; the transaction must be undone."""
    last = desk.session.exec(select(func.max(col(OutboxMessage.id)))).one() or 0
    end_due_leaves(desk)
    open_rounds(desk)
    remind_due(desk)
    post_due_digests(desk)
    show_broadcasts(desk)
    ask_and_warn(desk)
    tell_of_gaps(desk)
    list_unregistered(desk)
    desk.session.flush()
    rows = desk.session.exec(
        select(OutboxMessage).where(col(OutboxMessage.id) > last).order_by(col(OutboxMessage.id))
    ).all()
    return [rehearsed for row in rows if (rehearsed := _rehearsed(desk, row)) is not None]


def preview_tick(desk: Desk, at: datetime) -> list[Message]:
    """Tell an admin in chat who would be told what at a moment; everything done for it is undone."""
    undone = desk.session.begin_nested()
    try:
        rehearsed = rehearse_tick(Desk(desk.session, at, desk.policy, f"rehearsal:{desk.source}"))
    finally:
        undone.rollback()
    told = [say.Told(one.name, one.unit, one.text) for one in rehearsed[:_SHOWN]]
    return say.rehearsal(desk.policy.language, at, desk.policy.zone, told, len(rehearsed))


def _rehearsed(desk: Desk, row: OutboxMessage) -> Rehearsed | None:
    if row.state == "skipped":
        # Folded into another.
        return None
    html, rung = str(row.payload.get("html", "")), ""
    if row.kind in ("reminder", "gap"):
        leaving = (render_reminder if row.kind == "reminder" else render_gap)(desk, row)
        if leaving.message is None:
            return None
        html = leaving.message.html
        rung = str(row.payload["slots"][0]["rung"]) if row.kind == "reminder" else ""
    person = None if row.person_id is None else desk.session.get(Person, row.person_id)
    posts = [] if person is None else posts_of(desk.session, person.id or 0)
    units = dict.fromkeys(unit_by_id(desk.session, post.unit_id).name for post in posts)
    name = posts[0].name if posts else (person.name if person is not None else "")
    # What has no key of its own carries the command's.
    has_own_key = not row.dedup_key.startswith(f"{desk.source}:")
    kind = "reminder" if rung else row.dedup_key.partition(":")[0] if has_own_key else row.kind
    return Rehearsed(row.chat_id or 0, name, "、".join(units), kind, rung, plain_text(html))

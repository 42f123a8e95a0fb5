"""Forgetting what is old: a little every night by itself, and everything of a person's beyond the days that were set."""

from datetime import datetime, timedelta

from sqlmodel import Session

from models.messages.people import erased_name
from models.store.retention import (
    PIECE,
    blank_former,
    drop_conversations,
    drop_drafts,
    drop_passers_by,
    empty_sent,
    forget_handled,
)

# Telegram repeats an update for a day, and after a week without any begins its numbers anew, at random.
UPDATES_KEPT = timedelta(days=3)


def forget_old(session: Session, now: datetime, retention_days: int | None, language: str) -> bool:
    """Forget a piece of what is old; True while there is more.

    Handled updates go whatever the retention. With `retention_days`, so old: messages sent are emptied, drafts of closed
    rounds, ended conversations and expired invitations deleted, names and telephones of those who gave up their posts
    taken out, and people deleted who hold and did nothing. What was reported, and who did what for the office, stays.
    """
    counts = [forget_handled(session, now - UPDATES_KEPT)]
    if retention_days is not None:
        before = now - timedelta(days=retention_days)
        counts += [empty_sent(session, before), drop_drafts(session, before)]
        drop_conversations(session, before)
        blank_former(session, before, erased_name(language))
        counts.append(drop_passers_by(session, before))
    return any(count >= PIECE for count in counts)

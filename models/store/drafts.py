"""Drafts and their entries, in and out of their tables."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.rules.assignments import Entry
from models.rules.words import Status
from models.tables import Draft, DraftEntry, DraftFile


def draft_of(session: Session, person_id: int, round_id: int) -> Draft | None:
    """Return a person's draft in a round."""
    return session.exec(select(Draft).where(Draft.person_id == person_id, Draft.round_id == round_id)).first()


def drafts_of(session: Session, person_id: int) -> Sequence[Draft]:
    """Return all of a person's drafts, the one last changed first."""
    return session.exec(
        select(Draft).where(Draft.person_id == person_id).order_by(col(Draft.changed_at).desc(), col(Draft.id).desc())
    ).all()


def open_draft(session: Session, person_id: int, round_id: int, now: datetime) -> Draft:
    """Return a person's draft in a round, made now if there is none."""
    draft = draft_of(session, person_id, round_id)
    if draft is None:
        draft = Draft(person_id=person_id, round_id=round_id, changed_at=now)
        session.add(draft)
        session.flush()
    draft.changed_at = now
    return draft


def entry_rows(session: Session, draft_id: int) -> dict[int, DraftEntry]:
    """Return a draft's entries by assignment."""
    rows = session.exec(select(DraftEntry).where(DraftEntry.draft_id == draft_id).order_by(col(DraftEntry.id))).all()
    return {row.assignment_id: row for row in rows}


def entry_value(row: DraftEntry) -> Entry:
    """Return an entry's row as a value."""
    return Entry(
        assignment_id=row.assignment_id,
        status=Status(row.status) if row.status else None,
        status_assumed=row.status_assumed,
        percent=row.percent,
        text=row.text,
        problems=row.problems,
        next_step=row.next_step,
        base_version=row.base_version,
        sent_at=row.sent_at,
        by_button=row.by_button,
        message_id=row.message_id,
    )


def files_of_entry(session: Session, entry_id: int) -> Sequence[DraftFile]:
    """Return the files that will go with an entry's answer."""
    return session.exec(select(DraftFile).where(DraftFile.entry_id == entry_id).order_by(col(DraftFile.id))).all()


def drop_entry(session: Session, row: DraftEntry) -> None:
    """Delete an entry and its files."""
    for file in files_of_entry(session, row.id or 0):
        session.delete(file)
    session.flush()
    session.delete(row)


def drop_draft(session: Session, draft: Draft) -> int:
    """Delete a draft; returns how many entries went with it."""
    rows = entry_rows(session, draft.id or 0)
    for row in rows.values():
        drop_entry(session, row)
    session.flush()
    session.delete(draft)
    session.flush()
    return len(rows)

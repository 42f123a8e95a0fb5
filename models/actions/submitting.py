"""确认提交: from a draft to answers and one receipt, or into waiting while the claim is undecided."""

from dataclasses import dataclass
from datetime import datetime

from models.actions.conversing import await_next
from models.actions.desk import Desk
from models.actions.filing import Batch, KeptFile, file_entries
from models.actions.replacing import tell_replaced
from models.actions.standings import standing_of
from models.messages import draft as say_draft
from models.messages import receipt as say_receipt
from models.messages import remarks as say_remarks
from models.messages.handed_in import handed_in
from models.messages.standings import Standing
from models.rules.chats import Message
from models.rules.stamps import stamp_of
from models.rules.words import LiaisonState, Status
from models.store.drafts import draft_of, drafts_of, drop_draft, drop_entry, entry_rows, entry_value, files_of_entry
from models.store.people import posts_of
from models.store.rounds import latest_answers
from models.tables import Answer, Draft, DraftEntry, Person, Round


@dataclass(frozen=True, slots=True)
class Submission:
    """What stands in the place of the preview now: what was handed in, for good, or the preview again, to be decided."""

    messages: list[Message]
    is_settled: bool = True


def submit_draft(
    desk: Desk,
    person: Person,
    round_: Round,
    confirmed_at: datetime,
    update_id: int | None,
    *,
    seen: int = 0,
    stamp: int | None = None,
) -> Submission | None:
    """Hand in every complete entry; where a colleague has answered meanwhile, show both and hand in nothing.

    Nor where the draft says something else by now than what stood above the button (`stamp`): it is shown as it is.

    None where there is nothing to hand in (any more). `seen` is the newest answer of a colleague's that stood beside the
    draft where 确认提交 was pressed: having seen both, that is a decision. A second tap of the same button is none.
    """
    language = desk.language_of(person)
    standing = standing_of(desk, person, round_)
    draft = draft_of(desk.session, person.id or 0, round_.id or 0)
    if draft is None or draft.confirmed_at is not None or not standing.complete:
        return None
    if stamp is not None and stamp != stamp_of(standing.entries):
        shown = say_draft.preview(language, standing, remarks=[say_remarks.changed_since(language)], seen=seen)
        return Submission(shown, is_settled=False)
    rows = entry_rows(desk.session, draft.id or 0)
    mine = {item.assignment_id: item for item in standing.items}
    ready = {key: row for key, row in rows.items() if key in standing.complete and key in mine}
    conflicts = _conflicts(desk, ready, seen)
    if conflicts:
        remarks = [
            say_remarks.conflict(language, mine[key], Status(answer.status) if answer.status else None, answer.text)
            for key, answer in conflicts.items()
        ]
        newest = max(answer.id or 0 for answer in conflicts.values())
        shown = say_draft.preview(language, standing, remarks=remarks, seen=max(newest, seen))
        return Submission(shown, is_settled=False)
    await_next(desk, person, {})
    if _is_pending(desk, person, {item.unit_id for key, item in mine.items() if key in ready}):
        draft.confirmed_at, draft.update_id = confirmed_at, update_id
        for key, row in rows.items():
            if key not in ready:
                drop_entry(desk.session, row)
        message = say_receipt.held(language, len(ready), confirmed_at, desk.policy.zone)
    else:
        message = _file(desk, person, round_, standing, draft, ready, confirmed_at, update_id)
    return Submission(handed_in(language, standing, ready.keys(), message))


def _conflicts(desk: Desk, ready: dict[int, DraftEntry], seen: int) -> dict[int, Answer]:
    newest = latest_answers(desk.session, ready)
    return {
        key: answer
        for key, answer in newest.items()
        if answer.version > ready[key].base_version and (answer.id or 0) > seen
    }


def _is_pending(desk: Desk, person: Person, unit_ids: set[int]) -> bool:
    posts = [post for post in posts_of(desk.session, person.id or 0) if post.unit_id in unit_ids]
    return not any(post.state == LiaisonState.ACTIVE for post in posts)


def _file(
    desk: Desk,
    person: Person,
    round_: Round,
    standing: Standing,
    draft: Draft,
    ready: dict[int, DraftEntry],
    confirmed_at: datetime,
    update_id: int | None,
) -> Message:
    entries = {key: entry_value(row) for key, row in ready.items()}
    files = {
        key: [KeptFile(file.name, file.sha256, file.size) for file in files_of_entry(desk.session, row.id or 0)]
        for key, row in ready.items()
    }
    batch = Batch(person, confirmed_at, update_id)
    earlier = latest_answers(desk.session, entries)
    receipt, answers = file_entries(desk, round_, entries.values(), batch, files)
    items = {item.assignment_id: item for item in standing.items}
    tell_replaced(desk, person, earlier, items)
    submitted = [(items[key], entries[key]) for key in items if key in entries]
    for row in ready.values():
        drop_entry(desk.session, row)
    desk.session.flush()
    if not entry_rows(desk.session, draft.id or 0):
        desk.session.delete(draft)
    desk.session.flush()
    left = sum(1 for item in standing_of(desk, person, round_).items if item.is_owed)
    late = sum(1 for answer in answers if not answer.on_time)
    desk.note("submit", round_.slug, actor=person.chat_user_id, receipt=receipt, count=len(answers))
    return say_receipt.receipt(desk.language_of(person), standing, receipt, confirmed_at, submitted, late, left)


def file_held_drafts(desk: Desk, person: Person) -> None:
    """File what a person handed in while the claim was undecided, at the time it was handed in, and send the receipts."""
    for draft in drafts_of(desk.session, person.id or 0):
        if draft.confirmed_at is None:
            continue
        confirmed_at, update_id = draft.confirmed_at, draft.update_id
        round_ = desk.session.get_one(Round, draft.round_id)
        draft.confirmed_at = None
        desk.session.flush()
        standing = standing_of(desk, person, round_)
        rows = entry_rows(desk.session, draft.id or 0)
        mine = {item.assignment_id for item in standing.items}
        ready = {key: row for key, row in rows.items() if key in standing.complete and key in mine}
        if not ready:
            drop_draft(desk.session, draft)
            continue
        desk.tell(person, _file(desk, person, round_, standing, draft, ready, confirmed_at, update_id))

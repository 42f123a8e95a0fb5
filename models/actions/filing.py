"""Writing answers down: the one place where a draft entry becomes a version of an answer."""

from collections.abc import Iterable
from datetime import UTC, datetime

from models.actions.desk import Desk
from models.rules.punctuality import Outage, Version, is_on_time
from models.rules.words import AssignmentState
from models.store.drafts import files_of_entry
from models.store.office import outages_between, working_days
from models.store.rounds import answers_of
from models.tables import Answer, Assignment, Attachment, DraftEntry, Person, Round

_FAR = datetime(9999, 1, 1, tzinfo=UTC)


def draw_receipt(round_: Round) -> str:
    """Return the round's next receipt number, like 2024-06-0007; unique because one transaction at a time draws it."""
    round_.receipts += 1
    return f"{round_.slug}-{round_.receipts:04d}"


def file_entries(
    desk: Desk,
    person: Person,
    round_: Round,
    entries: Iterable[DraftEntry],
    *,
    confirmed_at: datetime,
    update_id: int | None,
) -> tuple[str, list[Answer]]:
    """Make each entry a new version of its assignment's answer; returns the batch's receipt number and the answers."""
    receipt = draw_receipt(round_)
    outages = [
        Outage(outage.began_at, outage.ended_at or _FAR)
        for outage in outages_between(desk.session, round_.opens_at, desk.now)
    ]
    filed: list[Answer] = []
    for entry in entries:
        assignment = desk.session.get_one(Assignment, entry.assignment_id)
        earlier = answers_of(desk.session, entry.assignment_id)
        answer = Answer(
            assignment_id=entry.assignment_id,
            version=(earlier[-1].version if earlier else 0) + 1,
            status=entry.status,
            percent=entry.percent,
            text=entry.text,
            problems=entry.problems,
            next_step=entry.next_step,
            person_id=person.id,
            submitted_by=person.chat_user_id,
            submitted_at=entry.sent_at,
            confirmed_at=confirmed_at,
            by_button=entry.by_button,
            recorded_at=desk.now,
            on_time=False,
            receipt=receipt,
            update_id=update_id,
        )
        answer.on_time = _judge(desk, round_, assignment, [*earlier, answer], outages)
        desk.session.add(answer)
        desk.session.flush()
        for file in files_of_entry(desk.session, entry.id or 0):
            desk.session.add(Attachment(answer_id=answer.id or 0, name=file.name, sha256=file.sha256, size=file.size))
        assignment.state = AssignmentState.ANSWERED
        filed.append(answer)
    return receipt, filed


def _judge(desk: Desk, round_: Round, assignment: Assignment, versions: list[Answer], outages: list[Outage]) -> bool:
    said = [Version(answer.submitted_at, answer.confirmed_at, by_button=answer.by_button) for answer in versions]
    returned = [answer.returned_at for answer in versions if answer.returned_at is not None]
    zone = desk.policy.zone
    days = working_days(desk.session, desk.now.astimezone(zone).date())
    due_at = assignment.due_at or round_.due_at
    return bool(is_on_time(said, returned, due_at, outages=outages, zone=zone, days=days))

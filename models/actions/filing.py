"""Writing answers down: the one place where a draft entry becomes a version of an answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from models.actions.desk import Desk
from models.rules.assignments import Entry
from models.rules.punctuality import Outage, Version, is_on_time
from models.rules.words import AssignmentState
from models.store.office import outages_between, working_days
from models.store.rounds import answers_of
from models.tables import Answer, Assignment, Attachment, Person, Round

_FAR = datetime(9999, 1, 1, tzinfo=UTC)


def draw_receipt(round_: Round) -> str:
    """Return the round's next receipt number, like 2024-06-0007; unique because one transaction at a time draws it."""
    round_.receipts += 1
    return f"{round_.slug.replace('-registration', '-R')}-{round_.receipts:04d}"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file kept beside the database, under the name it was sent by."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Who hands in answers together, and when: `person` null for the command line.

    `confirmed_at` is when 确认提交 was fetched; `on_behalf` when somebody else than the unit hands it in.
    """

    person: Person | None
    confirmed_at: datetime
    update_id: int | None = None
    on_behalf: bool = False


def file_entries(
    desk: Desk,
    round_: Round,
    entries: Iterable[Entry],
    batch: Batch,
    files: Mapping[int, Sequence[KeptFile]] | None = None,
) -> tuple[str, list[Answer]]:
    """Make each entry a new version of its assignment's answer; returns the batch's receipt number and the answers.

    `files` are attached by assignment.
    """
    receipt = draw_receipt(round_)
    outages = _outages(desk, round_)
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
            person_id=batch.person.id if batch.person else None,
            submitted_by=batch.person.chat_user_id if batch.person else None,
            submitted_at=entry.sent_at,
            confirmed_at=batch.confirmed_at,
            by_button=entry.by_button,
            recorded_at=desk.now,
            on_time=False,
            on_behalf=batch.on_behalf,
            receipt=receipt,
            update_id=batch.update_id,
            message_id=entry.message_id,
        )
        answer.on_time = _judge(desk, round_, assignment, [*earlier, answer], outages)
        desk.session.add(answer)
        desk.session.flush()
        for file in (files or {}).get(entry.assignment_id, ()):
            desk.session.add(Attachment(answer_id=answer.id or 0, name=file.name, sha256=file.sha256, size=file.size))
        assignment.state = AssignmentState.ANSWERED
        filed.append(answer)
    return receipt, filed


def judge_again(desk: Desk, round_: Round, assignment: Assignment) -> None:
    """Judge every version of an assignment's answer anew, its due time having been changed."""
    versions = list(answers_of(desk.session, assignment.id or 0))
    outages = _outages(desk, round_)
    for count, answer in enumerate(versions, 1):
        answer.on_time = _judge(desk, round_, assignment, versions[:count], outages)


def _outages(desk: Desk, round_: Round) -> list[Outage]:
    return [
        Outage(outage.began_at, outage.ended_at or _FAR)
        for outage in outages_between(desk.session, round_.opens_at, desk.now)
    ]


def _judge(desk: Desk, round_: Round, assignment: Assignment, versions: list[Answer], outages: list[Outage]) -> bool:
    said = [Version(answer.submitted_at, answer.confirmed_at, by_button=answer.by_button) for answer in versions]
    # The newest is the one that is judged; what became of it afterwards is not its own lateness.
    returned = [answer.returned_at for answer in versions[:-1] if answer.returned_at is not None]
    zone = desk.policy.zone
    days = working_days(desk.session, desk.now.astimezone(zone).date())
    due_at = assignment.due_at or round_.due_at
    return bool(is_on_time(said, returned, due_at, outages=outages, zone=zone, days=days))

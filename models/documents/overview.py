"""The words and numbers at the head of the digest and of its summary."""

from locales import t
from models.documents.official import TEXT_WIDTH_MM, Column, OfficialDocument
from models.documents.wording import day_words, digest_round, listed, moment_words, numbered, plan_name, status_words
from models.rules.digest_changes import changes
from models.rules.digest_sums import Counts, counts, counts_by_part, tasks_by_status
from models.rules.digests import Digest

_NUMBER_WIDTH_MM = 13.5
_NUMBERS = 7


def begin(digest: Digest, language: str, title: str) -> OfficialDocument:
    """Return a document with its title, the moment it speaks of, and those it goes to."""
    plan = plan_name(digest.plan_title)
    document = OfficialDocument(language, f"{plan} {title}", digest.office, digest.made_at)
    document.title(plan, title)
    moment = moment_words(language, digest.made_at, digest.zone)
    document.under_title(
        t(language, "digest-as-of-final", moment=moment)
        if digest.final
        else t(language, "digest-as-of-draft", moment=moment, edition=digest.edition)
    )
    if digest.addressees:
        document.flush(t(language, "digest-addressees", names=digest.addressees))
    return document


def overview_paragraphs(digest: Digest, language: str) -> tuple[str, ...]:
    """Return the overview's text: the counts, then the states of the tasks and what changed."""
    plan = plan_name(digest.plan_title)
    basis = (
        t(language, "digest-overview-basis-number", plan=plan, number=digest.document_no)
        if digest.document_no
        else t(language, "digest-overview-basis-plain", plan=plan)
    )
    name = digest_round(language, digest)
    if not digest.tasks:
        return (t(language, "digest-overview-no-tasks", basis=basis, round=name) + counts_words(digest, language),)
    opening = t(language, "digest-overview-tasks", basis=basis, round=name, tasks=len(digest.tasks))
    return (opening + counts_words(digest, language), _statuses(digest, language) + changes_words(digest, language))


def counts_words(digest: Digest, language: str) -> str:
    """Return the five numbers and the due time in a sentence each."""
    return t(
        language,
        "digest-overview-counts",
        expected=digest.expected,
        moment=moment_words(language, digest.made_at, digest.zone),
        answered=digest.answered,
        on_time=digest.on_time,
        late=digest.late,
        owed=digest.owed,
    ) + t(language, "digest-overview-due", moment=moment_words(language, digest.due_at, digest.zone))


def changes_words(digest: Digest, language: str) -> str:
    """Return what changed since the round before in a sentence, "" when there is none to compare with."""
    if digest.previous is None:
        return ""
    found = changes(digest.previous, digest)
    if not found:
        return t(language, "digest-overview-same")
    parts = (
        ("digest-change-done", found.done),
        ("digest-change-delayed", found.delayed),
        ("digest-change-recovered", found.recovered),
        ("digest-change-stalled", found.stalled),
        ("digest-change-silent", found.silent),
    )
    said = [t(language, key, number=len(tasks), tasks=numbered(language, tasks)) for key, tasks in parts if tasks]
    return t(language, "digest-overview-changed", changes=t(language, "digest-semicolon").join(said))


def signed_on(digest: Digest, language: str) -> str:
    """Return the date to sign with."""
    return day_words(language, digest.made_at, digest.zone)


def _statuses(digest: Digest, language: str) -> str:
    words = [
        t(
            language,
            "digest-overview-status",
            status=status_words(language, status) if status else t(language, "digest-status-unanswered"),
            number=number,
        )
        for status, number in tasks_by_status(digest).items()
        if number
    ]
    return t(language, "digest-overview-statuses", statuses=listed(language, words)) if words else ""


def write_parts(document: OfficialDocument, digest: Digest, language: str) -> None:
    """Write the table of each part's numbers; none where a round has no tasks."""
    if not digest.tasks:
        return
    heads = (
        "digest-column-tasks",
        "digest-column-expected",
        "digest-column-answered",
        "digest-column-on-time",
        "digest-column-late",
        "digest-column-owed",
        "digest-column-delayed",
    )
    columns = [
        Column(t(language, "digest-column-part"), TEXT_WIDTH_MM - _NUMBERS * _NUMBER_WIDTH_MM),
        *(Column(t(language, head), _NUMBER_WIDTH_MM, centred=True) for head in heads),
    ]
    rows = [(part, *_numbers(numbers)) for part, numbers in counts_by_part(digest)]
    document.caption(t(language, "digest-parts-caption"))
    document.table(columns, [*rows, (t(language, "digest-total"), *_numbers(counts(digest.tasks)))], total=True)


def _numbers(numbers: Counts) -> tuple[str, ...]:
    values = (
        numbers.tasks,
        numbers.expected,
        numbers.answered,
        numbers.on_time,
        numbers.late,
        numbers.owed,
        numbers.delayed,
    )
    return tuple(str(value) for value in values)

"""The year's view: every task with what was reported of it month by month, for the yearly self-assessment."""

from collections.abc import Sequence

from locales import t
from models.documents.cleaning import plain, tidy
from models.documents.official import TEXT_WIDTH_MM, Column, OfficialDocument
from models.documents.outline import headed
from models.documents.wording import day_words, digest_round, listed, moment_words, plan_name, standing
from models.rules.digest_sums import counts
from models.rules.digests import Digest, Reported, TaskLine

_NUMBER_WIDTH_MM = 18.0
_NUMBERS = 6


def annual_docx(digests: Sequence[Digest], language: str) -> bytes:
    """Return the rounds of a plan, oldest first, as one .docx: the rounds' numbers, then every task month by month.

    Each text stands in it once, under its task and month. Raises ValueError without a digest.
    """
    if not digests:
        raise ValueError("an annual view needs a round")
    last = digests[-1]
    plan = plan_name(last.plan_title)
    names = [digest_round(language, digest) for digest in digests]
    title = (
        t(language, "annual-title", first=names[0], last=names[-1])
        if len(names) > 1
        else t(language, "annual-title-one", round=names[0])
    )
    document = OfficialDocument(language, f"{plan} {title}", last.office, last.made_at)
    document.title(plan, title)
    moment = moment_words(language, last.made_at, last.zone)
    document.under_title(t(language, "digest-as-of-final", moment=moment))
    _write_counts(document, digests, names, language)
    _write_tasks(document, digests, names, language)
    document.signature(last.office, day_words(language, last.made_at, last.zone))
    return document.to_bytes()


def _write_counts(document: OfficialDocument, digests: Sequence[Digest], names: Sequence[str], language: str) -> None:
    columns = [
        Column(t(language, "annual-column-round"), TEXT_WIDTH_MM - _NUMBERS * _NUMBER_WIDTH_MM),
        Column(t(language, "digest-column-expected"), _NUMBER_WIDTH_MM, centred=True),
        Column(t(language, "digest-column-answered"), _NUMBER_WIDTH_MM, centred=True),
        Column(t(language, "digest-column-on-time"), _NUMBER_WIDTH_MM, centred=True),
        Column(t(language, "digest-column-late"), _NUMBER_WIDTH_MM, centred=True),
        Column(t(language, "digest-column-owed"), _NUMBER_WIDTH_MM, centred=True),
        Column(t(language, "digest-column-delayed"), _NUMBER_WIDTH_MM, centred=True),
    ]
    rows = [
        (
            name,
            str(digest.expected),
            str(digest.answered),
            str(digest.on_time),
            str(digest.late),
            str(digest.owed),
            str(counts(digest.tasks).delayed),
        )
        for name, digest in zip(names, digests, strict=True)
    ]
    document.caption(t(language, "annual-caption"))
    document.table(columns, rows)


def _write_tasks(document: OfficialDocument, digests: Sequence[Digest], names: Sequence[str], language: str) -> None:
    lines: dict[int, TaskLine] = {}
    for digest in reversed(digests):
        for line in digest.tasks:
            lines.setdefault(line.number, line)
    by_round = [{line.number: line for line in digest.tasks} for digest in digests]
    after = [{line.number: line for line in digest.after} for digest in digests]
    plan = sorted(lines.values(), key=lambda line: line.number)
    for line in headed(document, plan, plan, language):
        lead = listed(language, line.lead)
        task = plain(line.text).strip().rstrip("。")
        document.heading(3, t(language, "digest-task", number=line.number, task=task, lead=lead))
        quiet = _QuietMonths(document, language)
        for name, found, later in zip(names, by_round, after, strict=True):
            if later.get(line.number) is None and quiet.takes(name, found.get(line.number)):
                continue
            quiet.write()
            _write_month(document, name, found.get(line.number), language)
            _write_month(document, t(language, "annual-after-final", round=name), later.get(line.number), language)
        quiet.write()


class _QuietMonths:
    """Months one after the other of which the same is to be said, and nothing else: done before, or not answered."""

    def __init__(self, document: OfficialDocument, language: str) -> None:
        self._document, self._language = document, language
        self._names: list[str] = []
        self._words = ""

    def takes(self, name: str, line: TaskLine | None) -> bool:
        """Take a month in; False where more is to be said of it."""
        words = self._words_of(line)
        if not words:
            return False
        if words != self._words:
            self.write()
        self._words = words
        self._names.append(name)
        return True

    def write(self) -> None:
        """Write what was taken in as one paragraph."""
        if self._names:
            first, last = self._names[0], self._names[-1]
            span = first if first == last else t(self._language, "annual-span", first=first, last=last)
            self._document.body(self._words, label=t(self._language, "annual-month", round=span))
        self._names, self._words = [], ""

    def _words_of(self, line: TaskLine | None) -> str:
        if line is None or line.answers:
            return ""
        if line.done_before:
            return t(self._language, "digest-done-before")
        return t(self._language, "digest-nobody-answered") if len(line.missing) == 1 else ""


def _write_month(document: OfficialDocument, name: str, line: TaskLine | None, language: str) -> None:
    if line is None:
        return
    if line.done_before:
        document.body(t(language, "digest-done-before"), label=t(language, "annual-month", round=name))
        return
    several = len(line.answers) + len(line.missing) > 1
    for answer in line.answers:
        _write_answer(document, name, answer, language, named=several)
    if line.missing:
        silent = t(language, "digest-unit-not-answered", units=listed(language, line.missing))
        document.body(
            silent if several else t(language, "digest-nobody-answered"), label=t(language, "annual-month", round=name)
        )


def _write_answer(document: OfficialDocument, name: str, answer: Reported, language: str, *, named: bool) -> None:
    said = standing(language, answer)
    if named and said:
        label = t(language, "annual-month-unit", round=name, unit=answer.unit, standing=said)
    elif named:
        label = t(language, "annual-month-unit-plain", round=name, unit=answer.unit)
    elif said:
        label = t(language, "annual-month-standing", round=name, standing=said)
    else:
        label = t(language, "annual-month", round=name)
    document.body(*(tidy(answer.text) or ("—",)), label=label)
    for head, text in (
        (t(language, "digest-problems"), answer.problems),
        (t(language, "digest-next-step"), answer.next_step),
    ):
        if paragraphs := tidy(text):
            document.body(*paragraphs, label=head)

"""The digest as an official document: overview, every task in the circular's order, then who is delayed and who is missing."""

from dataclasses import replace

from locales import t
from models.documents.cleaning import plain, tidy
from models.documents.official import Column, OfficialDocument
from models.documents.outline import headed
from models.documents.overview import begin, overview_paragraphs, signed_on, write_parts
from models.documents.wording import digest_round, extended_words, listed, numbered, standing, status_words
from models.rules.digest_changes import addendum
from models.rules.digests import (
    Digest,
    MissingUnit,
    Reported,
    TaskLine,
    delayed,
    not_answered,
    not_registered,
    task_status,
)
from models.rules.words import RoundKind


def digest_docx(digest: Digest, language: str) -> bytes:
    """Return the digest of a round as .docx in the layout of GB/T 9704-2012.

    Every answer's text stands in it once, under its task, tidied but never rewritten; lead units that wrote the same are
    named together. The lists of delayed tasks, of units missing and of units not registered are its annexes.
    """
    document = begin(digest, language, t(language, "digest-title", round=digest_round(language, digest)))
    document.heading(1, t(language, "digest-overview"))
    document.body(*overview_paragraphs(digest, language))
    write_parts(document, digest, language)
    for line in headed(document, digest.tasks, digest.tasks, language):
        _write_task(document, line, language)
    titles = [t(language, "digest-annex-unregistered")]
    if digest.kind is not RoundKind.REGISTRATION or not_answered(digest):
        # Whoever owes a registration is, as a rule, whoever is not registered.
        titles.insert(0, t(language, "digest-annex-missing"))
    if digest.tasks:
        titles.insert(0, t(language, "digest-annex-delayed"))
    document.annex_list(
        t(language, "digest-annexes"),
        [t(language, "digest-annex-item", number=n, title=title) for n, title in enumerate(titles, start=1)],
    )
    document.signature(digest.office, signed_on(digest, language))
    for number, title in enumerate(titles, start=1):
        document.annex(t(language, "digest-annex-number", number=number), title)
        if title == t(language, "digest-annex-delayed"):
            _write_delayed(document, digest, language)
        elif title == t(language, "digest-annex-missing"):
            nobody = "digest-registered-answered" if not_registered(digest) else "digest-nobody-missing"
            _write_units(document, not_answered(digest), language, t(language, nobody))
        else:
            _write_units(document, not_registered(digest), language, t(language, "digest-all-registered"))
    return document.to_bytes()


def addendum_docx(final: Digest, digest: Digest, language: str) -> bytes:
    """Return what was answered or changed after 定稿 (`final`), by `digest`, as a .docx of its own in the same layout."""
    title = t(language, "digest-title-addendum", round=digest_round(language, digest))
    document = begin(replace(digest, final=True), language, title)
    for line in headed(document, addendum(final, digest), digest.tasks, language):
        _write_task(document, line, language)
    document.signature(digest.office, signed_on(digest, language))
    return document.to_bytes()


def _write_task(document: OfficialDocument, line: TaskLine, language: str) -> None:
    lead = listed(language, line.lead)
    document.heading(3, t(language, "digest-task", number=line.number, task=_bare(line.text), lead=lead))
    several = len(line.answers) + len(line.missing) > 1
    for answers in _alike(line.answers):
        _write_answers(document, answers, language, named=several)
    if not line.answers and line.missing and not several:
        document.body(t(language, "digest-nobody-answered"))
    elif line.missing:
        document.body(t(language, "digest-unit-not-answered", units=listed(language, line.missing)))
    elif not line.answers:
        document.body(t(language, "digest-done-before" if line.done_before else "digest-nothing-owed"))


def _alike(answers: tuple[Reported, ...]) -> list[list[Reported]]:
    """Put the answers that say the same together, in the order their first units stand in."""
    groups: dict[tuple[object, ...], list[Reported]] = {}
    for answer in answers:
        key = (answer.status, answer.percent, answer.text.strip(), answer.problems.strip(), answer.next_step.strip())
        groups.setdefault(key, []).append(answer)
    return list(groups.values())


def _write_answers(document: OfficialDocument, answers: list[Reported], language: str, *, named: bool) -> None:
    """Write one text and the units that gave it; `named` where more than one unit answers for the task."""
    first = answers[0]
    text = tidy(first.text)
    said = [standing(language, answer) for answer in answers]
    if not named:
        if text:
            document.body(*text, label=_progress(language, said[0]))
        else:
            document.body(t(language, "digest-progress-silent", standing=said[0]))
    elif text:
        document.body(*text, label=t(language, "digest-progress-units", units=_units(answers, said, language)))
    elif len(set(said)) == 1:
        units = listed(language, (answer.unit for answer in answers))
        document.body(t(language, "digest-progress-unit-silent", units=units, standing=said[0]))
    else:
        for answer, words in zip(answers, said, strict=True):
            document.body(t(language, "digest-progress-unit-silent", units=answer.unit, standing=words))
    for label, field in (
        (t(language, "digest-problems"), first.problems),
        (t(language, "digest-next-step"), first.next_step),
    ):
        if paragraphs := tidy(field):
            document.body(*paragraphs, label=label)


def _progress(language: str, said: str) -> str:
    return t(language, "digest-progress", standing=said) if said else t(language, "digest-progress-plain")


def _units(answers: list[Reported], said: list[str], language: str) -> str:
    if len(set(said)) == 1:
        return _unit(language, listed(language, (answer.unit for answer in answers)), said[0])
    return listed(language, (_unit(language, answer.unit, words) for answer, words in zip(answers, said, strict=True)))


def _unit(language: str, unit: str, said: str) -> str:
    return t(language, "digest-unit-standing", unit=unit, standing=said) if said else unit


def _write_delayed(document: OfficialDocument, digest: Digest, language: str) -> None:
    """List the delayed tasks. Their reasons stand in the body, once."""
    lines = delayed(digest)
    if not lines:
        document.body(t(language, "digest-nothing-delayed"))
        return
    before = {line.number: task_status(line) for line in digest.previous.tasks} if digest.previous else {}
    nothing = t(language, "digest-nothing-said")
    columns = (
        Column(t(language, "digest-column-number"), 14, centred=True),
        Column(t(language, "digest-column-task"), 68),
        Column(t(language, "digest-column-delayed-units"), 30),
        Column(t(language, "digest-column-percent"), 22, centred=True),
        Column(t(language, "digest-column-before"), 22, centred=True),
    )
    rows = []
    for line in lines:
        then = before.get(line.number)
        rows.append(
            (
                str(line.number),
                plain(line.name),
                listed(language, (answer.unit for answer in line.answers)),
                "\n".join(nothing if answer.percent is None else f"{answer.percent}%" for answer in line.answers),
                status_words(language, then) if then else nothing,
            )
        )
    document.table(columns, rows)


def _write_units(document: OfficialDocument, units: tuple[MissingUnit, ...], language: str, nobody: str) -> None:
    if not units:
        document.body(nobody)
        return
    nothing = t(language, "digest-nothing-said")
    columns = (
        Column(t(language, "digest-column-unit"), 44),
        Column(t(language, "digest-column-owed-tasks"), 32),
        Column(t(language, "digest-column-persons"), 50),
        Column(t(language, "digest-column-telephone"), 30, centred=True),
    )
    document.table(
        columns,
        (
            (
                unit.unit,
                "\n".join((numbered(language, unit.tasks) or nothing, *extended_words(language, unit))),
                "\n".join(
                    t(language, "digest-person", name=plain(person.name), phone=plain(person.phone)).strip()
                    for person in unit.persons
                )
                or nothing,
                plain(unit.telephone or "") or nothing,
            )
            for unit in units
        ),
    )


def _bare(text: str) -> str:
    return plain(text).strip().rstrip("。")

"""What a final digest says that a later correction of the plan must not change: its heading, its tasks, and last month's statuses.

Kept beside `models.rules.finals` as JSON values; units by their id, so that a renamed unit is called the same everywhere. Of
people nothing is kept here: whoever is erased is gone from old documents too.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.rules.digests import Digest, MissingUnit, Reported, TaskLine
from models.rules.words import Status


def kept_words(digest: Digest, ids: Mapping[str, int]) -> dict[str, Any]:
    """Return what is to be kept of a digest that becomes final; `ids` are the units' by name."""
    return {
        "plan_title": digest.plan_title,
        "document_no": digest.document_no,
        "office": digest.office,
        "tasks": [_task(line, ids) for line in digest.tasks],
        "unregistered": [ids[name] for name in digest.unregistered],
        "registered": [ids[unit.unit] for unit in digest.missing if unit.registered],
        "previous": None if digest.previous is None else [_before(line, ids) for line in digest.previous.tasks],
    }


def _task(line: TaskLine, ids: Mapping[str, int]) -> dict[str, Any]:
    return {
        "number": line.number,
        "part": line.part,
        "measure": line.measure,
        "text": line.text,
        "title": line.title,
        "lead": [ids[name] for name in line.lead],
        "support": [ids[name] for name in line.support],
        "late": [ids[answer.unit] for answer in line.answers if not answer.on_time],
        "done_before": line.done_before,
    }


def _before(line: TaskLine, ids: Mapping[str, int]) -> dict[str, Any]:
    return {
        "number": line.number,
        "answers": [[ids[answer.unit], answer.status.value] for answer in line.answers],
        "missing": [ids[name] for name in line.missing],
        "done_before": line.done_before,
    }


def with_kept_words(found: Digest, words: Mapping[str, Any], names: Mapping[int, str]) -> Digest:
    """Return a final digest gathered anew as it was when it was signed; `names` are the units' by id."""
    by_number = {line.number: line for line in found.tasks}
    tasks = tuple(_signed(by_number.get(task["number"]), task, names) for task in words["tasks"])
    late = sum(not answer.on_time for line in tasks for answer in line.answers)
    registered = {names[id_] for id_ in words["registered"] if id_ in names}
    return replace(
        found,
        plan_title=words["plan_title"],
        document_no=words["document_no"],
        office=words["office"],
        tasks=tasks,
        on_time=found.answered - late,
        late=late,
        missing=tuple(_missing(unit, is_registered=unit.unit in registered) for unit in found.missing),
        unregistered=_named(words["unregistered"], names),
        previous=_previous(found, words["previous"], names),
    )


def _named(ids: list[int], names: Mapping[int, str]) -> tuple[str, ...]:
    # A unit merged into another since has no name of its own any more.
    return tuple(names[id_] for id_ in ids if id_ in names)


def _missing(unit: MissingUnit, *, is_registered: bool) -> MissingUnit:
    return replace(unit, registered=is_registered)


def _signed(line: TaskLine | None, task: Mapping[str, Any], names: Mapping[int, str]) -> TaskLine:
    late = set(_named(task["late"], names))
    answers = () if line is None else line.answers
    return TaskLine(
        number=task["number"],
        part=task["part"],
        measure=task["measure"],
        text=task["text"],
        title=task["title"],
        lead=_named(task["lead"], names),
        support=_named(task["support"], names),
        answers=tuple(replace(answer, on_time=answer.unit not in late) for answer in answers),
        missing=() if line is None else line.missing,
        done_before=task["done_before"],
    )


def _previous(found: Digest, before: list[Mapping[str, Any]] | None, names: Mapping[int, str]) -> Digest | None:
    """Return last month with the statuses it had then, which is all that is compared."""
    if before is None or found.previous is None:
        return None
    lines = {line.number: line for line in found.previous.tasks}
    tasks = []
    for task in before:
        line = lines.get(task["number"])
        if line is None:
            line = TaskLine(task["number"], "", "", "", None, (), (), (), ())
        known = {answer.unit: answer for answer in line.answers}
        answers = tuple(
            replace(known[names[id_]], status=Status(status))
            if names[id_] in known
            else _answer(found, names[id_], status)
            for id_, status in task["answers"]
            if id_ in names
        )
        tasks.append(
            replace(line, answers=answers, missing=_named(task["missing"], names), done_before=task["done_before"])
        )
    return replace(found.previous, tasks=tuple(tasks))


def _answer(found: Digest, unit: str, status: str) -> Reported:
    return Reported(
        unit=unit,
        status=Status(status),
        percent=None,
        text="",
        problems="",
        next_step="",
        reporter="",
        submitted_at=found.due_at,
        on_time=True,
        on_behalf=False,
        version=1,
        receipt="",
        accepted=True,
    )

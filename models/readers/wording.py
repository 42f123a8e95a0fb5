"""What readers say to people: doubts and refusals in words, and the JSON shape of a plan (contract, `import --json`)."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any

from locales import t
from models.rules.circular_words import number_ranges
from models.rules.circulars import Circular, Doubt, Place, PlaceKind, UnreadableFileError

_MOST_SAID = 5


def say_place(place: Place, language: str) -> str:
    """Say where: a row, a line or the whole file, with the task's number where it is known."""
    if place.kind is PlaceKind.LINE:
        words = t(language, "readers-where-line", row=place.row)
    elif place.kind is PlaceKind.SHEET_ROW:
        words = t(language, "readers-where-sheet-row", sheet=place.sheet, row=place.row)
    elif place.kind is PlaceKind.TABLE_ROW:
        words = t(language, "readers-where-table-row", sheet=place.sheet, row=place.row)
    elif place.sheet:
        words = t(language, "readers-where-sheet", sheet=place.sheet)
    else:
        words = t(language, "readers-where-file")
    return words if place.task is None else t(language, "readers-where-task", place=words, task=place.task)


def say_doubt(doubt: Doubt, language: str) -> str:
    """Say what is doubtful, or wrong and how to mend it, without the place."""
    return t(language, doubt.key, doubt.values)


def say_doubt_with_place(doubt: Doubt, language: str) -> str:
    """Say place and matter in one line."""
    if doubt.where == Place():
        return say_doubt(doubt, language)
    return t(language, "readers-at", where=say_place(doubt.where, language), message=say_doubt(doubt, language))


_EACH_THE_SAME = frozenset({"readers-doubt-no-units", "readers-doubt-hidden-row"})


def say_doubts(doubts: Sequence[Doubt], language: str) -> list[str]:
    """Say every doubt in a line with its place; one that is the same for many tasks is one line with their numbers."""
    lines: list[str] = []
    together: dict[str, list[int]] = {}
    for doubt in doubts:
        if doubt.key in _EACH_THE_SAME and doubt.where.task is not None:
            together.setdefault(doubt.key, []).append(doubt.where.task)
        else:
            lines.append(say_doubt_with_place(doubt, language))
    for key, tasks in together.items():
        where = t(language, "readers-where-tasks", tasks=number_ranges(tasks))
        lines.append(t(language, "readers-at", where=where, message=t(language, key)))
    return lines


def say_refusal(error: UnreadableFileError, language: str, *, most: int = _MOST_SAID) -> str:
    """Say why a file is refused: the first `most` problems, one a line, and how many there are besides."""
    lines = [say_doubt_with_place(problem, language) for problem in error.problems[:most]]
    if len(error.problems) > most:
        lines.append(t(language, "readers-and-more", number=len(error.problems) - most))
    return "\n".join(lines)


def to_json(circular: Circular, language: str, zone: tzinfo | None = None) -> Mapping[str, Any]:
    """Return the document `import --json` prints for a plan; what the file does not say is null.

    The registration cutoff carries the offset of `zone`, the plan's; without a zone it is naive.
    """
    moment = circular.registration_due_at and circular.registration_due_at.replace(tzinfo=zone)
    return {
        "title": circular.title,
        "code": circular.code,
        "document_no": circular.document_no or None,
        "issuer": circular.issuer or None,
        "issued_on": circular.issued_on.isoformat() if circular.issued_on else None,
        "due_day": circular.due_day,
        "registration_due_at": moment.isoformat(timespec="seconds") if moment else None,
        "counts": {
            "parts": len(circular.parts),
            "measures": len(circular.measures),
            "tasks": len(circular.tasks),
        },
        "tasks": [
            {
                "number": task.number,
                "part": task.part,
                "measure": task.measure,
                "text": task.text,
                "lead": list(task.lead),
                "support": list(task.support),
            }
            for task in circular.tasks
        ],
        "warnings": [
            {"where": say_place(doubt.where, language), "message": say_doubt(doubt, language)}
            for doubt in circular.doubts
        ],
    }

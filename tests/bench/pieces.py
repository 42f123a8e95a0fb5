"""Measurements that run in a process of their own, so that their memory is theirs alone: `python -m tests.bench.pieces NAME …`.

Each prepares in one process (`prepare-…`) and is measured in another; it prints one JSON object.
"""

import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from sqlmodel import Session, func, select

from models.actions.desk import Desk
from models.actions.documents import MadeFile, gather
from models.actions.reminding import remind_due
from models.actions.rounds import open_rounds
from models.database import Database
from models.documents.template import plan_template_xlsx
from models.tables import OutboxMessage, Round
from tests.bench.offices import (
    JUNE,
    ZONE,
    answer_everything,
    database_at,
    demo_circular,
    import_at,
    large_circular,
    many_liaisons_office,
    policy,
)

_OPENING = datetime(2024, 6, 18, 9, 0, 1, tzinfo=ZONE)
_DOCUMENTS = ("digest_docx", "summary_docx", "ledger_xlsx", "picture_png")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _database(folder: Path) -> Database:
    return Database(f"sqlite:///{folder / 'liaison.db'}")


def prepare_workbook(folder: Path, words: Sequence[str]) -> Mapping[str, Any]:
    """Write a plan of so many tasks as a workbook."""
    (folder / "plan.xlsx").write_bytes(plan_template_xlsx(large_circular(int(words[0])), "zh-CN"))
    return {}


def prepare_due(folder: Path, words: Sequence[str]) -> Mapping[str, Any]:
    """Make an office of so many liaisons and past rounds."""
    many_liaisons_office(folder, int(words[0]), int(words[1])).close()
    return {}


def due(folder: Path, _words: Sequence[str]) -> Mapping[str, Any]:
    """Queue the opening's reminder for everybody, and then look once more, when nothing is due."""
    database = _database(folder)
    before = _megabytes()

    def tick(now: datetime) -> tuple[int, float]:
        began = time.perf_counter()
        queued = database.transact(lambda session: remind_due(Desk(session, now, policy(), "bench")))
        return queued, time.perf_counter() - began

    queued, seconds = tick(_OPENING)
    peak = _megabytes()
    again, idle_seconds = tick(_OPENING + timedelta(seconds=20))
    waiting = database.look(lambda session: session.exec(select(func.count()).select_from(OutboxMessage)).one())
    assert (again, waiting) == (0, queued)
    return {"queued": queued, "seconds": seconds, "idle_seconds": idle_seconds, "peak": peak, "grown": peak - before}


def prepare_digest(folder: Path, words: Sequence[str]) -> Mapping[str, Any]:
    """Make an office whose plan of so many tasks has been reported on for so many months, to the last one."""
    tasks, months = int(words[0]), int(words[1])
    first = datetime(2024, 1, 5, tzinfo=ZONE)
    database = database_at(folder, first)
    circular = demo_circular() if tasks == len(demo_circular().tasks) else large_circular(tasks)
    import_at(database, circular, first, "2024-01", f"2024-{months:02d}")
    for round_ in sorted(
        database.look(lambda session: list(session.exec(select(Round)).all())), key=lambda row: row.opens_at
    ):
        now = round_.opens_at + timedelta(hours=1)

        def work(session: Session, now: datetime = now) -> None:
            open_rounds(Desk(session, now, policy(), "bench"))
            session.flush()
            answer_everything(session)

        database.transact(work)
    database.close()
    return {}


def digest(folder: Path, _words: Sequence[str]) -> Mapping[str, Any]:
    """Make every document of the last round."""
    database = _database(folder)
    found: dict[str, Any] = {}
    began = time.perf_counter()

    def look(session: Session) -> int:
        rows = [row for row in session.exec(select(Round)).all() if row.kind == "monthly" and row.opened_at]
        return max(rows, key=lambda row: row.due_at).id or 0

    round_id = database.look(look)
    for document in _DOCUMENTS:
        step = time.perf_counter()
        request = {"document": document, "round": round_id, "language": "zh-CN"}

        def ask(session: Session, request: Mapping[str, Any] = request) -> Callable[[], MadeFile]:
            return gather(session, request, JUNE.replace(month=12), ZONE)

        make = database.look(ask)
        found[document] = {"bytes": len(make().content), "seconds": time.perf_counter() - step}
    return {**found, "seconds": time.perf_counter() - began, "peak": _megabytes()}


PIECES: Mapping[str, Callable[[Path, Sequence[str]], Mapping[str, Any]]] = {
    "prepare-workbook": prepare_workbook,
    "prepare-due": prepare_due,
    "due": due,
    "prepare-digest": prepare_digest,
    "digest": digest,
}


if __name__ == "__main__":
    name, folder, *rest = sys.argv[1:]
    sys.stdout.write(orjson.dumps(PIECES[name](Path(folder), rest)).decode())

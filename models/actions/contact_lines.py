"""The lines of a unit's contact sheet (附件3), as they are shown."""

from datetime import timedelta

from models.actions.desk import Desk
from models.messages.people import Line
from models.rules.deadlines import local_day
from models.rules.words import LiaisonState
from models.store.people import liaisons_of_unit
from models.tables import Person


def lines_of_unit(desk: Desk, unit_id: int, *, reader: Person | None = None) -> list[Line]:
    """Return a unit's lines; the `reader`'s own are marked, and may be changed unless they stand in for somebody."""
    lines: list[Line] = []
    for line in liaisons_of_unit(desk.session, unit_id):
        is_own = reader is not None and line.person_id == reader.id
        lines.append(
            Line(
                id=line.id or 0,
                tasks=None if line.tasks is None else tuple(line.tasks),
                leader_name=line.leader_name,
                leader_phone=line.leader_phone,
                name=line.name,
                phone=line.phone,
                is_own=is_own,
                is_changeable=is_own and line.deputy_of is None,
                is_pending=line.state == LiaisonState.PENDING,
                is_reachable=line.person_id is not None,
                # `until` is the midnight that ends the last day.
                until=None if line.until is None else local_day(line.until - timedelta(seconds=1), desk.policy.zone),
            )
        )
    return lines

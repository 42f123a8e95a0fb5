"""`python -m handlers.permission_page`: prints docs/permissions.md, made from the routing table that is enforced."""

import inspect
import sys
from collections.abc import Collection, Sequence

from handlers.permissions import Audience, Place, Role, Ruling, rule
from handlers.routing import COMMANDS, PRESSES
from models.messages.help import describe_command

# Who stands where. In the office's group everybody is a member; elsewhere membership of it counts for nothing.
COLUMNS: tuple[tuple[str, frozenset[Role], Place], ...] = (
    ("stranger", frozenset({Role.STRANGER}), Place.PRIVATE),
    ("liaison", frozenset({Role.LIAISON}), Place.PRIVATE),
    ("leader", frozenset({Role.LEADER}), Place.PRIVATE),
    ("office", frozenset({Role.OFFICE}), Place.PRIVATE),
    ("admin", frozenset({Role.OFFICE, Role.ADMIN}), Place.PRIVATE),
    ("member, in the office's group", frozenset({Role.OFFICE}), Place.OFFICE_GROUP),
    ("admin, in the office's group", frozenset({Role.OFFICE, Role.ADMIN}), Place.OFFICE_GROUP),
    ("anybody, in another group", frozenset({Role.STRANGER}), Place.OTHER_GROUP),
    ("admin, in another group", frozenset({Role.OFFICE, Role.ADMIN}), Place.OTHER_GROUP),
)
YES, NO = "yes", "–"

_HEAD = """# Who may do what

Made from the routing table in `handlers/__init__.py` by `make permissions`; do not edit. A test holds the page against the
table, and every cell of it against what the program does.

- **yes**: it is done. What is for liaisons, leaders and strangers is about their own things alone: whatever number somebody
  forges into a button, it names nothing of another person's.
- **–**: refused, with a word in private and without one in a group where it means nothing; nothing is changed.
- One person may be several of these; then the better column counts. Membership of the office's group is looked up at the
  press. An admin is who stands in `LIAISON_ADMIN_IDS`. With no group bound, what is meant for the office goes to the admins.
"""


def permission_page() -> str:
    """Return the page."""
    commands = [
        (f"`/{name}`", describe_command("en", name), command.audience, command.places)
        for name, command in COMMANDS.items()
    ]
    buttons = [
        (f"`{verb}`", (inspect.getdoc(press.act) or "").splitlines()[0], press.audience, press.places)
        for verb, press in PRESSES.items()
    ]
    return "\n".join(
        (_HEAD, "## Commands", "", *_table("command", commands), "", "## Buttons", "", *_table("button", buttons), "")
    )


def _table(kind: str, rows: Sequence[tuple[str, str, Audience, Collection[Place]]]) -> list[str]:
    lines = [
        f"| {kind} | what | {' | '.join(name for name, _, _ in COLUMNS)} |",
        f"|---|---|{'---|' * len(COLUMNS)}",
    ]
    for name, what, audience, places in rows:
        cells = [
            YES if rule(audience, places, place, roles.__contains__) is Ruling.ALLOWED else NO
            for _, roles, place in COLUMNS
        ]
        lines.append(f"| {name} | {what.replace('|', '/')} | {' | '.join(cells)} |")
    return lines


if __name__ == "__main__":
    sys.stdout.write(permission_page())

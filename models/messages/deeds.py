"""The audit's words: what each deed is called, and which of its particulars are for people to read."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from locales import t
from models.messages.words import escape, say_due

_SHOWN_VALUE = 60
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$")

DEEDS = {
    "import": "deed-import",
    "assign_units": "deed-assign-units",
    "invite": "deed-invite",
    "revoke_link": "deed-revoke-link",
    "claim": "deed-claim",
    "register": "deed-register",
    "approve": "deed-approve",
    "refuse": "deed-refuse",
    "contacts": "deed-contacts",
    "contact": "deed-contact",
    "leader": "deed-leader",
    "copy_leaders": "deed-copy-leaders",
    "handover": "deed-handover",
    "revoke": "deed-revoke",
    "deputise": "deed-deputise",
    "leave_ended": "deed-leave-ended",
    "erase": "deed-erase",
    "export_personal": "deed-export-personal",
    "open": "deed-open",
    "round_due": "deed-round-due",
    "round_open": "deed-round-open",
    "round_close": "deed-round-close",
    "round_skip": "deed-round-skip",
    "round_merge": "deed-round-merge",
    "extend_plan": "deed-extend-plan",
    "ladder": "deed-ladder",
    "calendar": "deed-calendar",
    "call": "deed-call",
    "submit": "deed-submit",
    "enter": "deed-enter",
    "sheet": "deed-sheet",
    "accept": "deed-accept",
    "accept_all": "deed-accept-all",
    "return": "deed-return",
    "finalize": "deed-finalize",
    "ask_extension": "deed-ask-extension",
    "extend": "deed-extend",
    "refuse_extension": "deed-refuse-extension",
    "ask_supporters": "deed-ask-supporters",
    "contribute": "deed-contribute",
    "note": "deed-note",
    "remind": "deed-remind",
    "broadcast": "deed-broadcast",
    "broadcast_stop": "deed-broadcast-stop",
    "export": "deed-export",
    "bind_office": "deed-bind-office",
    "redirect": "deed-redirect",
    "follow": "deed-follow",
    "gap": "deed-gap",
    "unit_telephone": "deed-unit-telephone",
    "unit_alias": "deed-unit-alias",
    "unit_rename": "deed-unit-rename",
    "unit_unalias": "deed-unit-unalias",
    "unit_member": "deed-unit-member",
    "unit_unmember": "deed-unit-unmember",
    "unit_merge": "deed-unit-merge",
}
"""The key of each deed `Desk.note` writes down, by its name in the database."""

# Numbers of rows are for programs: `export data` has them.
_PARTICULARS = {
    "uses": "deed-of-uses",
    "days": "deed-of-days",
    "count": "deed-of-count",
    "receipt": "deed-of-receipt",
    "task": "deed-of-task",
    "tasks": "deed-of-tasks",
    "round": "deed-of-round",
    "first": "deed-of-first",
    "last": "deed-of-last",
    "people": "deed-of-people",
    "accepted": "deed-of-accepted",
    "reason": "deed-of-reason",
    "until": "deed-of-until",
    "due_at": "deed-of-due-at",
    "units": "deed-of-units",
    "into": "deed-of-into",
    "merged": "deed-of-merged",
    "value": "deed-of-value",
    "text": "deed-of-text",
    "leaders": "deed-of-leaders",
    "lines": "deed-of-lines",
    "rung": "deed-of-rung",
    "numbers": "deed-of-numbers",
    "rounds": "deed-of-rounds",
}


def say_deed(language: str, action: str) -> str:
    """Return what a deed is called; one that an older program wrote down keeps its name."""
    key = DEEDS.get(action)
    return f"<code>{escape(action)}</code>" if key is None else t(language, key)


def say_particulars(language: str, particulars: Mapping[str, Any], zone: tzinfo) -> str:
    """Return what more there is to a deed, the numbers of rows left out, moments in the plan's zone."""
    return t(language, "list-separator").join(
        f"{t(language, key)} {escape(_shown(language, particulars[name], zone))}"
        for name, key in _PARTICULARS.items()
        if particulars.get(name) is not None
    )


def _shown(language: str, value: Any, zone: tzinfo) -> str:  # noqa: ANN401 - JSON
    if isinstance(value, str) and _MOMENT.match(value):
        return say_due(language, datetime.fromisoformat(value), zone)
    text = ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)
    return text[:_SHOWN_VALUE]

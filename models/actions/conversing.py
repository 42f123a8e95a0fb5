"""Remembering what a person's next message would answer."""

from typing import Any

from models.actions.desk import Desk
from models.store.people import conversation_state, keep_conversation
from models.tables import Person

# A registration half filled in, by unit, while something else is being talked about.
_PARKED = "parked"


def conversation_of(desk: Desk, person: Person) -> dict[str, Any]:
    """Return the state of a person's conversation; empty when nothing is awaited."""
    return {key: value for key, value in _state_of(desk, person).items() if key != _PARKED}


def expect_state(desk: Desk, person: Person, state: dict[str, Any] | None) -> None:
    """Take a state that has just been looked up for the one kept, so that nobody looks it up again."""
    desk.kept["conversation", person.id] = state or {}


def _state_of(desk: Desk, person: Person) -> dict[str, Any]:
    # Every handler on the way asks again.
    key = ("conversation", person.id)
    if key not in desk.kept:
        desk.kept[key] = conversation_state(desk.session, person.id or 0) or {}
    state: dict[str, Any] = desk.kept[key]
    return dict(state)


def await_next(desk: Desk, person: Person, state: dict[str, Any]) -> None:
    """Remember what the next message would answer; an empty state awaits nothing.

    A registration half filled in is laid aside, not lost: `parked_form` has it.
    """
    before = _state_of(desk, person)
    parked = dict(before.get(_PARKED, {}))
    if before.get("kind") == "form" and state.get("kind") != "form":
        parked[str(before["form"]["unit_id"])] = before["form"]
    elif state.get("kind") == "form":
        parked.pop(str(state["form"]["unit_id"]), None)
    _write(desk, person, {**state, _PARKED: parked} if parked else state)


def _write(desk: Desk, person: Person, state: dict[str, Any]) -> None:
    if state or _state_of(desk, person):
        keep_conversation(desk.session, person.id or 0, state, desk.now)
        desk.kept["conversation", person.id] = state


def parked_form(desk: Desk, person: Person, unit_id: int) -> dict[str, Any] | None:
    """Return the registration of a unit that was laid aside half filled in, as the form's JSON; None if there is none."""
    form: dict[str, Any] | None = _state_of(desk, person).get(_PARKED, {}).get(str(unit_id))
    return form


def end_form(desk: Desk, person: Person) -> None:
    """Forget the registration being filled in: it was submitted, or cancelled."""
    state = _state_of(desk, person)
    _write(desk, person, {_PARKED: state[_PARKED]} if state.get(_PARKED) else {})


def forget_conversation(desk: Desk, person: Person) -> None:
    """Await nothing, and keep nothing that was laid aside."""
    _write(desk, person, {})

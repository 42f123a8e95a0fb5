"""Every public function of `models.messages`, found by looking: whatever people wrote, Telegram takes what we make of it.

The arguments are drawn from the annotations, so that a function written tomorrow is tried tomorrow.
"""

import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, tzinfo
from enum import Enum
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import models.messages
from locales import LANGUAGES
from models.messages import help as help_messages
from models.messages.acts import TaskView, UnitView
from models.messages.chasing import broadcast_preview, broadcast_text, fits_broadcast
from models.messages.history import PastAnswer
from models.messages.pages import fit
from models.messages.rescheduling import RungLine
from models.messages.standings import Standing
from models.rules.assignments import Entry, Item
from models.rules.chats import Button, Message
from models.rules.words import AssignmentState, RoundKind, Status
from models.tables import Answer
from tests.models.messages.markup import check, seen

# A tag we do not use, every character HTML cares about, and what an escape done twice would show.
NASTY = "<script>&\"'</b>"
_TWICE = ("&lt;", "&gt;", "&amp;", "&quot;", "&#x27;")

_NAMES = st.builds("{}{}{}".format, st.sampled_from(["", "陶", "😀"]), st.just(NASTY), st.text("陶 𠮷", max_size=20))
_LONG = st.builds(lambda text, times: text * times, _NAMES, st.sampled_from([0, 1, 1, 30, 300]))
_MOMENTS = st.datetimes(datetime(2023, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
_SLUGS = st.sampled_from(["2024-06", "2024-12", "2025-01"])
_KINDS = st.sampled_from(["monthly", "registration", "data_call"])
_NUMBERS = st.integers(1, 99)

# What a parameter, or a field, of this name holds, where its type does not say.
_BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "language": st.sampled_from(LANGUAGES),
    "slug": _SLUGS,
    "round_slug": _SLUGS,
    "first": _SLUGS,
    "last": _SLUGS,
    "kind": _KINDS,
    "span": st.none() | st.tuples(_SLUGS, _SLUGS),
    "round_title": st.just(""),
    "text": _LONG,
    "problems": _LONG,
    "next_step": _LONG,
    "reason": _LONG,
    # Made by the program itself, or HTML that other functions of ours have returned.
    "receipt": st.just("2024-06-0007"),
    "receipt_number": st.just("2024-06-0007"),
    "status": st.sampled_from(Status),
    "due": st.just("6月25日（周二）17:00"),
    "noted": _NAMES.map(escape),
    "remarks": st.lists(_LONG.map(escape), max_size=5),
    "commands": st.lists(st.sampled_from(sorted(help_messages._COMMAND_KEYS)), min_size=1).map(tuple),
    "zone": st.just(ZoneInfo("Asia/Shanghai")),
}


def _items(*, owed: bool = False) -> st.SearchStrategy[list[Item]]:
    def numbered(items: list[Item]) -> list[Item]:
        return [
            _replaced(item, assignment_id=number, state=AssignmentState.OWED if owed else item.state)
            for number, item in enumerate(items, 1)
        ]

    return st.lists(_of_fields(Item), min_size=1, max_size=6).map(numbered)


def _replaced(item: Item, **changes: Any) -> Item:  # noqa: ANN401 - any field
    return Item(**{**{each.name: getattr(item, each.name) for each in fields(item)}, **changes})


@st.composite
def _standings(draw: st.DrawFn, *, owed: bool = False) -> Standing:
    """Draw a round as its reporter sees it: entries and last words belong to its items."""
    items = draw(_items(owed=owed))
    keys = st.sampled_from([item.assignment_id for item in items])
    chosen = {each.name: draw(_for(each.name, hint)) for each, hint in _hints(Standing) if each.name != "items"}
    chosen["items"] = items
    chosen["entries"] = draw(st.dictionaries(keys, _of_fields(Entry), max_size=6))
    chosen["last"] = draw(st.dictionaries(keys, st.tuples(st.none() | st.sampled_from(Status), _LONG), max_size=6))
    return Standing(**chosen)


def _hints(kind: type) -> list[tuple[Any, Any]]:
    hints = typing.get_type_hints(kind)
    return [(each, hints[each.name]) for each in fields(kind)]


def _of_fields(kind: type) -> st.SearchStrategy[Any]:
    if kind is Standing:
        return _standings()
    drawn = {
        each.name: _for(each.name, hint)
        for each, hint in _hints(kind)
        # A value within a value of its own kind (the digest before) may be left out, and would have no end.
        if not (kind.__name__ == "Digest" and each.name == "previous")
    }
    return st.builds(kind, **drawn)


def _task_views() -> st.SearchStrategy[TaskView]:
    """Draw a task as /task shows it, with every version of every unit's answer."""
    answers = st.builds(
        Answer,
        id=_NUMBERS,
        assignment_id=_NUMBERS,
        version=_NUMBERS,
        status=st.sampled_from(Status),
        percent=st.none() | st.integers(0, 100),
        text=_LONG,
        problems=_LONG,
        next_step=_LONG,
        person_id=st.none() | st.integers(1, 3),
        submitted_at=_MOMENTS,
        confirmed_at=_MOMENTS,
        recorded_at=_MOMENTS,
        on_time=st.booleans(),
        on_behalf=st.booleans(),
        receipt=st.just("2024-06-0007"),
        returned_at=st.none() | _MOMENTS,
        return_reason=st.none() | _LONG,
    )
    keys = st.integers(1, 3)
    return st.builds(
        TaskView,
        slug=_SLUGS,
        kind=st.just("monthly"),
        zone=_BY_NAME["zone"],
        number=_NUMBERS,
        title=_NAMES,
        units=st.lists(
            st.builds(UnitView, assignment_id=keys, unit=_NAMES, state=st.sampled_from(AssignmentState)), max_size=3
        ),
        versions=st.dictionaries(keys, st.lists(answers, max_size=3), max_size=3),
        files=st.dictionaries(_NUMBERS, st.lists(_NAMES, max_size=3), max_size=3),
        kept=st.dictionaries(keys, st.integers(0, 9), max_size=3),
        names=st.dictionaries(keys, _NAMES, max_size=3),
    )


def _for(name: str, hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401, C901, PLR0911 - one line a type
    if name == "kind" and hint is RoundKind:
        return st.sampled_from([RoundKind.MONTHLY, RoundKind.REGISTRATION])
    if name in _BY_NAME and hint is not bool:
        return _BY_NAME[name]
    if name == "number" and hint is str:
        return st.just("2024-06-0007")
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return st.one_of([_for(name, each) for each in inner])
    if hint is type(None):
        return st.none()
    if origin is tuple:
        if inner[-1:] == (...,):
            return st.lists(_for("", inner[0]), max_size=4).map(tuple)
        return st.tuples(*(_for("", each) for each in inner))
    if origin in (Sequence, Iterable, list, frozenset, set):
        drawn = st.lists(_for("", inner[0]), max_size=4)
        return drawn if origin in (Sequence, Iterable, list) else drawn.map(frozenset)
    if origin in (Mapping, dict):
        return st.dictionaries(_for("", inner[0]), _for("", inner[1]), max_size=3)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: _NAMES,
        int: _NUMBERS,
        bool: st.booleans(),
        datetime: _MOMENTS,
        date: st.dates(date(2023, 1, 1), date(2026, 12, 31)),
        time: st.times(),
        tzinfo: _BY_NAME["zone"],
        Any: _NAMES,
    }
    if hint in simple:
        return simple[hint]
    if inspect.isclass(hint) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    assert is_dataclass(hint), f"{name}: how is a {hint} drawn?"
    return _of_fields(typing.cast("type", hint))


def _public() -> list[tuple[str, Callable[..., Any]]]:
    found: list[tuple[str, Callable[..., Any]]] = []
    for module in pkgutil.iter_modules(models.messages.__path__):
        loaded = importlib.import_module(f"models.messages.{module.name}")
        found.extend(
            (f"{module.name}.{name}", function)
            for name, function in vars(loaded).items()
            if inspect.isfunction(function) and function.__module__ == loaded.__name__ and not name.startswith("_")
        )
    return found


# Functions that take HTML, or return plain text, or word what the program itself chose: other tests try them.
_APART = {
    "pages.paginate",
    "pages.messages_of",
    "words.plain_text",
    "words.without_status",
    "contributing.as_lead_text",
    "naming.name_short",
    "words.shorten",
    "importing.refused",
    "help.describe_command",
    # Lines that importing.preview_plan and plan_taken put together.
    "correcting.say_difference",
    "correcting.say_told",
    # They word nothing.
    "chasing.fits_broadcast",
    "owed.can_wait",
    "reminder.narrowed",
    "own_words.is_ours",
    "clean_copies.is_clean_copy",
    "clean_copies.read_clean_copy",
    "clean_copies.is_digest",
    "owed.block_headings",
}
_REFUSED = st.lists(st.tuples(_NAMES, _NAMES), min_size=1, max_size=4)
# Where the type says less than the function needs.
_PARTICULAR: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "acts.task": {"view": _task_views()},
    "units.audit": {"page": st.integers(0, 9), "last": st.integers(0, 9)},
    "units.unit_list": {"page": st.integers(0, 9), "last": st.integers(0, 9)},
    # Nobody asks for no links, and a bundle has a file in it.
    "invitations.links": {"lines": st.lists(st.tuples(_NAMES, _NAMES, _NUMBERS, _MOMENTS), min_size=1, max_size=5)},
    "bundles.preview": {"refused": _REFUSED},
    "bundles.nothing_to_take": {"refused": _REFUSED},
    "bundles.taken": {
        "refused": _REFUSED,
        "receipts": st.lists(st.tuples(_NAMES, _NUMBERS, st.just("2024-06-0007")), max_size=4),
    },
    # HTML that other functions of ours have returned, already cut into pages.
    "office.superseded": {"html": _NAMES.map(escape)},
    "office_buttons.page": {"verb": st.sampled_from(["units", "audit", "members_page"])},
    "pages.fit": {"message": st.builds(Message, _LONG.filter(bool).map(escape))},
    "rescheduling.ladder": {
        "rungs": st.lists(
            st.builds(
                RungLine,
                st.sampled_from(["opening", "T-1", "T0", "overdue-1"]),
                st.just("09:00"),
                st.booleans(),
                st.booleans(),
            ),
            max_size=6,
        )
    },
    # The name is HTML that `name_entry` has returned.
    "draft.describe_entry": {"name": _NAMES.map(escape)},
    # The receipt, in HTML already.
    "registration.handed_in": {"answer": st.builds(Message, _LONG.filter(bool).map(escape))},
    "handed_in.handed_in": {"answer": st.builds(Message, _LONG.filter(bool).map(escape))},
    # Nobody is reminded of nothing.
    "reminder.reminder": {"standings": st.lists(_standings(owed=True), min_size=1, max_size=3)},
    "owed.tasks_list": {"standings": st.lists(_standings(), min_size=1, max_size=3)},
    "remarks.plain_remarks": {"remarks": st.lists(_LONG.filter(bool).map(escape), min_size=1, max_size=5)},
    # The readers say five problems at most, each in a line.
    "importing.unreadable": {"reason": st.lists(_NAMES, min_size=1, max_size=5).map("\n".join)},
    "history.history": {
        "rounds": st.lists(st.tuples(_NUMBERS, _SLUGS, st.just("monthly"), _for("", Sequence[PastAnswer])), max_size=4)
    },
}


def _arguments(name: str, function: Callable[..., Any]) -> st.SearchStrategy[dict[str, Any]]:
    hints = typing.get_type_hints(function)
    parameters = inspect.signature(function).parameters
    return st.fixed_dictionaries(
        {
            each: _PARTICULAR[name][each] if each in _PARTICULAR.get(name, {}) else _for(each, hints[each])
            for each in parameters
        }
    )


FUNCTIONS = [
    (name, function)
    for name, function in _public()
    # What leaves by other channels, or is escaped where it is put together, is no HTML.
    if name not in _APART and not name.startswith(("channels.", "alarms."))
]


@pytest.mark.parametrize(("name", "function"), FUNCTIONS, ids=[name for name, _ in FUNCTIONS])
def test_whatever_people_wrote_telegram_takes_what_we_make_of_it(name: str, function: Callable[..., Any]) -> None:
    arguments = _arguments(name, function)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(arguments)
    def tries(values: dict[str, Any]) -> None:
        made = function(**values)
        if isinstance(made, Button):
            check(Message("x", ((made,),)))
            return
        if isinstance(made, tuple):
            check(Message("x", made))
            return
        # A text is a piece of a message; what is longer than a message leaves in pages, as everything does at the desk.
        messages = [made] if isinstance(made, Message) else made
        text = seen(made) if isinstance(made, str) else check([page for each in messages for page in fit(each)])
        assert not any(mark in text for mark in _TWICE), "escaped twice"

    tries()


def test_the_functions_tried_are_found_and_the_texts_are_really_nasty() -> None:
    assert len(FUNCTIONS) > 80
    with pytest.raises(AssertionError):
        seen(NASTY)
    assert seen(escape(NASTY)) == NASTY


@given(text=_LONG, language=st.sampled_from(LANGUAGES), count=_NUMBERS)
def test_a_broadcast_that_is_said_to_fit_arrives_as_one_message(text: str, language: str, count: int) -> None:
    if fits_broadcast(language, text):
        for message in (broadcast_preview(language, 1, text, count), broadcast_text(language, text)):
            assert fit(message) == [message]
            check(message)
    else:
        assert len(fit(Message(escape(text * 2)))) > 1

"""What is said about rounds that are listed, moved, opened, closed, skipped, merged or added, and about their ladders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from locales import t
from models.messages import buttons
from models.messages.pages import messages_of
from models.messages.words import escape, say_moment, say_round
from models.rules.assignments import Item
from models.rules.chats import Button, Message
from models.rules.deadlines import DueChoices, RoundDates
from models.rules.words import RoundKind

_PHASE_KEYS = {
    "planned": "round-phase-planned",
    "open": "round-phase-open",
    "overdue": "round-phase-overdue",
    "closed": "round-phase-closed",
    "skipped": "round-phase-skipped",
}
_PREVIEW_KEYS = {
    "open": "round-preview-open",
    "close": "round-preview-close",
    "skip": "round-preview-skip",
    "merge": "round-preview-merge",
}
_DONE_KEYS = {
    "open": "round-done-open",
    "close": "round-done-close",
    "skip": "round-done-skip",
    "merge": "round-done-merge",
}
_REFUSALS = {
    "round-unknown": "round-unknown",
    "round-no-plan": "round-no-plan",
    "round-over": "round-over",
    "round-due-past": "round-due-past",
    "round-due-too-late": "round-due-too-late",
    "round-is-open": "round-is-open",
    "round-not-open": "round-not-open",
    "round-merge-later": "round-merge-later",
    "round-not-later": "round-not-later",
    "round-bad-time": "round-bad-time",
    "round-usage": "round-usage",
    "ladder-unknown": "ladder-unknown",
    "call-bad-form": "call-bad-form",
    "call-unknown-unit": "call-unknown-unit",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A round by what it is called: its slug and kind, and a data call's title."""

    slug: str
    kind: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round with its dates and where it stands (planned, open, overdue, closed, skipped)."""

    named: Named
    dates: RoundDates
    phase: str


def name_round(language: str, named: Named) -> str:
    """Return a round's name as people say it, escaped."""
    return escape(named.title) if named.title else say_round(language, named.slug, named.kind)


def confirm_rows(language: str, stamp: int) -> tuple[tuple[Button, ...], ...]:
    """确认 and 取消 of what was read back; `stamp` tells this reading from others."""
    return (
        (
            Button(t(language, "button-confirm"), f"confirm:yes:{stamp}"),
            Button(t(language, "button-cancel"), f"confirm:no:{stamp}"),
        ),
    )


def refused(language: str, key: str, arguments: Mapping[str, str]) -> Message:
    """Say what is wrong, and what to do next."""
    return Message(
        t(
            language,
            _REFUSALS.get(key, "round-usage"),
            **{name: escape(value) for name, value in arguments.items()},
        )
    )


def no_plan(language: str) -> Message:
    """Say that no plan has been taken in."""
    return Message(t(language, "round-no-plan"))


def _moments(language: str, moments: Sequence[datetime], zone: tzinfo) -> str:
    return "\n".join(t(language, "round-rung", at=say_moment(language, at, zone)) for at in moments)


def _line(language: str, line: RoundLine, zone: tzinfo) -> str:
    closes_at = line.dates.closes_at or line.dates.due_at
    return t(
        language,
        "round-line",
        round=name_round(language, line.named),
        slug=escape(line.named.slug),
        phase=t(language, _PHASE_KEYS.get(line.phase, "round-phase-planned")),
        opens=say_moment(language, line.dates.opens_at, zone),
        due=say_moment(language, line.dates.due_at, zone),
        closes=say_moment(language, closes_at, zone),
    )


def list_rounds(language: str, rows: Sequence[RoundLine], zone: tzinfo) -> list[Message]:
    """Return the rounds with their dates, and how to change them."""
    return messages_of(
        [f"<b>{t(language, 'round-list')}</b>", *(_line(language, row, zone) for row in rows)],
        Message(t(language, "round-usage")),
    )


def show_round(language: str, line: RoundLine, moments: Sequence[datetime], zone: tzinfo) -> list[Message]:
    """Return one round and the moments at which it will still remind."""
    blocks = [_line(language, line, zone)]
    if moments:
        blocks.append(t(language, "round-rungs", moments=_moments(language, moments, zone)))
    return messages_of(blocks, Message(""))


def preview_due(
    language: str,
    named: Named,
    before: datetime,
    dates: RoundDates,
    moments: Sequence[datetime],
    zone: tzinfo,
    *,
    is_rest: bool,
    people: int,
) -> Message:
    """Say what another due time would mean."""
    lines = [
        t(
            language,
            "round-preview-due",
            round=name_round(language, named),
            before=say_moment(language, before, zone),
            due=say_moment(language, dates.due_at, zone),
            opens=say_moment(language, dates.opens_at, zone),
            closes=say_moment(language, dates.closes_at or dates.due_at, zone),
        )
    ]
    if is_rest:
        lines.append(t(language, "round-due-is-rest"))
    if moments:
        lines.append(t(language, "round-rungs", moments=_moments(language, moments, zone)))
    if people:
        lines.append(t(language, "round-will-tell", count=people))
    return Message("\n".join(lines))


def preview_act(language: str, act: str, named: Named, into: Named | None, owed: int) -> Message:
    """Say what opening, closing, skipping or merging a round would mean."""
    later = "" if into is None else name_round(language, into)
    key = _PREVIEW_KEYS.get(act, "round-preview-skip")
    lines = [t(language, key, round=name_round(language, named), into=later)]
    if owed:
        lines.append(t(language, "round-owed-now", count=owed))
    return Message("\n".join(lines))


def due_changed(language: str, named: Named, due_at: datetime, told: int, zone: tzinfo) -> Message:
    """Say that the due time is another now."""
    due = say_moment(language, due_at, zone)
    return Message(t(language, "round-due-changed", round=name_round(language, named), due=due, count=told))


def due_kept(language: str, named: Named, due_at: datetime, zone: tzinfo) -> Message:
    """Say that the due time stays."""
    return Message(
        t(language, "round-due-kept", round=name_round(language, named), due=say_moment(language, due_at, zone))
    )


def act_done(language: str, act: str, named: Named, told: int) -> Message:
    """Say that a round was opened, closed, skipped or merged."""
    key = _DONE_KEYS.get(act, "round-done-skip")
    return Message(t(language, key, round=name_round(language, named), count=told))


def tell_due(
    language: str, named: Named, before: datetime, due_at: datetime, zone: tzinfo, round_id: int, owed: Sequence[Item]
) -> Message:
    """Tell somebody who owes this that it is due at another time; a registration is gone on with, not reported."""
    text = t(
        language,
        "round-tell-due",
        round=name_round(language, named),
        before=say_moment(language, before, zone),
        due=say_moment(language, due_at, zone),
    )
    rows: list[tuple[Button, ...]] = []
    if named.kind == RoundKind.REGISTRATION:
        rows.extend((buttons.continue_form(language, item.unit_id),) for item in owed)
    elif owed:
        rows.append((buttons.start_report(language, round_id, len(owed)),))
    return Message(text, tuple(rows))


def tell_called_off(language: str, named: Named, into: Named | None) -> Message:
    """Tell somebody who owes that a round need not be answered, or is asked about in a later one."""
    if into is None:
        return Message(t(language, "round-tell-skipped", round=name_round(language, named)))
    return Message(t(language, "round-tell-merged", round=name_round(language, named), into=name_round(language, into)))


def ask_rest_day(
    language: str, named: Named, choices: DueChoices, zone: tzinfo, round_id: int, *, is_earlier: bool
) -> Message:
    """Ask the office what to do about a due day that is a rest day."""
    rows = [(Button(t(language, "button-due-keep"), f"rest_day:{round_id}:keep"),)]
    if is_earlier:
        label = t(language, "button-due-earlier", due=say_moment(language, choices.earlier, zone))
        rows.append((Button(label, f"rest_day:{round_id}:earlier"),))
    label = t(language, "button-due-later", due=say_moment(language, choices.later, zone))
    rows.append((Button(label, f"rest_day:{round_id}:later"),))
    return Message(
        t(
            language,
            "round-ask-rest-day",
            round=name_round(language, named),
            due=say_moment(language, choices.keep, zone),
        ),
        tuple(rows),
    )


def ask_end(language: str, title: str, last: str, plan_id: int) -> Message:
    """Ask an admin whether the plan ends with its last round or goes on."""
    return Message(
        t(language, "plan-ask-end", title=escape(title), last=escape(last)),
        (
            (Button(t(language, "button-plan-year"), f"plan_end:{plan_id}:year"),),
            (Button(t(language, "button-plan-ends"), f"plan_end:{plan_id}:end"),),
        ),
    )


def plan_extended(language: str, last: str) -> Message:
    """Say up to which month the plan goes on."""
    return Message(t(language, "plan-extended", last=escape(last)))


def plan_ends(language: str, last: str) -> Message:
    """Say that the plan ends with its last round."""
    return Message(t(language, "plan-ends", last=escape(last)))


@dataclass(frozen=True, slots=True)
class RungLine:
    """A rung as an admin sees it, by name, with its wall time ("09:00"); whether it is on, and only for who has not begun."""

    name: str
    time: str
    enabled: bool
    only_unbegun: bool


def ladder(
    language: str,
    kind: str,
    rungs: Sequence[RungLine],
    coming: Sequence[tuple[Named, Sequence[datetime]]],
    zone: tzinfo,
) -> Message:
    """Return a kind's ladder with a switch for each rung, and what it means for the coming rounds."""
    lines = [f"<b>{t(language, 'ladder-title', kind=kind_word(language, kind))}</b>"]
    lines.extend(f"{'✅' if rung.enabled else '⬜'} {_say_rung(language, rung)}" for rung in rungs)
    for named, moments in coming:
        lines.extend(("", f"<b>{name_round(language, named)}</b>", _moments(language, moments, zone)))
    lines.extend(("", t(language, "ladder-usage")))
    rows = tuple(
        (Button(f"{'✅' if rung.enabled else '⬜'} {rung.name}", f"rung:{kind}:{rung.name}"),) for rung in rungs
    )
    return Message("\n".join(lines), rows)


def kind_word(language: str, kind: str) -> str:
    """Return the word for a kind of round."""
    return t(
        language,
        {
            "registration": "round-kind-registration",
            "data_call": "round-kind-data-call",
            "annual": "round-kind-annual",
        }.get(kind, "round-kind-monthly"),
    )


def _say_rung(language: str, rung: RungLine) -> str:
    key = "ladder-rung-unbegun" if rung.only_unbegun else "ladder-rung"
    return t(language, key, name=escape(rung.name), time=escape(rung.time))

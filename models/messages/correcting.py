"""What a corrected circular changes of the plan already loaded, said line by line."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from locales import t
from models.messages.words import escape, say_moment, say_numbers, say_round
from models.rules.circular_diff import DueDay, Effect, Fact, FactChange, FactValue, PlanDiff, RoundEffect
from models.rules.words import RoundKind

_FACT_KEYS = {
    Fact.TITLE: "import-changed-title",
    Fact.DOCUMENT_NO: "import-changed-document-no",
    Fact.ISSUER: "import-changed-issuer",
    Fact.ISSUED_ON: "import-changed-issued-on",
    Fact.DUE: "import-changed-due",
    Fact.REGISTRATION: "import-changed-registration",
    Fact.SPAN: "import-changed-span",
}
_EFFECT_KEYS = {
    Effect.OPEN: "import-effect-open",
    Effect.BY_HAND: "import-effect-by-hand",
    Effect.PAST: "import-effect-past",
}


def say_difference(language: str, diff: PlanDiff, zone: tzinfo) -> list[str]:
    """Return what differs: tasks by number, units, the facts of the plan old and new, and what its rounds make of them."""
    if not diff:
        return [t(language, "import-no-difference")]
    lines = [t(language, "import-difference")]
    for key, numbers in (
        ("import-added", [task.number for task in diff.added]),
        ("import-removed", [task.number for task in diff.removed]),
        ("import-changed-text", [change.new.number for change in diff.changed_text]),
    ):
        if numbers:
            lines.append(t(language, key, numbers=say_numbers(language, numbers)))
    separator = t(language, "list-separator")
    lines.extend(
        t(
            language,
            "import-changed-units",
            number=change.new.number,
            before=escape(separator.join((*change.old.lead, *change.old.support))) or "—",
            after=escape(separator.join((*change.new.lead, *change.new.support))) or "—",
        )
        for change in diff.changed_units
    )
    for change in diff.facts:
        lines.append(_say_fact(language, change, zone))
        if change.fact is Fact.DUE:
            lines.extend(_say_monthly(language, diff.effects, zone))
        if change.fact is Fact.REGISTRATION:
            lines.extend(_say_registration(language, diff.effects, zone))
    return lines


def say_told(language: str, diff: PlanDiff, zone: tzinfo) -> list[str]:
    """Return, of a correction taken in, whose due time has moved while it was open, and how many people were told."""
    return [
        t(
            language,
            "round-due-changed",
            round=say_round(language, effect.slug, effect.kind),
            due=say_moment(language, effect.after, zone),
            count=effect.people,
        )
        for effect in diff.effects
        if effect.effect is Effect.TOLD
    ]


def _say_fact(language: str, change: FactChange, zone: tzinfo) -> str:
    before, after = change.old, change.new
    return t(
        language,
        _FACT_KEYS[change.fact],
        before=_say_value(language, before, after, zone),
        after=_say_value(language, after, before, zone),
    )


def _say_value(language: str, value: FactValue, other: FactValue, zone: tzinfo) -> str:
    match value:
        case DueDay(day, at):
            return t(language, "import-due-day", day=day, time=at.strftime("%H:%M"))
        case datetime():
            moment = say_moment(language, value.replace(tzinfo=zone), zone)
            is_same_year = not isinstance(other, datetime) or other.year == value.year
            return moment if is_same_year else t(language, "calendar-day", year=value.year, day=moment)
        case date():
            return t(language, "document-day", year=value.year, month=value.month, day=value.day)
        case (first, last):
            return t(language, "import-span-of", first=escape(first), last=escape(last))
        case _:
            return escape(value or "—")


def _say_monthly(language: str, effects: Sequence[RoundEffect], zone: tzinfo) -> list[str]:
    monthly = [effect for effect in effects if effect.kind == RoundKind.MONTHLY]
    ahead = [effect for effect in monthly if effect.effect is Effect.AHEAD]
    lines = []
    if ahead:
        first = min(ahead, key=lambda effect: effect.after)
        lines.append(
            t(
                language,
                "import-effect-ahead",
                round=say_round(language, first.slug, first.kind),
                count=len(ahead),
                before=say_moment(language, first.before, zone),
                after=say_moment(language, first.after, zone),
            )
        )
    return lines + _say_kept(language, monthly, zone)


def _say_registration(language: str, effects: Sequence[RoundEffect], zone: tzinfo) -> list[str]:
    registration = [effect for effect in effects if effect.kind == RoundKind.REGISTRATION]
    lines = []
    for effect in registration:
        if effect.effect is Effect.TOLD:
            lines.append(t(language, "import-effect-told", count=effect.people))
        if effect.is_rest and effect.effect in (Effect.TOLD, Effect.AHEAD):
            lines.append(t(language, "import-effect-rest"))
    return lines + _say_kept(language, registration, zone)


def _say_kept(language: str, effects: Sequence[RoundEffect], zone: tzinfo) -> list[str]:
    """Name each round that keeps its own due time, and why."""
    return [
        t(
            language,
            _EFFECT_KEYS[effect.effect],
            round=say_round(language, effect.slug, effect.kind),
            before=say_moment(language, effect.before, zone),
            after=say_moment(language, effect.after, zone),
            command=f"/round {effect.slug} due {effect.after.astimezone(zone):%Y-%m-%d %H:%M}",
        )
        for effect in effects
        if effect.effect in _EFFECT_KEYS
    ]

"""A task's card with the five statuses, and what is asked for once one is chosen."""

from dataclasses import dataclass

from locales import t
from models.messages import buttons
from models.messages.naming import name_item, name_short
from models.messages.standings import Standing
from models.messages.words import escape, excerpt, say_due, say_round, say_status, shorten, without_status
from models.rules.assignments import Entry, Item
from models.rules.chats import Button, Message
from models.rules.words import AssignmentState, Status

_SHOWN_TASK_TEXT = 800
_MOST_INPUTS = 5
# From so many tasks on, a block to copy and a sheet to fill are offered beside the cards.
_MANY = 5


def _finish_row(language: str, standing: Standing) -> tuple[Button, ...]:
    count = len(standing.complete)
    return (buttons.submit(language, standing.round_id, count),) if count else ()


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a task's card shows besides the task itself.

    `first_lead` is set for a second lead; `inputs` are (unit, text, contribution id) of cooperating units.
    """

    first_lead: str = ""
    can_ask: bool = False
    inputs: tuple[tuple[str, str, int], ...] = ()


def card(
    language: str, standing: Standing, item: Item, facts: CardFacts, *, noted: str = "", before: Item | None = None
) -> Message:
    """Return a task's card with the five statuses; `noted` says in front what was just recorded.

    `before` was taken over from last month a moment ago, and can be changed from here.
    """
    owed = [each for each in standing.items if each.is_owed]
    rest = sum(1 for each in owed if each.assignment_id not in standing.complete)
    # The place counts what is done: 12/16 reads as the twelfth of sixteen, wherever its number stands in the plan.
    place = len(owed) - rest + (item.assignment_id not in standing.complete) if item.is_owed else 0
    lines = [noted, ""] if noted else []
    heading = t(
        language,
        "report-heading",
        round=say_round(language, standing.slug, standing.kind),
        due=say_due(language, item.due_at, standing.zone),
    )
    lines.append(t(language, "report-place", heading=heading, place=place, count=len(owed)) if place else heading)
    lines.append(f"<b>{t(language, 'report-task', name=name_item(item))}</b>")
    if item.text:
        lines.append(escape(shorten(item.text, _SHOWN_TASK_TEXT)))
    if standing.is_of_several_units:
        lines.append(t(language, "report-unit", unit=escape(item.unit)))
    last = standing.last.get(item.assignment_id)
    if last is not None:
        text = excerpt(without_status(language, *last))
        lines.append(t(language, "report-last-month", status=say_status(language, last[0]), text=text).rstrip())
    entry = standing.entries.get(item.assignment_id)
    if entry is not None and entry.status is not None:
        lines.append(
            t(
                language,
                "report-in-draft",
                status=say_status(language, entry.status),
                text=excerpt(without_status(language, entry.status, entry.text)),
            ).rstrip()
        )
    if item.state is AssignmentState.RETURNED:
        reason = excerpt(item.return_reason)
        lines.append(t(language, "act-return-reason", reason=reason) if reason else t(language, "report-was-returned"))
    lines.extend(
        t(language, "report-input", unit=escape(unit), text=excerpt(text))
        for unit, text, _ in facts.inputs[:_MOST_INPUTS]
    )
    lines.extend(("", t(language, "report-ask-status")))
    id_ = item.assignment_id
    onward = buttons.next_item(language, id_) if id_ in standing.complete else buttons.skip(language, id_)
    rows = [
        tuple(buttons.status(language, id_, value) for value in (Status.DONE, Status.ON_TRACK, Status.DELAYED)),
        tuple(buttons.status(language, id_, value) for value in (Status.NOT_STARTED, Status.NO_CHANGE)),
        ((buttons.same_as_last(language, id_),) if last is not None else ()) + (onward,),
        tuple(
            button
            for button, is_shown in (
                (buttons.as_lead(language, id_), bool(facts.first_lead)),
                (buttons.ask_supporters(language, id_), facts.can_ask),
            )
            if is_shown
        ),
        *((buttons.take_input(language, unit, input_id),) for unit, _, input_id in facts.inputs[:_MOST_INPUTS]),
        (buttons.edit_item(language, name_short(before), before.assignment_id),) if before is not None else (),
        (buttons.rest_no_change(language, standing.round_id, rest),) if rest > 1 else (),
        (buttons.block(language, standing.round_id), buttons.sheet(language, standing.round_id))
        if rest >= _MANY
        else (),
        (*_finish_row(language, standing), buttons.drop(language, standing.round_id)),
    ]
    return Message("\n".join(lines), tuple(row for row in rows if row))


def ask_text(language: str, standing: Standing, item: Item, status: Status, present: str) -> Message:
    """Return the question for the text; for a delay it asks for the problem and the next step in the same breath.

    `present` is a text the draft has already, which stays unless another is sent.
    """
    key = "report-ask-delay" if status is Status.DELAYED else "report-ask-text"
    lines = [
        f"<b>{t(language, 'report-task', name=name_item(item))}</b>　{say_status(language, status)}",
        "",
        t(language, key),
    ]
    onward = buttons.skip(language, item.assignment_id)
    if present:
        lines.append(t(language, "report-present-text", text=excerpt(present)))
        onward = buttons.next_item(language, item.assignment_id)
    return Message(
        "\n".join(lines),
        ((buttons.show_item(language, item.assignment_id), onward),)
        + ((_finish_row(language, standing),) if standing.complete else ()),
    )


def noted(language: str, item: Item, entry: Entry) -> str:
    """Return the line that says what was just put into the draft."""
    return t(
        language,
        "report-noted",
        name=escape(name_short(item)),
        status=say_status(language, entry.status),
    )


def taken_over(language: str, item: Item, text: str) -> str:
    """Return the line that says that last month's text stands in the draft, and shows it."""
    return t(
        language,
        "report-taken-over",
        name=escape(name_short(item)),
        text=excerpt(text),
    ).rstrip()


def explain_hint(language: str) -> str:
    """Return the line that a delay's reason may be sent now, or left out."""
    return t(language, "report-explain-hint")


def ask_supplement(language: str, item: Item) -> Message:
    """Ask for what is to be added to an entry."""
    return Message(t(language, "report-ask-supplement", name=name_item(item)))

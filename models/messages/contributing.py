"""What lead and cooperating units are told of each other's material."""

from collections.abc import Sequence

from locales import t
from models.messages import buttons
from models.messages.naming import name_item, name_short
from models.messages.words import escape, shorten
from models.rules.assignments import Item
from models.rules.chats import Message

_SHOWN_TEXT = 600


def asked_supporters(language: str, item: Item, reached: Sequence[str], unreached: Sequence[str]) -> Message:
    """Say which cooperating units were asked, and which have nobody to ask."""
    separator = t(language, "list-separator")
    lines = []
    if reached:
        units = separator.join(escape(unit) for unit in reached)
        lines.append(t(language, "report-asked-supporters", name=name_item(item), units=units))
    if unreached:
        lines.append(
            t(language, "report-unreached-supporters", units=separator.join(escape(unit) for unit in unreached))
        )
    return Message("\n".join(lines) or t(language, "report-gone"))


def please_contribute(language: str, lead: str, item: Item, due: str) -> Message:
    """Ask a cooperating unit's liaison for input."""
    return Message(
        t(language, "report-please-contribute", unit=escape(lead), name=name_item(item), due=due),
        ((buttons.contribute(language, item.assignment_id),),),
    )


def ask_contribution(language: str, name: str) -> Message:
    """Ask for the text of a contribution."""
    return Message(t(language, "report-ask-contribution", name=escape(name)))


def contributed(language: str, name: str, lead: str) -> Message:
    """Say that an input was passed on to the lead."""
    return Message(t(language, "report-contributed", name=escape(name), unit=escape(lead)))


def contribution_came(language: str, unit: str, item: Item, text: str) -> Message:
    """Tell a lead that a cooperating unit has sent input."""
    return Message(
        t(
            language,
            "report-contribution-came",
            unit=escape(unit),
            name=name_item(item),
            text=escape(shorten(text, _SHOWN_TEXT)),
        ),
        ((buttons.change_item(t(language, "button-open-item", number=name_short(item)), item.assignment_id),),),
    )


def as_lead_text(language: str, lead: str) -> str:
    """Return the text of a second lead that agrees with the first."""
    return t(language, "report-as-lead", unit=lead)

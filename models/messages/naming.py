"""How tasks and entries are named where somebody reports on them."""

from models.messages.standings import Standing
from models.messages.words import escape
from models.rules.assignments import Item


def name_item(item: Item) -> str:
    """Return how a task is named: its number and short title; the unit where no task is asked about."""
    if item.number is None:
        return escape(item.unit)
    return f"{item.number} {escape(item.title)}".strip()


def name_entry(standing: Standing, item: Item) -> str:
    """Return how an entry is named: like a task, and with its unit where one person holds the posts of several."""
    if item.number is None or not standing.is_of_several_units:
        return name_item(item)
    return f"{name_item(item)}（{escape(item.unit)}）"


def name_short(item: Item) -> str:
    """Return a task's number, or the unit where no task is asked about; not escaped."""
    return str(item.number) if item.number is not None else item.unit

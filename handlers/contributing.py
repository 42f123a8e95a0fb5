"""Lead and cooperating units' material for each other: the buttons by which it is asked for, given and taken over."""

from handlers.context import Context
from models.actions.contributing import agree_with_lead, ask_supporters, begin_contribution, take_over
from models.actions.reporting import go_on
from models.messages import oddities as say_oddities


def press_as_lead(context: Context, arguments: list[str]) -> None:
    """与牵头单位一致."""
    desk, person = context.desk, context.person
    place = agree_with_lead(desk, person, int(arguments[0]), context.incoming.fetched_at)
    if place is None:
        context.replace([say_oddities.gone(context.language)])
    else:
        context.replace(go_on(desk, person, place.round_, after=place.item.assignment_id))


def press_ask(context: Context, arguments: list[str]) -> None:
    """请配合单位提供."""
    context.reply(*ask_supporters(context.desk, context.person, int(arguments[0])))


def press_give(context: Context, arguments: list[str]) -> None:
    """提供材料."""
    context.reply(*begin_contribution(context.desk, context.person, int(arguments[0])))


def press_quote(context: Context, arguments: list[str]) -> None:
    """Take a cooperating unit's input over."""
    context.replace(take_over(context.desk, context.person, int(arguments[0]), context.incoming.fetched_at))

"""Time in chat: 稍后提醒, /calendar and /round."""

from handlers.context import Context
from models.actions.snoozing import Wish, offer_snooze, snooze


def press_snooze(context: Context, arguments: list[str]) -> None:
    """稍后提醒, and then how much later. The reminder itself stays to be read."""
    if arguments[0] == "ask":
        context.reply(offer_snooze(context.desk, context.person))
    else:
        context.replace([snooze(context.desk, context.person, Wish(arguments[0]))])

"""What admins keep: /units and /audit."""

from handlers.context import Context
from models.actions.auditing import show_audit
from models.actions.refusals import ActionRefusedError
from models.actions.unit_keeping import keep_unit, list_units, merge_units, show_unit
from models.messages import importing as say_refusal
from models.messages import oddities as say_oddities
from models.tables import Unit


def units_command(context: Context, argument: str) -> None:
    """/units, /units NAME, /units NAME WHAT VALUE."""
    if not argument.strip():
        context.reply(list_units(context.desk, context.language, 0))
        return
    try:
        messages = keep_unit(context.desk, context.language, context.person, argument)
    except ActionRefusedError as error:
        messages = [say_refusal.refused(context.language, error.key, error.arguments)]
    context.reply(*messages)


def press_units(context: Context, arguments: list[str]) -> None:
    """Turn the page of the units."""
    context.replace([list_units(context.desk, context.language, int(arguments[0]))])


def press_unit(context: Context, arguments: list[str]) -> None:
    """Open a unit's card."""
    unit = context.desk.session.get(Unit, int(arguments[0]))
    context.reply(
        show_unit(context.desk, context.language, unit) if unit is not None else say_oddities.gone(context.language)
    )


def press_merge(context: Context, arguments: list[str]) -> None:
    """确认合并."""
    try:
        message = merge_units(context.desk, context.language, context.person, int(arguments[0]), int(arguments[1]))
    except ActionRefusedError as error:
        message = say_refusal.refused(context.language, error.key, error.arguments)
    context.replace([message])


def audit_command(context: Context, argument: str) -> None:
    """/audit [PAGE]."""
    page = int(argument) - 1 if argument.strip().isdecimal() else 0
    context.reply(show_audit(context.desk, context.language, page))


def press_audit(context: Context, arguments: list[str]) -> None:
    """Turn the page of the audit."""
    context.replace([show_audit(context.desk, context.language, int(arguments[0]))])

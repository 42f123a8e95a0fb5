"""Admins and the office about people: /members, 换人, /revoke, 全部同意, /extend, and what is copied to leaders."""

import re

from handlers.context import Context
from models.actions.extending import decide_extension, extend_at_once
from models.actions.handing_over import offer_replacement, replace_member
from models.actions.leaders import copy_to_leaders, preview_copy
from models.actions.members import (
    approve_all,
    find_unit,
    list_units,
    revoke_by_id,
    revoke_link,
    revoke_unit,
    show_members,
)
from models.messages import extending as say_extending
from models.messages import leaders as say_leaders
from models.messages import members as say
from models.messages import people as say_people
from models.tables import Round, Unit

_NUMBERED = re.compile(r"([LYly]?)(\d{1,15})")
_EXTEND = re.compile(r"(\S+)\s+(.+?)\s+(\S+)(?:\s+(\d{1,2}[:：]\d{2}))?")


def members_command(context: Context, argument: str) -> None:
    """/members [UNIT]."""
    if not argument:
        context.reply(list_units(context.desk, context.language, 0))
        return
    unit = _unit(context, argument)
    if unit is not None:
        context.reply(*show_members(context.desk, context.language, unit))


def _unit(context: Context, name: str) -> Unit | None:
    unit, near = find_unit(context.desk, name)
    if unit is None:
        context.reply(say.unit_unknown(context.language, name, near))
    return unit


def press_members(context: Context, arguments: list[str]) -> None:
    """Show the people of a unit in the list."""
    unit = context.desk.session.get(Unit, int(arguments[0]))
    if unit is None:
        context.reply(say_people.nothing_there(context.language))
    else:
        context.reply(*show_members(context.desk, context.language, unit))


def press_members_page(context: Context, arguments: list[str]) -> None:
    """下一页, 上一页."""
    context.replace([list_units(context.desk, context.language, int(arguments[0]))])


def press_replace(context: Context, arguments: list[str]) -> None:
    """换人, by an admin."""
    context.reply(offer_replacement(context.desk, context.person, int(arguments[0])))


def press_confirm_replace(context: Context, arguments: list[str]) -> None:
    """确认换人, by an admin."""
    context.replace(replace_member(context.desk, context.person, int(arguments[0]), context.bot_name))


def revoke_command(context: Context, argument: str) -> None:
    """/revoke UNIT, or the number of a post (L12, 12) or a link (Y5)."""
    if not argument:
        context.reply(say.revoke_usage(context.language))
        return
    numbered = _NUMBERED.fullmatch(argument)
    if numbered is None:
        unit = _unit(context, argument)
        if unit is not None:
            context.reply(*revoke_unit(context.desk, context.person, unit))
    elif numbered[1].upper() == "Y":
        context.reply(revoke_link(context.desk, context.person, int(numbered[2])))
    else:
        context.reply(revoke_by_id(context.desk, context.person, int(numbered[2])))


def press_revoke(context: Context, arguments: list[str]) -> None:
    """撤销 of a post."""
    context.replace([revoke_by_id(context.desk, context.person, int(arguments[0]))])


def press_uninvite(context: Context, arguments: list[str]) -> None:
    """撤销 of a link."""
    context.replace([revoke_link(context.desk, context.person, int(arguments[0]))])


def press_approve_all(context: Context, arguments: list[str]) -> None:
    """全部同意: the claims that were shown."""
    context.replace([approve_all(context.desk, context.person, int(arguments[0]))])


def extend_command(context: Context, argument: str) -> None:
    """/extend UNIT TASKS|all DATE [HH:MM]."""
    parts = _EXTEND.fullmatch(argument)
    if parts is None:
        context.reply(say_extending.extend_usage(context.language))
        return
    unit = _unit(context, parts[1])
    if unit is None:
        return
    context.reply(extend_at_once(context.desk, context.person, unit, parts[2], parts[3], parts[4] or ""))


def press_extend(context: Context, arguments: list[str]) -> None:
    """同意 or 不同意 of a request for more time."""
    message, _ = decide_extension(context.desk, context.person, int(arguments[1]), grant=arguments[0] == "yes")
    context.replace([message])


def press_leaders(context: Context, arguments: list[str]) -> None:
    """抄送分管领导: to whom it would go."""
    round_ = context.desk.session.get(Round, int(arguments[0]))
    if round_ is not None and round_.opened_at is not None:
        context.reply(*preview_copy(context.desk, round_, context.language))


def press_send_leaders(context: Context, arguments: list[str]) -> None:
    """确认发送 to the leaders."""
    round_ = context.desk.session.get(Round, int(arguments[0]))
    if round_ is not None and round_.opened_at is not None:
        context.replace([say_leaders.copied(context.language, copy_to_leaders(context.desk, round_, context.person))])

"""The office closes a round: /finalize, /export, /remind and /broadcast, with their buttons."""

from handlers.context import Context
from models.actions.announcing import begin_broadcast, drop_broadcast, preview_broadcast, stop_broadcast
from models.actions.chasing import chase, preview_chase
from models.actions.coming import no_round
from models.actions.digesting import UnknownRoundError, find_opened
from models.actions.exporting import export_to_chat, send_files, send_sheets
from models.actions.finalizing import finalize, preview_final
from models.messages import acts as say
from models.messages import chasing as say_chasing
from models.messages import oddities as say_oddities
from models.rules.words import RoundKind
from models.store.plans import units_by_name
from models.tables import Round, Unit


def _round(context: Context, name: str, kind: RoundKind | None = None) -> Round | None:
    try:
        return find_opened(context.desk, name.strip() or None, kind)
    except UnknownRoundError as error:
        context.reply(no_round(context.desk, context.language, error))
        return None


def _pressed_round(context: Context, arguments: list[str]) -> Round | None:
    round_ = context.desk.session.get(Round, int(arguments[0]))
    if round_ is None:
        # A card is pinned before the first round opens.
        is_first = not int(arguments[0])
        missing = no_round(context.desk, context.language, UnknownRoundError(""))
        context.desk.toast = missing.html if is_first else say_oddities.gone(context.language).html
    return round_


def finalize_command(context: Context, argument: str) -> None:
    """/finalize [ROUND]: what it would do, with 确认发送."""
    round_ = _round(context, argument, RoundKind.MONTHLY)
    if round_ is not None:
        context.reply(preview_final(context.desk, context.language, round_))


def press_finalize(context: Context, arguments: list[str]) -> None:
    """定稿."""
    round_ = _pressed_round(context, arguments)
    if round_ is not None:
        context.reply(preview_final(context.desk, context.language, round_))


def press_finalize_yes(context: Context, arguments: list[str]) -> None:
    """确认发送 of 定稿."""
    round_ = _pressed_round(context, arguments)
    if round_ is not None:
        context.replace([finalize(context.desk, context.language, context.person, round_)])


def export_command(context: Context, argument: str) -> None:
    """/export WHAT [ROUND[..ROUND]]."""
    incoming = context.incoming
    try:
        messages = export_to_chat(
            context.desk, context.language, context.person, incoming.chat_id, incoming.thread_id, argument
        )
    except UnknownRoundError as error:
        is_strange = error.ahead is None and error.name
        messages = [
            say.bad_span(context.language, error.name)
            if is_strange
            else no_round(context.desk, context.language, error)
        ]
    context.reply(*messages)


def press_files(context: Context, arguments: list[str]) -> None:
    """全部附件."""
    round_ = _pressed_round(context, arguments)
    incoming = context.incoming
    if round_ is not None and not send_files(context.desk, round_, incoming.chat_id, incoming.thread_id):
        context.desk.toast = say.no_files(context.language).html


def press_sheets(context: Context, arguments: list[str]) -> None:
    """填报表: the prefilled sheets of all units that owe, to be sent to whoever cannot be reached here."""
    round_ = _pressed_round(context, arguments)
    incoming = context.incoming
    if round_ is not None and not send_sheets(context.desk, round_, incoming.chat_id, incoming.thread_id):
        context.desk.toast = say.no_sheets(context.language).html


def remind_command(context: Context, argument: str) -> None:
    """/remind UNIT or /remind all: who would be reminded, with 确认发送."""
    name = argument.strip()
    if not name:
        context.reply(say_chasing.how_to_remind(context.language))
        return
    unit: Unit | None = None
    if name.lower() not in ("all", "全部"):
        unit = units_by_name(context.desk.session).get(name)
        if unit is None:
            context.reply(say_chasing.unknown_unit(context.language, name))
            return
    round_ = _round(context, "")
    if round_ is not None:
        context.reply(preview_chase(context.desk, context.language, round_, unit))


def press_remind(context: Context, arguments: list[str]) -> None:
    """催报."""
    round_ = _pressed_round(context, arguments)
    if round_ is not None:
        context.reply(preview_chase(context.desk, context.language, round_, None))


def press_remind_yes(context: Context, arguments: list[str]) -> None:
    """确认发送 of a reminder."""
    round_ = _pressed_round(context, arguments)
    unit = context.desk.session.get(Unit, int(arguments[1])) if int(arguments[1]) else None
    if round_ is not None:
        context.replace([chase(context.desk, context.language, context.person, round_, unit)])


def broadcast_command(context: Context, argument: str) -> None:
    """/broadcast TEXT: the text as it will arrive, with 确认发送."""
    incoming = context.incoming
    context.reply(
        preview_broadcast(
            context.desk, context.language, context.person, incoming.chat_id, incoming.thread_id, argument
        )
    )


def press_broadcast(context: Context, arguments: list[str]) -> None:
    """确认发送, 取消 or 停止发送 of a broadcast."""
    broadcast_id, what = int(arguments[0]), arguments[1]
    desk, person = context.desk, context.person
    if what == "yes":
        message_id = context.incoming.message_id
        context.replace([begin_broadcast(desk, context.language, person, broadcast_id, message_id)])
    elif what == "no":
        message = drop_broadcast(desk, context.language, broadcast_id)
        context.replace([message or say_chasing.broadcast_gone(context.language)])
    elif not stop_broadcast(desk, person, broadcast_id):
        desk.toast = say_chasing.broadcast_gone(context.language).html

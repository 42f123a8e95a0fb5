"""Reporting by buttons: a task's card, the draft's preview, what is sent, and what was."""

from handlers.context import Context
from models.actions.noting import send_note
from models.actions.reading import open_named
from models.actions.recalling import recall
from models.actions.reporting import (
    begin_supplement,
    choose_change,
    choose_status,
    close_rest,
    drop,
    open_round,
    show_item,
    show_preview,
    skip_item,
    start_report,
    take_over_last,
)
from models.actions.settling import answer_late, is_settled, settle
from models.actions.standings import standing_of
from models.actions.submitting import submit_draft
from models.messages import draft as say_draft
from models.messages import oddities as say_oddities
from models.messages import owed as say_owed
from models.messages import receipt as say_receipt
from models.messages.buttons import STATUS_OF_CODE
from models.messages.standings import Standing
from models.messages.words import plain_text
from models.rules.chats import Message


def report_command(context: Context, argument: str) -> None:
    """/report [N]: start, or go on with, a report; or open the card of the task named."""
    card = open_named(context.desk, context.person, argument) if argument else None
    context.reply(*(card or start_report(context.desk, context.person)))


def press_report(context: Context, arguments: list[str]) -> None:
    """开始填报. The reminder it stands under stays to be read."""
    context.reply(*start_report(context.desk, context.person, int(arguments[0])))


def press_item(context: Context, arguments: list[str]) -> None:
    """Back to a task's card."""
    context.replace(show_item(context.desk, context.person, int(arguments[0])))


def press_status(context: Context, arguments: list[str]) -> None:
    """One of the five statuses."""
    status = STATUS_OF_CODE[arguments[1]]
    said_at = context.incoming.fetched_at
    context.replace(choose_status(context.desk, context.person, int(arguments[0]), status, said_at))


def press_same(context: Context, arguments: list[str]) -> None:
    """沿用上月."""
    context.replace(take_over_last(context.desk, context.person, int(arguments[0]), context.incoming.fetched_at))


def press_skip(context: Context, arguments: list[str]) -> None:
    """跳过."""
    context.replace(skip_item(context.desk, context.person, int(arguments[0])))


def press_rest(context: Context, arguments: list[str]) -> None:
    """其余均无新进展."""
    _replace_preview(context, close_rest(context.desk, context.person, int(arguments[0]), context.incoming.fetched_at))


def press_preview(context: Context, arguments: list[str]) -> None:
    """Back to the preview."""
    round_ = open_round(context.desk, int(arguments[0]))
    if round_ is None:
        context.replace([say_oddities.gone(context.language)])
    else:
        context.replace(show_preview(context.desk, context.person, round_))


def press_change(context: Context, arguments: list[str]) -> None:
    """修改."""
    _replace_preview(context, choose_change(context.desk, context.person, int(arguments[0])))


def press_drop(context: Context, arguments: list[str]) -> None:
    """取消. The preview then says that it was thrown away, and a second press changes nothing of that."""
    if is_settled(context.desk, context.person, context.incoming.message_id):
        context.desk.toast = plain_text(say_oddities.settled(context.language).html)
        return
    dropped = drop(context.desk, context.person, int(arguments[0]))
    settle(context.desk, context.person, context.incoming.message_id, dropped)


def press_submit(context: Context, arguments: list[str]) -> None:
    """确认提交. The receipt stands in the place of the preview, under what was submitted."""
    desk, person, incoming = context.desk, context.person, context.incoming
    round_ = open_round(desk, int(arguments[0]))
    seen, stamp = _shown(arguments[1:])
    handed = (
        None
        if round_ is None
        else submit_draft(desk, person, round_, incoming.fetched_at, incoming.update_id, seen=seen, stamp=stamp)
    )
    if handed is None:
        late = say_oddities.gone if round_ is None else say_receipt.nothing_to_submit
        answer_late(desk, person, incoming.message_id, late(context.language))
    elif not handed.is_settled or is_settled(desk, person, incoming.message_id):
        _replace_preview(context, handed.messages)
    else:
        settle(desk, person, incoming.message_id, handed.messages)


def _shown(arguments: list[str]) -> tuple[int, int | None]:
    """Return what stood in the message that was pressed: a colleague's newest answer (0: none), and the draft's stamp."""
    numbers = [int(argument) for argument in arguments]
    return numbers[0] if numbers else 0, numbers[1] if len(numbers) > 1 else None


def _replace_preview(context: Context, messages: list[Message]) -> None:
    """Answer a press on a preview in its place; where that holds a receipt by now, below it, or by a passing word."""
    if not is_settled(context.desk, context.person, context.incoming.message_id):
        context.replace(messages)
    elif messages == [say_oddities.gone(context.language)]:
        context.desk.toast = plain_text(messages[0].html)
    else:
        context.reply(*messages)


def _standing(context: Context, arguments: list[str]) -> Standing | None:
    """Return how the person stands in the round a button names; None where it is not open."""
    round_ = open_round(context.desk, int(arguments[0]))
    return None if round_ is None else standing_of(context.desk, context.person, round_)


def press_clean(context: Context, arguments: list[str]) -> None:
    """送审稿: the draft as a text of its own, to be forwarded to the leader."""
    standing = _standing(context, arguments)
    if standing is None or not standing.complete:
        context.reply(say_oddities.gone(context.language))
    else:
        context.reply(*say_draft.clean_copy(context.language, standing))


def press_sheet(context: Context, arguments: list[str]) -> None:
    """📄 填报表: the prefilled sheet of each unit one reports for."""
    standing = _standing(context, arguments)
    if standing is None or not standing.items:
        context.reply(say_oddities.gone(context.language))
        return
    for unit_id in dict.fromkeys(item.unit_id for item in standing.items):
        context.desk.send_document(
            context.incoming.chat_id,
            {"document": "sheet_xlsx", "round": standing.round_id, "unit": unit_id, "language": context.language},
        )


def press_block(context: Context, arguments: list[str]) -> None:
    """📋 文字模板: the numbered tasks to copy, fill in and send back."""
    standing = _standing(context, arguments)
    if standing is None or not standing.items:
        context.reply(say_oddities.gone(context.language))
    else:
        context.reply(*say_owed.block(context.language, standing))


def press_note(context: Context, _arguments: list[str]) -> None:
    """确认发送 of a correction that comes after closing."""
    context.reply(*send_note(context.desk, context.person))


def press_supplement(context: Context, arguments: list[str]) -> None:
    """补充."""
    context.reply(*begin_supplement(context.desk, context.person, int(arguments[0])))


def show_history(context: Context, _argument: str) -> None:
    """/history."""
    context.reply(*recall(context.desk, context.person))

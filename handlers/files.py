"""Files people send: an attachment of what they are reporting, a filled sheet, or a plan."""

from collections.abc import Sequence

from handlers.context import Context
from handlers.plain_texts import names_a_task, take_plain_text
from handlers.timing import enclose_file
from models.actions.assigning_units import ask_for_units, confirm_units
from models.actions.attaching import attach, attach_to_album, has_place_for_files, refuse_file
from models.actions.captions import labelled_task
from models.actions.conversing import await_next, conversation_of
from models.actions.importing import confirm_file, offer_file
from models.actions.settling import is_settled, settle_below
from models.actions.unread_files import why_no_sheet, why_not_read
from models.messages import importing as say
from models.messages.words import plain_text
from models.rules.chats import IncomingFile, Message


def take_files(context: Context) -> None:
    """Take the files of a message, and its caption with them."""
    incoming = context.incoming
    desk, person = context.desk, context.person
    kept = [file for file in incoming.files if file.sha256 is not None]
    if not kept:
        context.reply(refuse_file(context.language, incoming.files[0]))
        return
    if enclose_file(context):
        return
    if incoming.album and attach_to_album(desk, person, incoming.album, kept):
        return
    if _offered(context, kept):
        return
    if incoming.text.strip() and (not has_place_for_files(desk, person) or names_a_task(context)):
        labelled = labelled_task(desk, person, incoming.text)
        if labelled is None:
            # A caption that reports says itself where the file belongs.
            take_plain_text(context)
        context.reply(*attach(desk, person, kept, incoming.album, assignment_id=labelled))
        return
    messages = attach(desk, person, kept, incoming.album, unread=why_not_read(context.language, kept))
    if incoming.text.strip() and conversation_of(desk, person).get("kind") == "text":
        take_plain_text(context)
    else:
        context.reply(*messages)


def _offered(context: Context, files: Sequence[IncomingFile]) -> bool:
    """Preview the first of these files that is a sheet or a plan, or say why it is none; False for attachments."""
    incoming = context.incoming
    for file in files:
        if file.reading is None:
            continue
        messages = offer_file(
            context.desk,
            context.person,
            file.reading,
            incoming.said_at,
            incoming.message_id,
            is_admin=context.is_admin,
            is_office=context.is_office,
        )
        if messages is not None:
            context.reply(*messages)
            return True
    if why := why_no_sheet(context.language, files):
        context.reply(say.unreadable(why))
        return True
    return False


def import_command(context: Context, _argument: str) -> None:
    """/import: ask for the file; or for units, where the plan's tasks have none."""
    context.reply(*(ask_for_units(context.desk, context.person) or [say.ask_for_file(context.language)]))


def press_import(context: Context, arguments: list[str]) -> None:
    """确认导入 or 取消 of what was previewed."""
    if arguments[0] == "no":
        if not is_settled(context.desk, context.person, context.incoming.message_id):
            await_next(context.desk, context.person, {})
            _settle(context, [say.cancelled(context.language)])
        return
    if context.is_admin:
        units = confirm_units(context.desk, context.person)
        if units is not None:
            _settle(context, units)
            return
    messages = confirm_file(
        context.desk,
        context.person,
        context.incoming.update_id,
        is_admin=context.is_admin,
        is_office=context.is_office,
    )
    if messages is not None:
        _settle(context, messages)
    elif is_settled(context.desk, context.person, context.incoming.message_id):
        context.desk.toast = plain_text(say.nothing_waits(context.language).html)
    else:
        context.reply(say.nothing_waits(context.language))
    if messages and context.is_admin:
        context.reply(*ask_for_units(context.desk, context.person))


def _settle(context: Context, messages: Sequence[Message]) -> None:
    """Say under the preview what became of it; what was refused can still be mended and confirmed there."""
    desk, person = context.desk, context.person
    if conversation_of(desk, person).get("kind") in ("import", "assign"):
        context.reply(*messages)
    else:
        settle_below(desk, person, context.incoming.message_id, messages)

"""Files people send: an attachment of what they are reporting, a filled sheet, or a plan."""

from handlers.context import Context
from handlers.report import names_a_task, take_plain_text
from handlers.timing import enclose_file
from models.actions.assigning_units import ask_for_units, confirm_units
from models.actions.attaching import attach, attach_to_album, has_place_for_files, refuse_file
from models.actions.conversing import await_next, conversation_of
from models.actions.importing import confirm_file, offer_file
from models.messages import importing as say


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
    for file in kept:
        if file.reading is None:
            continue
        messages = offer_file(
            desk,
            person,
            file.reading,
            incoming.said_at,
            incoming.message_id,
            is_admin=context.is_admin,
            is_office=context.is_office,
        )
        if messages is not None:
            context.reply(*messages)
            return
    if incoming.text.strip() and (not has_place_for_files(desk, person) or names_a_task(context)):
        # A caption that reports says itself where the file belongs.
        take_plain_text(context)
        context.reply(*attach(desk, person, kept, incoming.album, quiet=True))
        return
    messages = attach(desk, person, kept, incoming.album)
    if incoming.text.strip() and conversation_of(desk, person).get("kind") == "text":
        take_plain_text(context)
    else:
        context.reply(*messages)


def import_command(context: Context, _argument: str) -> None:
    """/import: ask for the file; or for units, where the plan's tasks have none."""
    context.reply(*(ask_for_units(context.desk, context.person) or [say.ask_for_file(context.language)]))


def press_import(context: Context, arguments: list[str]) -> None:
    """确认导入 or 取消 of what was previewed."""
    if arguments[0] == "no":
        await_next(context.desk, context.person, {})
        context.reply(say.cancelled(context.language))
        return
    if context.is_admin:
        units = confirm_units(context.desk, context.person)
        if units is not None:
            context.reply(*units)
            return
    messages = confirm_file(
        context.desk,
        context.person,
        context.incoming.update_id,
        is_admin=context.is_admin,
        is_office=context.is_office,
    )
    context.reply(*(messages or [say.nothing_waits(context.language)]))
    if messages and context.is_admin:
        context.reply(*ask_for_units(context.desk, context.person))

"""Files people send: an attachment of what they are reporting, a filled sheet, or a plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.context import Context
from handlers.plain_texts import REPORTS, intent_of_caption, names_a_task, take_plain_text
from handlers.timing import enclose_file
from models.actions.albums import Album, album_under_way, remember_album
from models.actions.assigning_units import ask_for_units, confirm_units
from models.actions.attaching import attach, detach, has_place_for_files, refuse_file
from models.actions.captions import labelled_task
from models.actions.coming import is_anything_open
from models.actions.conversing import await_next, conversation_of
from models.actions.importing import confirm_file, offer_file
from models.actions.revising import revise
from models.actions.settling import is_settled, settle_below
from models.actions.unread_files import why_no_sheet, why_not_read
from models.messages import attaching as say_files
from models.messages import importing as say
from models.messages.words import plain_text
from models.rules.chats import IncomingFile, Message
from models.rules.replies import Intent


def take_files(context: Context) -> None:
    """Take the files of a message, and its caption with them."""
    incoming = context.incoming
    desk, person = context.desk, context.person
    kept = [file for file in incoming.files if file.sha256 is not None]
    if not kept:
        context.reply(refuse_file(context.language, incoming.files[0]))
        return
    album = album_under_way(desk, person, incoming.album)
    if enclose_file(context) or (album is None and _offered(context, kept)):
        return
    if not context.is_liaison:
        context.reply(say_files.file_of_office(context.language))
        return
    album = album or Album(incoming.album)
    caption = _take_caption(context) if is_anything_open(desk) else None
    if album.files and (caption is None or (not caption.tells and album.assignment_id is not None)):
        if caption is not None and caption.is_unread:
            album = replace(album, is_unread_caption=True)
        _go_on_with_album(context, album, kept, is_taken=caption is not None)
        return
    if album.is_told and caption is not None and caption.tells:
        # Each has a caption of its own: this file's says nothing of the ones before.
        album = Album(album.id)
    if album.assignment_id is not None:
        # Where the earlier files went was a guess, before the caption that came with this one.
        detach(desk, person, album.files, album.assignment_id)
    files = (*album.files, *kept)
    attached = attach(
        desk,
        person,
        files,
        assignment_id=None if caption is None else caption.assignment_id,
        unread=why_not_read(context.language, kept),
        is_unread_caption=caption is not None and caption.is_unread,
    )
    row_id = None
    if caption is None and incoming.text.strip() and conversation_of(desk, person).get("kind") == "text":
        take_plain_text(context)
    else:
        row_id = _answer(context, album, attached.messages)
    if album.id:
        is_unread = caption is not None and caption.is_unread
        is_told = caption is not None and caption.tells
        remember_album(desk, person, Album(album.id, attached.assignment_id, row_id, files, is_unread, is_told))


@dataclass(frozen=True, slots=True)
class _Caption:
    """What a caption said: which task the file goes with, where it only names one; or nothing that could be read.

    `tells`: it named the task or reported, and so says where the file belongs.
    """

    assignment_id: int | None = None
    is_unread: bool = False
    tells: bool = False


def _take_caption(context: Context) -> _Caption | None:
    """Take a caption that says by itself what it is; None where there is none, or it belongs to the task that is open."""
    desk, person, text = context.desk, context.person, context.incoming.text
    if not text.strip() or (has_place_for_files(desk, person) and not names_a_task(context)):
        return None
    labelled = labelled_task(desk, person, text)
    if labelled is not None:
        return _Caption(labelled, tells=True)
    intent = intent_of_caption(context)
    if intent not in (Intent.OTHER, Intent.ACK):
        # A caption that reports says itself where the file belongs.
        take_plain_text(context)
    return _Caption(is_unread=intent is Intent.OTHER, tells=intent in REPORTS)


def _go_on_with_album(context: Context, album: Album, kept: Sequence[IncomingFile], *, is_taken: bool) -> None:
    """Attach a further file of an album to where its first went; the one answer to all of them is put right.

    `is_taken`: what its caption says has been taken already.
    """
    desk, person = context.desk, context.person
    row_id = album.row_id
    if album.assignment_id is not None:
        attached = attach(
            desk, person, kept, assignment_id=album.assignment_id, is_unread_caption=album.is_unread_caption
        )
        if row_id is not None and len(attached.messages) == 1:
            row_id = revise(desk, row_id, attached.messages[0])
        if not is_taken and context.incoming.text.strip() and conversation_of(desk, person).get("kind") == "text":
            take_plain_text(context)
    remember_album(desk, person, replace(album, row_id=row_id, files=(*album.files, *kept)))


def _answer(context: Context, album: Album, messages: Sequence[Message]) -> int | None:
    """Say what became of files: in the place of what was said of the album before, where there is that."""
    if album.row_id is not None and len(messages) == 1:
        return revise(context.desk, album.row_id, messages[0])
    incoming, row_id = context.incoming, None
    for message in messages:
        row_id = context.desk.send(incoming.chat_id, message, thread_id=incoming.thread_id, person_id=context.person.id)
    return row_id


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

"""A text that is no command: the answer that is awaited, a report, a question, or a courtesy."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import people
from handlers.context import Context
from handlers.owed import show_status, show_tasks
from models.actions.answering import answer, asks_for_somebody, not_understood
from models.actions.clean_copies import take_clean_copy
from models.actions.coming import nothing_to_report
from models.actions.contributing import contribute, contribute_unasked
from models.actions.conversing import await_next, conversation_of
from models.actions.editing import is_about_report, take_edit
from models.actions.noting import offer_note
from models.actions.reading import (
    drop_blank_lines,
    join_continuation,
    open_bare,
    open_named,
    own_numbers,
    read_message,
    remember_cut,
    take_reply,
)
from models.actions.recognising import repeats_us
from models.actions.registering import answer_question
from models.actions.reporting import explain_delay, take_supplement, take_text, task_round
from models.actions.standings import calls_owed, standing_of
from models.messages import doubts as say_doubts
from models.messages import help as say_help
from models.messages import oddities as say_oddities
from models.messages import sensitive as say_sensitive
from models.messages.calling import press_first
from models.messages.clean_copies import is_clean_copy, is_digest
from models.rules.chats import IncomingKind
from models.rules.registrations import read_phone
from models.rules.replies import Intent, begins_report, read_reply
from models.rules.sensitive import looks_sensitive

_WORDS = (Intent.ACK, Intent.QUERY_DEADLINE, Intent.QUERY_TASKS)
REPORTS = (Intent.REPORT, Intent.CORRECTION, Intent.NO_PROGRESS_ALL, Intent.SAME_AS_LAST)
# What waits for a name, a telephone or a day: whoever asks a question there is no answer to it.
_QUESTIONS = frozenset({"form", "takeover", "leave", "contact"})
# Without any of these no text asks for a day or for tasks.
_MAY_ASK = re.compile("[?？吗嘛么没呢吧什啥几何哪谁怎咋多还截限时期任务项条号不是我的]|[a-z]{3}", re.IGNORECASE)


# Whoever says so has not found the command.
_LEAVE = re.compile(
    r"^(?:我)?(?:因\w{0,6})?(?:想|要|需要|准备|得|能不能|可以|怎么)?请(?:个|几天|一段时间|一下)?(?:[事病年产婚休])?假(?!条)|(?:出差|休假|住院)[^，。]{0,8}(?:谁|代[报管理]|怎么办)"
)


def _take_aside(context: Context) -> bool:
    """Answer a question about tasks or deadlines put in the middle of a form; False where the text is no such question.

    The form waits on where it was.
    """
    if conversation_of(context.desk, context.person).get("kind") not in _QUESTIONS:
        return False
    if not _MAY_ASK.search(context.incoming.text):
        # A name or a telephone number, like nearly every answer there.
        return False
    # What is a question does not depend on whose tasks they are.
    reply = read_reply(context.incoming.text, (), 0)
    if reply.intent not in (Intent.QUERY_DEADLINE, Intent.QUERY_TASKS):
        return False
    _answer(context, reply.intent)
    context.reply(say_help.go_on_answering(context.language))
    return True


def names_a_task(context: Context) -> bool:
    """Tell whether a caption says by itself which task it reports on, whatever card is open."""
    state = conversation_of(context.desk, context.person)
    if state.get("kind") != "card":
        return begins_report(context.incoming.text, _own(context))
    entries = read_message(context.desk, context.person, context.incoming.text)[1].entries
    # Of the open card's own task it is enough to say how it stands.
    return any(entry.task for entry in entries) or (len(entries) == 1 and entries[0].status is not None)


def intent_of_caption(context: Context) -> Intent:
    """Return what is wanted by a caption: of OTHER, and of a courtesy, nothing is said but in the answer to the file.

    What is awaited, or looks sensitive, is a report.
    """
    if context.incoming.repeats_bot or repeats_us(context.desk, context.person, context.incoming.text):
        return Intent.OTHER
    state = conversation_of(context.desk, context.person)
    if state.get("kind") not in (None, "card") or "explains" in state or looks_sensitive(context.incoming.text):
        return Intent.REPORT
    reply = read_message(context.desk, context.person, context.incoming.text)[1]
    names_task = bool(reply.not_own or reply.invalid or any(entry.task for entry in reply.entries))
    if reply.intent in (Intent.REPORT, Intent.CORRECTION) and not names_task and state.get("kind") != "card":
        return Intent.OTHER
    return reply.intent


def take_plain_text(context: Context) -> None:
    """Take a text for what it is: the answer that is awaited, a report, a question, or a courtesy."""
    state = conversation_of(context.desk, context.person)
    text = context.incoming.text
    if _take_copy(context):
        return
    if context.incoming.repeats_bot:
        # A list or a receipt of ours is full of task numbers and statuses, and reports nothing.
        context.reply(say_oddities.repeated(context.language))
        return
    if repeats_us(context.desk, context.person, text):
        context.reply(say_oddities.pasted(context.language))
        return
    if _take_aside(context):
        return
    if state.get("kind") == "form" and not (_may_report(text) and begins_report(text, _own(context))):
        context.reply(*answer_question(context.desk, context.person, text))
    elif looks_sensitive(text) and not context.is_confirmed:
        _hold(context)
    else:
        _take(context, state)


def _take_copy(context: Context) -> bool:
    """Take a 送审稿 back from the leader, forwarded or pasted; False where the text is none of a month that is open."""
    incoming = context.incoming
    if not is_clean_copy(incoming.text):
        return False
    if looks_sensitive(incoming.text) and not context.is_confirmed:
        _hold(context)
        return True
    taken = take_clean_copy(context.desk, context.person, incoming.text, incoming.said_at, incoming.message_id)
    context.reply(*(taken or ()))
    return taken is not None


def _hold(context: Context) -> None:
    """Keep a text that looks sensitive until it is confirmed a second time; nothing of it is recorded before."""
    incoming = context.incoming
    state = conversation_of(context.desk, context.person)
    held = {
        "text": incoming.text,
        "message": incoming.message_id,
        "at": incoming.said_at.isoformat(),
        "edited": incoming.kind is IncomingKind.EDIT,
    }
    await_next(context.desk, context.person, {**state, "held": held})
    context.reply(say_sensitive.sensitive(context.language))


def press_held(context: Context, arguments: list[str]) -> None:
    """确认发送 or 取消 of a text that looked sensitive."""
    state = conversation_of(context.desk, context.person)
    held = state.pop("held", None)
    if state.get("kind") == "note" and arguments[0] == "no":
        state = {}
    await_next(context.desk, context.person, state)
    if arguments[0] == "no":
        context.reply(say_sensitive.not_sent(context.language))
    elif held is None:
        context.reply(say_oddities.gone(context.language))
    else:
        said = replace(
            context.incoming,
            kind=IncomingKind.EDIT if held.get("edited") else IncomingKind.MESSAGE,
            text=str(held["text"]),
            message_id=int(held["message"]),
            sent_at=datetime.fromisoformat(str(held["at"])),
        )
        take = take_edited_text if held.get("edited") else take_plain_text
        take(replace(context, incoming=said, is_confirmed=True))


def _take(context: Context, state: dict[str, Any]) -> None:
    desk, person, incoming = context.desk, context.person, context.incoming
    text = drop_blank_lines(desk, person, join_continuation(desk, person, incoming.text, incoming.said_at))
    kind = state.get("kind")
    begins = kind in ("give", "add", "text") and begins_report(text, _own(context))
    if kind == "give" and not begins:
        context.reply(*contribute(desk, person, int(state["assignment"]), text, incoming.said_at))
        return
    if kind == "add" and not begins:
        context.reply(*take_supplement(desk, person, int(state["assignment"]), text, incoming.said_at))
        return
    if kind == "text" and not begins:
        context.reply(*take_text(desk, person, int(state["assignment"]), text, incoming.said_at, incoming.message_id))
    else:
        _read(context, state, text)
    remember_cut(desk, person, text, incoming.said_at)


def _read(context: Context, state: dict[str, Any], text: str) -> None:
    desk, person, incoming = context.desk, context.person, context.incoming
    explains = state.get("explains")
    card = None if explains is not None else open_named(desk, person, text)
    if card is not None:
        context.reply(*card)
        return
    round_, reply = read_message(desk, person, text)
    if explains is not None and not any(entry.task for entry in reply.entries) and reply.intent not in _WORDS:
        context.reply(*explain_delay(desk, person, int(explains), text, incoming.said_at))
        return
    if reply.intent not in REPORTS:
        _answer(context, reply.intent)
        return
    card = None if explains is not None else open_bare(desk, person, reply)
    if card is not None:
        context.reply(*card)
        return
    pieces = {entry.task: entry.text for entry in reply.entries if entry.task is not None}
    given, taken = contribute_unasked(
        desk, person, {number: piece for number, piece in pieces.items() if number in reply.not_own}, incoming.said_at
    )
    context.reply(*given)
    _answer_beside(context, reply.also)
    left = replace(
        reply,
        entries=tuple(entry for entry in reply.entries if entry.task not in taken),
        not_own=tuple(number for number in reply.not_own if number not in taken),
    )
    if round_ is not None and (left.entries or left.not_own or left.invalid or not given):
        context.reply(*take_reply(desk, person, round_, left, incoming.said_at, incoming.message_id, text))
    elif round_ is None and not given:
        context.reply(*(offer_note(desk, person, text) or [nothing_to_report(desk, person, is_report=True)]))


def take_edited_text(context: Context) -> None:
    """Take an edited message: it changes the draft, or opens a new one; an edit that changes nothing is passed over."""
    incoming, text = context.incoming, context.incoming.text
    if not text.strip() or not is_about_report(context.desk, context.person, incoming.message_id):
        return
    if _take_copy(context):
        return
    if repeats_us(context.desk, context.person, text):
        context.reply(say_oddities.pasted(context.language))
    elif looks_sensitive(text) and not context.is_confirmed:
        _hold(context)
    else:
        context.reply(*take_edit(context.desk, context.person, incoming.message_id, text, incoming.said_at))


def _may_report(text: str) -> bool:
    """Whether a text has a number in it at all, and is no telephone number: most answers to a form need no closer look."""
    return any(character.isnumeric() for character in text) and read_phone(text) is None


def is_from_us(context: Context) -> bool:
    """Tell whether a text is what the office was given: a digest, a list, a message of ours, forwarded or copied."""
    incoming = context.incoming
    return incoming.repeats_bot or is_digest(incoming.text) or repeats_us(context.desk, context.person, incoming.text)


def begins_own_report(context: Context) -> bool:
    """Tell whether the text said begins with one of the person's own tasks and how it stands."""
    return begins_report(context.incoming.text, _own(context))


def _own(context: Context) -> tuple[int, ...]:
    round_ = task_round(context.desk, context.person)
    return () if round_ is None else own_numbers(standing_of(context.desk, context.person, round_))


def _answer_beside(context: Context, also: Sequence[Intent]) -> None:
    """Answer what is asked or wished for beside a report; the preview comes after it and stays open."""
    for intent in also:
        if intent is Intent.EXTENSION:
            context.reply(say_doubts.wished_beside(context.language))
        else:
            _answer(context, intent)


def _answer(context: Context, intent: Intent) -> None:
    match intent:
        case Intent.QUERY_DEADLINE:
            show_status(context, "")
        case Intent.QUERY_TASKS:
            show_tasks(context, "")
        case Intent.EXTENSION:
            people.start_extension(context)
        case Intent.HANDOVER:
            people.offer(context)
        case Intent.ACK if not asks_for_somebody(context.incoming.text):
            context.reply(say_help.acknowledged(context.language))
        case _ if intent in REPORTS:
            context.reply(nothing_to_report(context.desk, context.person, is_report=True))
        case _:
            called = calls_owed(context.desk, context.person)
            if _LEAVE.search(context.incoming.text):
                people.leave_command(context, "")
                return
            answered = answer(context.desk, context.person, context.incoming.text)
            context.reply(
                answered
                or (press_first(context.language, called) if called else not_understood(context.desk, context.person))
            )

"""Reporting: the card's presses, and a text that is awaited or not."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import people
from handlers.context import Context
from models.actions.contributing import (
    agree_with_lead,
    ask_supporters,
    begin_contribution,
    contribute,
    contribute_unasked,
    take_over,
)
from models.actions.conversing import await_next, conversation_of
from models.actions.editing import is_about_report, take_edit
from models.actions.noting import offer_note, send_note
from models.actions.reading import (
    drop_blank_lines,
    join_continuation,
    own_numbers,
    read_message,
    remember_cut,
    take_reply,
)
from models.actions.recalling import recall
from models.actions.registering import answer_question
from models.actions.reporting import (
    begin_supplement,
    choose_change,
    choose_status,
    close_rest,
    drop,
    explain_delay,
    go_on,
    open_round,
    report_round,
    show_item,
    show_preview,
    skip_item,
    start_report,
    take_over_last,
    take_supplement,
    take_text,
)
from models.actions.standings import standing_of, standings_of
from models.actions.submitting import submit_draft
from models.messages import help as say_help
from models.messages import owed as say_owed
from models.messages import report as say
from models.messages.buttons import STATUS_OF_CODE
from models.rules.chats import IncomingKind
from models.rules.registrations import read_phone
from models.rules.replies import Intent, begins_report, read_reply
from models.rules.sensitive import looks_sensitive
from models.store.people import posts_of
from models.store.plans import current_plan, roles_of, tasks_of

_REPORTS = (Intent.REPORT, Intent.CORRECTION, Intent.NO_PROGRESS_ALL, Intent.SAME_AS_LAST)


def report_command(context: Context, _argument: str) -> None:
    """Start, or go on with, a report."""
    context.reply(*start_report(context.desk, context.person))


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
    context.replace(close_rest(context.desk, context.person, int(arguments[0]), context.incoming.fetched_at))


def press_preview(context: Context, arguments: list[str]) -> None:
    """Back to the preview."""
    round_ = open_round(context.desk, int(arguments[0]))
    if round_ is None:
        context.replace([say.gone(context.language)])
    else:
        context.replace(show_preview(context.desk, context.person, round_))


def press_change(context: Context, arguments: list[str]) -> None:
    """修改."""
    context.replace(choose_change(context.desk, context.person, int(arguments[0])))


def press_drop(context: Context, arguments: list[str]) -> None:
    """取消."""
    context.replace(drop(context.desk, context.person, int(arguments[0])))


def press_submit(context: Context, arguments: list[str]) -> None:
    """确认提交. The preview stays as it was; the receipt is a message of its own."""
    round_ = open_round(context.desk, int(arguments[0]))
    if round_ is None:
        context.reply(say.gone(context.language))
        return
    incoming = context.incoming
    context.reply(*submit_draft(context.desk, context.person, round_, incoming.fetched_at, incoming.update_id))


def press_clean(context: Context, arguments: list[str]) -> None:
    """送审稿: the draft as a text of its own, to be forwarded to the leader."""
    round_ = open_round(context.desk, int(arguments[0]))
    standing = None if round_ is None else standing_of(context.desk, context.person, round_)
    if standing is None or not standing.complete:
        context.reply(say.gone(context.language))
    else:
        context.reply(*say.clean_copy(context.language, standing))


def press_sheet(context: Context, arguments: list[str]) -> None:
    """📄 填报表: the prefilled sheet of each unit one reports for."""
    desk, person = context.desk, context.person
    round_ = open_round(desk, int(arguments[0]))
    standing = None if round_ is None else standing_of(desk, person, round_)
    if standing is None or not standing.items:
        context.reply(say.gone(context.language))
        return
    for unit_id in dict.fromkeys(item.unit_id for item in standing.items):
        desk.send_document(
            context.incoming.chat_id,
            {"document": "sheet_xlsx", "round": standing.round_id, "unit": unit_id, "language": context.language},
        )


def press_block(context: Context, arguments: list[str]) -> None:
    """📋 文字模板: the numbered tasks to copy, fill in and send back."""
    round_ = open_round(context.desk, int(arguments[0]))
    standing = None if round_ is None else standing_of(context.desk, context.person, round_)
    if standing is None or not standing.items:
        context.reply(say.gone(context.language))
    else:
        context.reply(*say.block(context.language, standing))


def show_tasks(context: Context, _argument: str) -> None:
    """/tasks: every task of the person's units, with its state in the open rounds."""
    standings = [standing for standing in standings_of(context.desk, context.person) if standing.kind != "registration"]
    shown = {item.number for standing in standings for item in standing.items}
    led, supported = _unit_tasks(context)
    led = [(number, title) for number, title in led if number not in shown]
    if not standings and not led and not supported:
        context.reply(say_owed.nothing_owed(context.language))
    else:
        context.reply(*say_owed.tasks_list(context.language, standings, led, supported))


def _unit_tasks(context: Context) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return the tasks of the person's posts, those led and those only supported, by number and name."""
    session = context.desk.session
    plan = current_plan(session)
    led: list[tuple[int, str]] = []
    supported: list[tuple[int, str]] = []
    if plan is None:
        return led, supported
    posts = posts_of(session, context.person.id or 0)
    roles = roles_of(session, plan.id or 0)
    for task in tasks_of(session, plan.id or 0):
        role = roles.get(task.id or 0)
        mine = {post.unit_id for post in posts if post.tasks is None or task.number in post.tasks}
        if role is None:
            continue
        if mine & set(role.lead_members):
            led.append((task.number, task.title or task.text))
        elif mine & set(role.support_members):
            supported.append((task.number, task.title or task.text))
    return led, supported


def show_status(context: Context, _argument: str) -> None:
    """/status: what is still owed."""
    context.reply(say_owed.owed_list(context.language, standings_of(context.desk, context.person), context.desk.now))


# What waits for a name, a telephone or a day: whoever asks a question there is no answer to it.
_QUESTIONS = frozenset({"form", "takeover", "leave", "contact"})
# Without any of these no text asks for a day or for tasks.
_MAY_ASK = re.compile("[?？吗嘛么没呢吧什啥几何哪谁怎咋多还截限时期任务项条号不是我的]|[a-z]{3}", re.IGNORECASE)


def take_aside(context: Context) -> bool:
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
    return any(entry.task for entry in read_message(context.desk, context.person, context.incoming.text)[1].entries)


def take_plain_text(context: Context) -> None:
    """Take a text for what it is: the answer that is awaited, a report, a question, or a courtesy."""
    state = conversation_of(context.desk, context.person)
    text = context.incoming.text
    if take_aside(context):
        return
    if state.get("kind") == "form" and not (_may_report(text) and begins_report(text, _own(context))):
        context.reply(*answer_question(context.desk, context.person, text))
    elif looks_sensitive(text) and not context.is_confirmed:
        _hold(context)
    else:
        _take(context, state)


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
    context.reply(say.sensitive(context.language))


def press_held(context: Context, arguments: list[str]) -> None:
    """确认发送 or 取消 of a text that looked sensitive."""
    state = conversation_of(context.desk, context.person)
    held = state.pop("held", None)
    if state.get("kind") == "note" and arguments[0] == "no":
        state = {}
    await_next(context.desk, context.person, state)
    if arguments[0] == "no":
        context.reply(say.not_sent(context.language))
    elif held is None:
        context.reply(say.gone(context.language))
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


def press_note(context: Context, _arguments: list[str]) -> None:
    """确认发送 of a correction that comes after closing."""
    context.reply(*send_note(context.desk, context.person))


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
    round_, reply = read_message(desk, person, text)
    explains = state.get("explains")
    if explains is not None and not any(entry.task for entry in reply.entries) and reply.intent not in _WORDS:
        context.reply(*explain_delay(desk, person, int(explains), text, incoming.said_at))
        return
    if reply.intent not in _REPORTS:
        _answer(context, reply.intent)
        return
    pieces = {entry.task: entry.text for entry in reply.entries if entry.task is not None}
    given, taken = contribute_unasked(
        desk, person, {number: piece for number, piece in pieces.items() if number in reply.not_own}, incoming.said_at
    )
    context.reply(*given)
    left = replace(
        reply,
        entries=tuple(entry for entry in reply.entries if entry.task not in taken),
        not_own=tuple(number for number in reply.not_own if number not in taken),
    )
    if round_ is not None and (left.entries or left.not_own or left.invalid or not given):
        context.reply(*take_reply(desk, person, round_, left, incoming.said_at, incoming.message_id, text))
    elif round_ is None and not given:
        context.reply(*(offer_note(desk, person, text) or [say_owed.nothing_owed(context.language)]))


def take_edited_text(context: Context) -> None:
    """Take an edited message: it changes the draft, or opens a new one; an edit that changes nothing is passed over."""
    incoming, text = context.incoming, context.incoming.text
    if not text.strip() or not is_about_report(context.desk, context.person, incoming.message_id):
        return
    if looks_sensitive(text) and not context.is_confirmed:
        _hold(context)
    else:
        context.reply(*take_edit(context.desk, context.person, incoming.message_id, text, incoming.said_at))


def press_supplement(context: Context, arguments: list[str]) -> None:
    """补充."""
    context.reply(*begin_supplement(context.desk, context.person, int(arguments[0])))


def press_as_lead(context: Context, arguments: list[str]) -> None:
    """与牵头单位一致."""
    desk, person = context.desk, context.person
    place = agree_with_lead(desk, person, int(arguments[0]), context.incoming.fetched_at)
    if place is None:
        context.replace([say.gone(context.language)])
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


def show_history(context: Context, _argument: str) -> None:
    """/history."""
    context.reply(*recall(context.desk, context.person))


_WORDS = (Intent.ACK, Intent.QUERY_DEADLINE, Intent.QUERY_TASKS)


def _may_report(text: str) -> bool:
    """Whether a text has a number in it at all, and is no telephone number: most answers to a form need no closer look."""
    return any(character.isnumeric() for character in text) and read_phone(text) is None


def _own(context: Context) -> tuple[int, ...]:
    round_ = report_round(context.desk, context.person)
    return () if round_ is None else own_numbers(standing_of(context.desk, context.person, round_))


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
        case Intent.ACK:
            context.reply(say_help.acknowledged(context.language))
        case _ if intent in _REPORTS:
            context.reply(say_owed.nothing_owed(context.language))
        case _:
            context.reply(say_help.not_understood(context.language))

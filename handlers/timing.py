"""Time in chat: 稍后提醒, /calendar and /round. What an admin changes is read back first, and done at 确认."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from handlers import plain_texts
from handlers.context import Context
from models.actions.asking import ASK_FOR
from models.actions.calendaring import read_calendar, set_days, show_calendar
from models.actions.calling import Call, call_of, call_state, open_call, preview_call, read_call, read_due
from models.actions.conversing import await_next, conversation_of
from models.actions.enclosing import MOST_ENCLOSED, keepable, send_enclosures
from models.actions.gaps import make_links
from models.actions.laddering import set_rung, show_ladder, switch_rung
from models.actions.refusals import ActionRefusedError
from models.actions.rehearsing import preview_tick
from models.actions.rescheduling import (
    Change,
    answer_rest_day,
    change_round,
    extend_plan,
    list_rounds,
    preview_change,
    show_round,
)
from models.actions.snoozing import Wish, offer_snooze, snooze
from models.actions.standings import standing_of
from models.messages import calling as say_call
from models.messages import oddities as say_oddities
from models.messages import rescheduling as say
from models.messages import timing as say_timing
from models.rules.chats import Message
from models.store.plans import current_plan
from models.tables import Plan, Round

# What is to be done is said, and not with what.
_HALF_SAID = re.compile(r"ladder|until|preview|预演|\S+\s+(?:due|截止)")
_ACTS = {"open": "open", "close": "close", "skip": "skip", "开启": "open", "关闭": "close", "取消": "skip"}


def press_snooze(context: Context, arguments: list[str]) -> None:
    """稍后提醒, and then how much later. The reminder itself stays to be read."""
    if arguments[0] == "ask":
        context.reply(offer_snooze(context.desk, context.person))
    else:
        context.replace([snooze(context.desk, context.person, Wish(arguments[0]))])


def show_or_change_calendar(context: Context, argument: str) -> None:
    """/calendar [SENTENCE]: what is known, or what is to count from now on."""
    if argument:
        take_notice(context, argument)
    else:
        context.reply(*show_calendar(context.desk))


def press_notice(context: Context, _arguments: list[str]) -> None:
    """录入放假安排: the next message, for ten minutes, is the notice."""
    _await_notice(context)
    context.reply(say_timing.ask_notice(context.language))


def _await_notice(context: Context) -> None:
    await_next(context.desk, context.person, {"kind": "notice", "at": context.desk.now.isoformat()})


def take_awaited_notice(context: Context) -> bool:
    """Take a text as the notice that was asked for a moment ago; False where none was, or it is a report of a liaison's."""
    state, text = conversation_of(context.desk, context.person), context.incoming.text
    if state.get("kind") != "notice" or not context.is_admin:
        return False
    if datetime.fromisoformat(state["at"]) + ASK_FOR < context.desk.now:
        return False
    if context.is_liaison and plain_texts.begins_own_report(context):
        return False
    take_notice(context, text)
    return True


def take_notice(context: Context, text: str) -> None:
    """Read a notice back, to be confirmed."""
    notice = read_calendar(context.desk, text)
    preview = say_timing.calendar_preview(context.language, notice)
    if notice.flaw is not None:
        _await_notice(context)
        context.reply(preview)
    else:
        days = {day.isoformat(): is_working for day, is_working in notice.days.items()}
        _ask(context, preview, {"kind": "calendar", "days": days})


def round_command(context: Context, argument: str) -> None:
    """/round …: rounds listed, shown, moved, opened, closed, skipped, merged; ladders; the plan's end."""
    first, _, rest = argument.partition(" ")
    if _HALF_SAID.fullmatch(argument.strip()):
        context.reply(say.refused(context.language, "round-usage", {}))
        return
    try:
        if first in ("preview", "预演"):
            context.reply(*preview_tick(context.desk, read_due(rest, context.desk.policy.zone)))
        else:
            _round(context, argument)
    except ActionRefusedError as error:
        context.reply(say.refused(context.language, error.key, error.arguments))


def _round(context: Context, argument: str) -> None:
    words = argument.split()
    if words and words[0] in ("new", "征集"):
        _offer_call(context, argument[len(words[0]) :])
        return
    match words:
        case []:
            context.reply(*list_rounds(context.desk))
        case ["ladder", kind]:
            context.reply(show_ladder(context.desk, kind))
        case ["ladder", kind, name, at]:
            context.reply(set_rung(context.desk, kind, name, at, actor=context.person.chat_user_id))
        case ["until", last]:
            slug = extend_plan(context.desk, _current(context), last, actor=context.person.chat_user_id)
            context.reply(say.plan_extended(context.language, slug))
        case [slug]:
            context.reply(*show_round(context.desk, slug))
        case [slug, "due" | "截止", *moment]:
            due_at = read_due(" ".join(moment), context.desk.policy.zone)
            _offer(context, Change("due", slug, due_at=due_at))
        case [slug, "merge" | "合并", into]:
            _offer(context, Change("merge", slug, into=into))
        case [slug, act] if act in _ACTS:
            _offer(context, Change(_ACTS[act], slug))
        case _:
            raise ActionRefusedError("round-usage")


def _current(context: Context) -> Plan:
    plan = current_plan(context.desk.session)
    if plan is None:
        raise ActionRefusedError("round-no-plan")
    return plan


def _offer_call(context: Context, written: str) -> None:
    call = read_call(context.desk, written)
    _ask_call(context, replace(call, files=tuple(keepable(context.incoming.files)[:MOST_ENCLOSED])))


def _ask_call(context: Context, call: Call) -> None:
    _ask(context, preview_call(context.desk, call), {"kind": "call", **call_state(call)})


def enclose_file(context: Context) -> bool:
    """Take files sent while a data call waits for its confirmation as what goes out with it; False where none waits."""
    state = conversation_of(context.desk, context.person)
    files = keepable(context.incoming.files)
    # Files have no row in the routing table: whoever has ceased to be an admin goes on with no call.
    is_calling = state.get("kind") == "call" and context.is_admin
    if not is_calling or not files:
        return False
    call = call_of(state)
    kept = {str(file["sha256"]): file for file in (*call.files, *files)}
    if len(kept) > MOST_ENCLOSED:
        context.reply(say_call.too_many_files(context.language, MOST_ENCLOSED))
    _ask_call(context, replace(call, files=tuple(kept.values())[:MOST_ENCLOSED]))
    return True


def press_enclosed(context: Context, arguments: list[str]) -> None:
    """征集附件: send them again, to whoever is asked for the material."""
    desk, round_ = context.desk, context.desk.session.get(Round, int(arguments[0]))
    is_asked = round_ is not None and bool(standing_of(desk, context.person, round_).items)
    if round_ is not None and (is_asked or context.is_office):
        send_enclosures(desk, round_, context.incoming.chat_id, context.incoming.thread_id)


def _offer(context: Context, change: Change) -> None:
    _ask(
        context,
        preview_change(context.desk, change),
        {
            "kind": "round",
            "act": change.act,
            "slug": change.slug,
            "due_at": None if change.due_at is None else change.due_at.isoformat(),
            "into": change.into,
        },
    )


def _ask(context: Context, preview: Message, state: dict[str, Any]) -> None:
    """Read back what is to be done; the stamp ties the buttons to this very reading."""
    stamp = context.incoming.update_id
    await_next(context.desk, context.person, {**state, "stamp": stamp})
    context.reply(replace(preview, rows=say.confirm_rows(context.language, stamp)))


def press_confirm(context: Context, arguments: list[str]) -> None:
    """确认 or 取消 of what was read back last."""
    state = conversation_of(context.desk, context.person)
    if state.get("stamp") != int(arguments[1]):
        context.replace([say_timing.confirm_gone(context.language)])
        return
    await_next(context.desk, context.person, {})
    if arguments[0] == "no":
        context.replace([say_timing.not_confirmed(context.language)])
        return
    _guarded(context, lambda: _do(context, state))


def _do(context: Context, state: dict[str, Any]) -> Message:
    desk, actor = context.desk, context.person.chat_user_id
    if state["kind"] == "calendar":
        days = {date.fromisoformat(day): bool(worked) for day, worked in state["days"].items()}
        return set_days(desk, days, actor=actor)
    if state["kind"] == "call":
        return open_call(desk, call_of(state), actor=actor)
    due_at = None if state["due_at"] is None else datetime.fromisoformat(state["due_at"])
    change = Change(str(state["act"]), str(state["slug"]), due_at=due_at, into=state["into"])
    return change_round(desk, change, actor=actor)


def _guarded(context: Context, act: Callable[[], Message]) -> None:
    try:
        message = act()
    except ActionRefusedError as error:
        message = say.refused(context.language, error.key, error.arguments)
    context.replace([message])


def press_rung(context: Context, arguments: list[str]) -> None:
    """Switch a rung, under its ladder."""
    actor = context.person.chat_user_id
    _guarded(context, lambda: switch_rung(context.desk, arguments[0], arguments[1], actor=actor))


def press_rest_day(context: Context, arguments: list[str]) -> None:
    """Keep, earlier or later: the office's word on a due day that is a rest day."""
    round_ = context.desk.session.get(Round, int(arguments[0]))
    if round_ is None:
        context.desk.toast = say_oddities.gone(context.language).html
        return
    actor = context.person.chat_user_id
    _guarded(context, lambda: answer_rest_day(context.desk, round_, arguments[1], actor=actor))


def press_plan_end(context: Context, arguments: list[str]) -> None:
    """Whether the plan ends with its last round or goes on for a year."""
    plan = context.desk.session.get(Plan, int(arguments[0]))
    if plan is None:
        context.desk.toast = say_oddities.gone(context.language).html
        return
    if arguments[1] == "end":
        context.replace([say.plan_ends(context.language, plan.last_round)])
        return
    if plan.end_asked_at is None:
        # Another admin has pressed before: a second press must not add a second year.
        context.replace([say.plan_extended(context.language, plan.last_round)])
        return
    actor = context.person.chat_user_id
    _guarded(context, lambda: say.plan_extended(context.language, extend_plan(context.desk, plan, actor=actor)))


def press_links(context: Context, arguments: list[str]) -> None:
    """Fresh links for the units with nobody registered."""
    round_ = context.desk.session.get(Round, int(arguments[0]))
    if round_ is None:
        context.desk.toast = say_oddities.gone(context.language).html
        return
    context.reply(*make_links(context.desk, round_, context.bot_name, actor=context.person.chat_user_id))

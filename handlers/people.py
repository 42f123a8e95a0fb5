"""What people do about themselves: hand over, take leave, change contacts, ask for time, see and erase what is stored."""

from dataclasses import replace

from handlers import members
from handlers.context import Context
from models.actions.contact_changes import ask_change, drop_change, show_contacts, submit_change, take_change
from models.actions.conversing import await_next, conversation_of
from models.actions.extending import ask_extension, drop_extension, submit_extension
from models.actions.forgetting import erase, show_privacy
from models.actions.handing_over import (
    answer_takeover,
    change_takeover,
    confirm_handover,
    confirm_takeover,
    drop_takeover,
    offer_handover,
    withdraw_handover,
)
from models.actions.leaders import leader_status, make_leader_link
from models.actions.leaving import ask_leave, end_leave, take_leave_day
from models.actions.reading import own_numbers
from models.actions.reporting import task_round
from models.actions.settling import is_settled, settle_below
from models.actions.standings import standing_of
from models.messages import leaders as say_leaders
from models.messages import oddities as say_oddities
from models.messages import people as say
from models.messages.words import plain_text
from models.rules.extensions import begins_request
from models.rules.registrations import read_phone
from models.rules.replies import begins_report, read_reply
from models.rules.replies.values import Intent

# Questions are answered by `handlers.plain_texts`, whatever is being filled in.
_ASIDES = frozenset({Intent.QUERY_DEADLINE, Intent.QUERY_TASKS})
# The conversations of this module that await a text.
_AWAITED = frozenset({"takeover", "leave", "contact", "extension"})


def handover_command(context: Context, _argument: str) -> None:
    """/handover: say what it does, and ask for 确认换人."""
    if context.is_admin and not context.is_liaison:
        members.members_command(context, "")
    else:
        context.reply(*offer_handover(context.desk, context.person))


def offer(context: Context) -> None:
    """Offer a hand-over to somebody whose message spoke of a change of people."""
    context.reply(say.offer_handover(context.language))


def press_handover(context: Context, arguments: list[str]) -> None:
    """换人 (0: whichever post it is)."""
    liaison_id = int(arguments[0]) or None
    context.reply(*offer_handover(context.desk, context.person, liaison_id))


def press_confirm_handover(context: Context, arguments: list[str]) -> None:
    """确认换人 by the incumbent: the link."""
    context.replace(confirm_handover(context.desk, context.person, int(arguments[0]), context.bot_name))


def press_stop_handover(context: Context, arguments: list[str]) -> None:
    """取消 of a hand-over: the link is void."""
    context.reply(withdraw_handover(context.desk, context.person, int(arguments[0])))


def press_take(context: Context, arguments: list[str]) -> None:
    """确认换人, 修改 or 取消 by the successor or the deputy."""
    desk, person, pressed = context.desk, context.person, context.incoming.message_id
    gone = say.nothing_there(context.language)
    if is_settled(desk, person, pressed):
        # A second tap, before the client has taken the buttons away.
        desk.toast = plain_text(gone.html)
    elif arguments[0] == "yes":
        settle_below(desk, person, pressed, confirm_takeover(desk, person, context.incoming.fetched_at) or [gone])
    elif arguments[0] == "change":
        context.reply(change_takeover(desk, person) or gone)
    else:
        state = conversation_of(desk, person)
        is_previewed = bool(state.get("name") and state.get("phone"))
        dropped = drop_takeover(desk, person) or gone
        if not is_previewed and dropped.drop_keyboard:
            # Only a new message can take the button for one's own contact away.
            context.reply(dropped)
        else:
            settle_below(desk, person, pressed, [replace(dropped, drop_keyboard=False)])


def leave_command(context: Context, argument: str) -> None:
    """/leave [date]."""
    context.reply(*ask_leave(context.desk, context.person, argument, context.bot_name))


def press_leave(context: Context, _arguments: list[str]) -> None:
    """结束请假."""
    context.reply(end_leave(context.desk, context.person))


def contacts_command(context: Context, _argument: str) -> None:
    """/contacts."""
    context.reply(*show_contacts(context.desk, context.person))


def press_contact(context: Context, arguments: list[str]) -> None:
    """修改分管领导 or 修改本人姓名电话."""
    context.reply(ask_change(context.desk, context.person, int(arguments[0]), arguments[1]))


def press_submit_contact(context: Context, arguments: list[str]) -> None:
    """确认提交 or 取消 of a change of contacts."""
    act = submit_change if arguments[0] == "yes" else drop_change
    context.replace([act(context.desk, context.person) or say.nothing_there(context.language)])


def press_leader_link(context: Context, arguments: list[str]) -> None:
    """分管领导查阅链接."""
    context.reply(make_leader_link(context.desk, context.person, int(arguments[0]), context.bot_name))


def start_extension(context: Context) -> None:
    """Take a message that asks for more time."""
    incoming = context.incoming
    context.reply(*ask_extension(context.desk, context.person, incoming.text, incoming.said_at))


def press_wish(context: Context, arguments: list[str]) -> None:
    """申请延期, and 确认提交 or 取消 of it."""
    desk, person, at = context.desk, context.person, context.incoming.fetched_at
    if arguments[0] == "start":
        await_next(desk, person, {})
        context.reply(*ask_extension(desk, person, "", at))
    elif arguments[0] == "yes":
        context.replace(submit_extension(desk, person, at) or [say.nothing_there(context.language)])
    else:
        context.replace([drop_extension(desk, person) or say.nothing_there(context.language)])


def privacy_command(context: Context, _argument: str) -> None:
    """/privacy."""
    context.reply(show_privacy(context.desk, context.person))


def press_erase(context: Context, arguments: list[str]) -> None:
    """离任并删除姓名电话, and its confirmation."""
    if arguments[0] == "ask":
        context.reply(say.confirm_erasure(context.language))
    elif arguments[0] == "yes":
        context.replace([erase(context.desk, context.person)])
    else:
        context.replace([say.kept(context.language)])


def awaits_text(context: Context) -> bool:
    """Tell whether a conversation of this module awaits the person's next message."""
    return conversation_of(context.desk, context.person).get("kind") in _AWAITED


def _own(context: Context) -> tuple[int, ...]:
    round_ = task_round(context.desk, context.person)
    return () if round_ is None else own_numbers(standing_of(context.desk, context.person, round_))


def take_text(context: Context) -> bool:
    """Take a text as the answer that is awaited; False where it is something else: a report in the middle of it."""
    desk, person, text = context.desk, context.person, context.incoming.text
    kind = conversation_of(desk, person).get("kind")
    if kind not in (*_AWAITED, "form", "text") and context.is_liaison and begins_request(text):
        start_extension(context)
        return True
    if kind not in _AWAITED:
        return False
    own = _own(context)
    if kind != "extension" and (
        read_reply(text, own, max(own, default=0)).intent in _ASIDES or begins_report(text, own)
    ):
        return False
    match kind:
        case "takeover":
            context.reply(*answer_takeover(desk, person, text))
        case "leave":
            context.reply(*take_leave_day(desk, person, text, context.bot_name))
        case "contact":
            context.reply(*take_change(desk, person, text))
        case _:
            if (
                own
                and not begins_request(text)
                and begins_report(text, own)
                and read_reply(text, own, max(own)).intent is Intent.REPORT
            ):
                return False
            start_extension(context)
    return True


def take_contact(context: Context) -> bool:
    """Take a shared contact as the awaited telephone; False where none is awaited."""
    incoming = context.incoming
    kind = conversation_of(context.desk, context.person).get("kind")
    if kind not in ("takeover", "contact"):
        return False
    phone = read_phone(incoming.contact_phone) or incoming.contact_phone
    if kind == "takeover" and incoming.contact_user_id != incoming.user_id:
        context.reply(say_oddities.contact_not_own(context.language))
    elif kind == "takeover":
        context.reply(*answer_takeover(context.desk, context.person, phone))
    else:
        context.reply(*take_change(context.desk, context.person, phone))
    return True


def show_leader_status(context: Context) -> None:
    """Show a leader how the units stand."""
    context.reply(*leader_status(context.desk, context.person))


def greet_leader(context: Context) -> None:
    """Answer a leader's text: nothing is reported with this account."""
    context.reply(say_leaders.reading_only(context.language))

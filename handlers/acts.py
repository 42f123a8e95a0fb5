"""The office acts on single tasks: /task, /accept, /return, /enter, their buttons, and the answers to what they ask."""

from handlers.context import Context
from models.actions.asking import asked, stop_asking
from models.actions.coming import no_round
from models.actions.desk import Desk
from models.actions.digesting import UnknownRoundError, find_opened
from models.actions.entering import enter, enter_pressed
from models.actions.reviewing import (
    MOST_FILES,
    accept_all,
    accept_cases,
    accept_pressed,
    ask_return,
    choose_cases,
    read_place,
    resend_files,
    return_pressed,
    show_task,
    take_reason,
)
from models.messages import acts as say
from models.messages import oddities as say_oddities
from models.rules.chats import Incoming, Message
from models.rules.words import RoundKind
from models.store.people import person_by_chat
from models.store.reviews import round_where_answered
from models.tables import Round


def _round(context: Context, name: str) -> Round | None:
    try:
        # Registration has no tasks to act on, however near its due time is.
        return find_opened(context.desk, name.strip() or None, RoundKind.MONTHLY)
    except UnknownRoundError as error:
        context.reply(no_round(context.desk, context.language, error))
        return None


def task_command(context: Context, argument: str) -> None:
    """/task N [ROUND]."""
    place = read_place(context.desk, argument)
    if place is None:
        context.reply(say.how_to_task(context.language))
        return
    round_ = _round(context, place.rest)
    if round_ is not None:
        context.reply(*show_task(context.desk, context.language, round_, place.number))


def accept_command(context: Context, argument: str) -> None:
    """/accept N [UNIT], /accept all [ROUND]."""
    word, _, rest = argument.strip().partition(" ")
    if word.lower() in ("all", "全部"):
        round_ = _round(context, rest)
        if round_ is not None:
            context.reply(accept_all(context.desk, context.language, context.person, round_))
        return
    place = read_place(context.desk, argument)
    round_ = None if place is None else _round(context, place.rest)
    if place is None:
        context.reply(say.how_to_task(context.language))
    elif round_ is not None:
        if not place.rest:
            round_ = round_where_answered(context.desk.session, place.number, round_)
        cases = choose_cases(context.desk, context.language, round_, place)
        if isinstance(cases, Message):
            context.reply(cases)
        else:
            context.reply(accept_cases(context.desk, context.language, context.person, cases))


def return_command(context: Context, argument: str) -> None:
    """/return N [UNIT] REASON."""
    place = read_place(context.desk, argument)
    round_ = None if place is None else _round(context, "")
    if place is None:
        context.reply(say.how_to_task(context.language))
    elif round_ is not None:
        round_ = round_where_answered(context.desk.session, place.number, round_)
        cases = choose_cases(context.desk, context.language, round_, place)
        if isinstance(cases, Message):
            context.reply(cases)
        else:
            chat_id = context.incoming.chat_id
            context.reply(*ask_return(context.desk, context.language, context.person, chat_id, cases, place.rest))


def enter_command(context: Context, argument: str) -> None:
    """/enter N [UNIT] STATUS TEXT."""
    place = read_place(context.desk, argument)
    if place is None or not place.rest:
        context.reply(say.how_to_enter(context.language))
        return
    round_ = _round(context, "")
    if round_ is None:
        return
    cases = choose_cases(context.desk, context.language, round_, place)
    if isinstance(cases, Message):
        context.reply(cases)
    else:
        context.reply(*enter(context.desk, context.language, context.person, context.incoming, cases, place.rest))


def press_accept(context: Context, arguments: list[str]) -> None:
    """审核通过."""
    message = accept_pressed(context.desk, context.language, context.person, int(arguments[0]))
    context.reply(message or say_oddities.gone(context.language))


def press_return(context: Context, arguments: list[str]) -> None:
    """退回补充."""
    messages = return_pressed(
        context.desk, context.language, context.person, context.incoming.chat_id, int(arguments[0])
    )
    context.reply(*(messages or [say_oddities.gone(context.language)]))


def press_enter(context: Context, arguments: list[str]) -> None:
    """报送单位: whose answer it is that was entered."""
    messages = enter_pressed(context.desk, context.language, context.person, context.incoming, int(arguments[0]))
    context.reply(*(messages or [say_oddities.gone(context.language)]))


def press_attached(context: Context, arguments: list[str]) -> None:
    """附件: send them again."""
    incoming = context.incoming
    count = resend_files(context.desk, incoming.chat_id, incoming.thread_id, int(arguments[0]))
    context.desk.toast = (
        say.files_sent(context.language, count, MOST_FILES).html if count else say.no_files(context.language).html
    )


def press_dismiss(context: Context, _arguments: list[str]) -> None:
    """取消 of something previewed or asked."""
    stop_asking(context.desk, context.person)
    context.replace([say.dismissed(context.language)])


def awaits(desk: Desk, incoming: Incoming) -> bool:
    """Tell whether a text said in a group answers something its sender was asked there a moment ago."""
    person = person_by_chat(desk.session, incoming.user_id)
    waiting = None if person is None else asked(desk, person, incoming.chat_id)
    return waiting is not None and waiting["what"] == "return" and bool(incoming.text.strip())


def take_answer(context: Context) -> bool:
    """Take a text as the reason that was asked for; False where nothing was."""
    waiting = asked(context.desk, context.person, context.incoming.chat_id)
    if waiting is None or waiting["what"] != "return":
        return False
    messages = take_reason(
        context.desk, context.language, context.person, int(waiting["assignment"]), context.incoming.text
    )
    context.reply(*messages)
    return True

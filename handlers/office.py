"""What the office asks for: /progress, /missing, /digest and their buttons."""

from collections.abc import Callable

from handlers.context import Context
from models.actions.coming import no_round
from models.actions.digesting import (
    UnknownRoundError,
    find_opened,
    post_digest,
    send_ledger,
    tell_missing,
    tell_progress,
)
from models.actions.office import bind_office
from models.messages import help as say
from models.tables import Round


def _with_named_round(context: Context, name: str, act: Callable[[Round], None]) -> None:
    try:
        round_ = find_opened(context.desk, name.strip() or None)
    except UnknownRoundError as error:
        context.reply(no_round(context.desk, context.language, error))
    else:
        act(round_)


def show_progress(context: Context, argument: str) -> None:
    """/progress [ROUND]."""
    _with_named_round(context, argument, lambda round_: context.reply(tell_progress(context.desk, round_)))


def show_missing(context: Context, argument: str) -> None:
    """/missing [ROUND]."""
    _with_named_round(context, argument, lambda round_: context.reply(*tell_missing(context.desk, round_)))


def make_digest(context: Context, argument: str) -> None:
    """/digest [ROUND]: text, document and ledger, to where it was asked."""
    incoming = context.incoming
    _with_named_round(
        context, argument, lambda round_: post_digest(context.desk, round_, incoming.chat_id, incoming.thread_id)
    )


def bind(context: Context, _argument: str) -> None:
    """/bind_office, said by an admin in the group."""
    if context.incoming.is_private:
        context.reply(say.bind_in_group(context.language))
        return
    bind_office(context.desk, context.person, context.incoming.chat_id, context.incoming.thread_id)
    context.reply(say.bound(context.language))


def _with_opened_round(context: Context, arguments: list[str], act: Callable[[Round], None]) -> None:
    round_ = context.desk.session.get(Round, int(arguments[0]))
    if round_ is not None and round_.opened_at is not None:
        act(round_)
    else:
        # A card is pinned before the first round opens.
        context.desk.toast = no_round(context.desk, context.language, UnknownRoundError("")).html


def press_missing(context: Context, arguments: list[str]) -> None:
    """未报名单."""
    _with_opened_round(context, arguments, lambda round_: context.reply(*tell_missing(context.desk, round_)))


def press_missing_plain(context: Context, arguments: list[str]) -> None:
    """纯文字名单."""
    _with_opened_round(
        context, arguments, lambda round_: context.reply(*tell_missing(context.desk, round_, plain=True))
    )


def press_digest(context: Context, arguments: list[str]) -> None:
    """汇总."""
    chat_id, thread_id = context.incoming.chat_id, context.incoming.thread_id
    _with_opened_round(context, arguments, lambda round_: post_digest(context.desk, round_, chat_id, thread_id))


def press_ledger(context: Context, arguments: list[str]) -> None:
    """台账."""
    chat_id, thread_id = context.incoming.chat_id, context.incoming.thread_id
    _with_opened_round(context, arguments, lambda round_: send_ledger(context.desk, round_, chat_id, thread_id))

"""/start, /help, /language, /cancel."""

from dataclasses import replace

from handlers import people
from handlers.context import Context
from handlers.permissions import Place
from models.actions.answering import office_telephone
from models.actions.conversing import await_next, conversation_of
from models.actions.handing_over import start_with_link
from models.actions.menus import commands_of, refresh_menu
from models.actions.registering import cancel_form
from models.actions.reporting import cancel
from models.messages import help as say
from models.messages import registration as say_registration
from models.messages.questions import whom_to_ask


def start(context: Context, argument: str) -> None:
    """Take an invitation, or greet by role; a stranger is told the numeric id."""
    if argument and context.incoming.is_private:
        _take_invitation(context, argument)
    elif context.is_liaison:
        show_help(context, "")
    elif context.is_leader:
        people.greet_leader(context)
    elif context.incoming.in_office and not context.is_admin:
        context.reply(say.greet_office(context.language))
    elif context.is_admin:
        context.reply(say.greet_admin(context.language, context.person.chat_user_id))
    else:
        context.reply(say.greet_stranger(context.language, context.person.chat_user_id))


def _take_invitation(context: Context, token: str) -> None:
    """Take an invitation; after many wrong ones none is looked at for a while, so that nobody guesses."""
    gate, user_id = context.gate, context.incoming.user_id
    minutes = 0 if gate is None else gate.barred_minutes(user_id)
    if minutes:
        context.reply(say.barred(context.language, minutes))
        return
    messages = start_with_link(context.desk, context.person, token)
    if not messages and gate is not None:
        gate.note_wrong_token(user_id, context.incoming.update_id)
    context.reply(*(messages or [say_registration.bad_invitation(context.language)]))


def show_help(context: Context, _argument: str) -> None:
    """Show what this person can do here."""
    match context.place:
        case Place.PRIVATE:
            commands = commands_of(context.desk, context.person)
            if context.incoming.in_office and not context.is_admin:
                own = () if commands == say.STRANGER_COMMANDS else commands
                commands = tuple(dict.fromkeys((*own, *say.OFFICE_COMMANDS, "privacy", "language")))
        case Place.OFFICE_GROUP:
            commands = say.OFFICE_COMMANDS
        case Place.OTHER_GROUP:
            commands = ("bind_office", "help") if context.is_admin else ("help",)
    # A liaison's own work, and the words for it, are for the private chat.
    is_liaison = context.place is Place.PRIVATE and context.is_liaison
    message = say.help_for(context.language, commands, is_liaison=is_liaison)
    if is_liaison:
        whom = whom_to_ask(context.language, office_telephone(context.desk))
        message = replace(message, html=f"{message.html}\n\n{whom}")
    context.reply(message)


def change_language(context: Context, argument: str) -> None:
    """Switch between Chinese and English, or to the one named."""
    wanted = argument.strip().lower()
    now_chinese = context.desk.language_of(context.person).startswith("zh")
    if wanted.startswith("en"):
        chosen = "en"
    elif wanted.startswith(("zh", "中")):
        chosen = "zh-CN"
    elif wanted:
        context.reply(say.language_choices(context.language))
        return
    else:
        chosen = "en" if now_chinese else "zh-CN"
    context.person.language = chosen
    refresh_menu(context.desk, context.person)
    context.reply(say.language_chosen(chosen))


def cancel_all(context: Context, _argument: str) -> None:
    """Stop whatever is being filled in."""
    if conversation_of(context.desk, context.person).get("kind") == "form":
        message = cancel_form(context.desk, context.person)
        messages = [message] if message is not None else None
    elif people.awaits_text(context):
        await_next(context.desk, context.person, {})
        messages = [say.form_dropped(context.language)]
    else:
        messages = cancel(context.desk, context.person)
    context.reply(*(messages or [say.nothing_to_cancel(context.language)]))

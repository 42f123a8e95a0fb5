"""What is done with one update: who said it is looked up, and it goes where the routing table says."""

import re

from sqlmodel import Session

from handlers import acts, files, people, plain_texts, start, timing
from handlers.context import Context
from handlers.gate import Admission, Gate
from handlers.permissions import PRIVATELY, Audience, Place, Ruling, rule
from handlers.routing import COMMANDS, PRESSES, WORDS
from locales import t
from models.actions.answering import not_understood
from models.actions.assigning_units import assigns_units, offer_units
from models.actions.conversing import conversation_of, expect_state
from models.actions.delivering import follow_chat
from models.actions.desk import Desk
from models.actions.importing import choose_span
from models.actions.leaving import end_due_leaves
from models.actions.redirecting import note_let_in, tell_cut_off
from models.actions.registering import take_contact
from models.messages import help as say
from models.messages import oddities as say_oddities
from models.messages.clean_copies import copy_of_office
from models.messages.coming import no_plan
from models.rules.chats import Incoming, IncomingKind, Message
from models.rules.policies import Policy
from models.store.people import greet_person, known_by_chat, note_input, person_by_chat, posts_of
from models.store.plans import current_plan

# Without a plan these have nothing to show and nothing to act on.
_NEEDS_PLAN = frozenset({"invite", "units", "members", "handover", "round", "extend", "revoke", "broadcast"})
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)


def read_command(text: str, bot_name: str) -> tuple[str, str] | None:
    """Return a command's name and argument, or None for a plain text or a command meant for another bot."""
    match = _COMMAND.fullmatch(text.strip())
    if match is None or (match[2] is not None and match[2].lower() != bot_name.lower()):
        return None
    return match[1].lower(), (match[3] or "").strip()


def reads_documents(session: Session, incoming: Incoming, policy: Policy) -> bool:
    """Tell whether a document from this sender is worth reading: a stranger's is not."""
    if incoming.user_id in policy.admin_ids or incoming.in_office:
        return True
    person = person_by_chat(session, incoming.user_id)
    return person is not None and bool(posts_of(session, person.id or 0))


def needs_membership(incoming: Incoming, bot_name: str) -> bool:
    """Tell whether the sender's membership of the office group must be looked up before handling."""
    if not incoming.is_private:
        return False
    if incoming.files:
        return True
    if incoming.kind is IncomingKind.PRESS:
        verb = incoming.data.split(":", 1)[0]
        return verb in PRESSES and PRESSES[verb].audience.asks_membership
    text = incoming.text.strip()
    command = (WORDS[text], "") if text in WORDS else read_command(text, bot_name)
    if command is None or command[0] not in COMMANDS:
        return False
    # A member is greeted as one. Not asked for /help, of which people send many: that would cost Telegram a call each.
    return COMMANDS[command[0]].audience.asks_membership or command == ("start", "")


def handle(desk: Desk, incoming: Incoming, bot_name: str, gate: Gate | None = None) -> None:
    """Handle one update, inside its transaction. Where there is a `gate`, strangers are answered only so often."""
    if incoming.kind is IncomingKind.MIGRATION and incoming.migrated_to is not None:
        follow_chat(desk, incoming.chat_id, incoming.migrated_to)
    elif incoming.kind is IncomingKind.MEMBERSHIP:
        _note_membership(desk, incoming)
    elif incoming.user_id and not incoming.is_bot:
        _handle_person(desk, incoming, bot_name, gate)


def _note_membership(desk: Desk, incoming: Incoming) -> None:
    """Somebody has blocked the bot, or let it in again; or a group has thrown it out, or taken it back."""
    if not incoming.is_private and not incoming.can_write:
        tell_cut_off(desk, incoming.chat_id, "bot was kicked")
    elif not incoming.is_private:
        note_let_in(desk, incoming.chat_id)
    person = person_by_chat(desk.session, incoming.user_id)
    if person is None or not incoming.is_private:
        return
    if incoming.can_write:
        person.unreachable_since = None
    elif person.unreachable_since is None:
        person.unreachable_since = desk.now


def _handle_person(desk: Desk, incoming: Incoming, bot_name: str, gate: Gate | None) -> None:
    command = read_command(incoming.text, bot_name) if incoming.kind is IncomingKind.MESSAGE else None
    is_chatter = not incoming.is_private and incoming.kind is not IncomingKind.PRESS and command is None
    if is_chatter and not acts.awaits(desk, incoming):
        # What people say to each other in a group is none of the bot's business, unless it asked one of them.
        return
    known = known_by_chat(desk.session, incoming.user_id, desk.now)
    if known is None and _is_passer_by(desk, incoming, command):
        _answer_passer_by(desk, incoming, gate)
        return
    person = greet_person(
        desk.session,
        incoming.user_id,
        incoming.user_name,
        desk.now,
        known=None if known is None else known.person,
        is_new=known is None,
    )
    if incoming.is_private:
        note_input(desk.session, person, desk.now)
    # A deputy's last day may have ended since the last tick. What somebody is may then have changed with it.
    if (known is None or known.is_leave_over) and end_due_leaves(desk):
        known = None
    if known is not None:
        expect_state(desk, person, known.state)
    context = Context(desk, incoming, person, bot_name=bot_name, gate=gate, known=known)
    if gate is not None and not context.is_known and not _is_admitted(context, gate):
        return
    if incoming.kind is IncomingKind.PRESS:
        _press(context)
    elif incoming.kind is IncomingKind.MESSAGE:
        _say(context, command)
    elif incoming.kind is IncomingKind.EDIT:
        plain_texts.take_edited_text(context)


def _is_passer_by(desk: Desk, incoming: Incoming, command: tuple[str, str] | None) -> bool:
    """Tell whether what somebody unknown says asks for nothing that would have to be remembered."""
    if not incoming.is_private or incoming.kind is IncomingKind.EDIT:
        return False
    if incoming.user_id in desk.policy.admin_ids or incoming.in_office:
        return False
    asks_for_more = command is not None and command[0] in COMMANDS and (command[0] != "start" or command[1] != "")
    spoken = any(file.is_spoken for file in incoming.files)
    asks_for_more = asks_for_more or incoming.text.strip() in WORDS
    return not (asks_for_more or spoken)


def _answer_passer_by(desk: Desk, incoming: Incoming, gate: Gate | None) -> None:
    """Say the one polite line, and write down nobody."""
    admission = (
        Admission.HEARD if gate is None else gate.admit(incoming.user_id, incoming.update_id, in_conversation=False)
    )
    language = desk.policy.language
    if incoming.kind is IncomingKind.PRESS:
        desk.toast = say_oddities.gone(language).html
    elif admission is Admission.HEARD:
        desk.send(incoming.chat_id, say.greet_stranger(language, incoming.user_id))
    elif admission is Admission.SLOWED:
        desk.send(incoming.chat_id, say.slower(language))


def _is_admitted(context: Context, gate: Gate) -> bool:
    awaited = bool(conversation_of(context.desk, context.person))
    incoming = context.incoming
    admission = gate.admit(incoming.user_id, incoming.update_id, in_conversation=awaited)
    if admission is Admission.SLOWED and incoming.kind is IncomingKind.MESSAGE:
        context.reply(say.slower(context.language))
    return admission is Admission.HEARD


def _press(context: Context) -> None:
    verb, _, arguments = context.incoming.data.partition(":")
    press = PRESSES.get(verb)
    if press is None or not press.arguments.fullmatch(arguments):
        # Forged, or from a message older than this program: it names nothing we have.
        context.desk.toast = say_oddities.gone(context.language).html
    else:
        match rule(press.audience, press.places, context.place, context.has_role):
            case Ruling.ALLOWED:
                press.act(context, arguments.split(":"))
            case Ruling.NOT_HERE:
                context.desk.toast = say.not_here(context.language).html
            case _ if context.place is not Place.PRIVATE and press.audience is not Audience.ADMIN:
                # In a group that is not the office's, somebody else's buttons do nothing.
                context.desk.toast = say.office_not_allowed(context.language).html
            case _:
                context.desk.toast = _refusal(context, press.audience).html


def _say(context: Context, command: tuple[str, str] | None) -> None:
    incoming = context.incoming
    if command is None and incoming.is_private and incoming.text.strip() in WORDS:
        command = (WORDS[incoming.text.strip()], "")
    if command is not None:
        _run(context, *command)
    elif incoming.text.startswith("/"):
        if incoming.is_private:
            context.reply(say.unknown_command(context.language, incoming.text.split()[0]))
    elif incoming.contact_phone:
        _take_contact(context)
    elif any(file.is_spoken for file in incoming.files) and not incoming.text.strip():
        context.reply(say_oddities.voice(context.language))
    elif incoming.files and (context.is_liaison or context.is_office):
        files.take_files(context)
    elif incoming.text.strip():
        _take_text(context)
    elif not (context.is_liaison or context.is_office or people.awaits_text(context)):
        start.start(context, "")
    else:
        context.reply(say_oddities.unreadable(context.language))


def _run(context: Context, name: str, argument: str) -> None:
    command = COMMANDS.get(name)
    if command is None:
        if context.incoming.is_private:
            context.reply(say.unknown_command(context.language, f"/{name}"))
        return
    if context.place is not Place.PRIVATE and command.places == PRIVATELY:
        # What is about one person's own things is nobody's business in a group; of the office's own somebody is told.
        if command.audience is Audience.ADMIN and (context.is_admin or context.place is Place.OFFICE_GROUP):
            context.reply(say.in_private(context.language) if context.is_admin else say.admins_only(context.language))
        return
    match rule(command.audience, command.places, context.place, context.has_role):
        case Ruling.ALLOWED if name in _NEEDS_PLAN and current_plan(context.desk.session) is None:
            context.reply(no_plan(context.language))
        case Ruling.ALLOWED:
            command.act(context, argument)
        case Ruling.NOT_HERE:
            context.reply(say.not_here(context.language))
        case _ if command.audience in (Audience.OFFICE, Audience.ADMIN):
            context.reply(_refusal(context, command.audience))
        case _ if context.is_office and not context.is_leader:
            context.reply(say.for_liaisons(context.language))
        case _:
            # Whoever holds no post is told how to register instead.
            start.start(context, "")


def _refusal(context: Context, audience: Audience) -> Message:
    match audience:
        case Audience.ADMIN:
            return say.admins_only(context.language)
        case Audience.OFFICE:
            return say.office_not_allowed(context.language)
        case _:
            return say_oddities.gone(context.language)


def _take_contact(context: Context) -> None:
    if conversation_of(context.desk, context.person).get("kind") == "form":
        context.reply(*take_contact(context.desk, context.person, context.incoming.contact_phone))
    elif people.take_contact(context):
        return
    elif context.is_liaison:
        context.reply(say.contact_card(context.language))
    elif context.is_office:
        context.reply(not_understood(context.desk, context.person))
    else:
        # How to report is nothing to somebody who has to register first.
        start.start(context, "")


def _take_text(context: Context) -> None:
    if acts.take_answer(context):
        return
    state = conversation_of(context.desk, context.person)
    is_assigning = state.get("kind") == "assign" and context.is_admin and assigns_units(context.incoming.text)
    if is_assigning and not (context.is_liaison and plain_texts.begins_own_report(context)):
        context.reply(*offer_units(context.desk, context.person, context.incoming.text))
        return
    if timing.take_awaited_notice(context):
        return
    if state.get("kind") == "import":
        chosen = choose_span(context.desk, context.person, context.incoming.text)
        if chosen is not None:
            context.reply(*chosen)
            return
    if people.take_text(context):
        return
    if context.is_liaison and context.incoming.text.strip() == t(context.language, "button-snooze"):
        # The word of a button, typed.
        timing.press_snooze(context, ["ask"])
        return
    if state.get("kind") == "form" or context.is_liaison or people.awaits_text(context):
        plain_texts.take_plain_text(context)
    elif context.is_admin and plain_texts.is_from_us(context):
        context.reply(copy_of_office(context.language))
    else:
        start.start(context, "")

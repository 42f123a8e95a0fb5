"""The routing table: which command, word or button leads to which conversation, and who may use it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from handlers import (
    acts,
    closing,
    contributing,
    files,
    inviting,
    members,
    office,
    owed,
    people,
    plain_texts,
    privacy,
    records,
    registration,
    report,
    start,
    timing,
)
from handlers.context import Context
from handlers.gate import Admission, Gate
from handlers.permissions import EVERYWHERE, PRIVATELY, WITH_OFFICE, Audience, Place, Ruling, rule
from models.actions.assigning_units import offer_units
from models.actions.conversing import conversation_of
from models.actions.delivering import follow_chat
from models.actions.desk import Desk
from models.actions.importing import choose_span
from models.actions.leaving import end_due_leaves
from models.actions.registering import take_contact
from models.messages import help as say
from models.messages import oddities as say_oddities
from models.rules.chats import Incoming, IncomingKind, Message
from models.rules.policies import Policy
from models.store.people import greet_person, note_input, person_by_chat, posts_of

__all__ = ["COMMANDS", "Context", "handle", "needs_membership", "reads_documents"]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: what it does, for whom, and where; said elsewhere it means nothing."""

    act: Callable[[Context, str], None]
    audience: Audience = Audience.EVERYONE
    places: frozenset[Place] = PRIVATELY


def _show_status(context: Context, argument: str) -> None:
    """/status: what one owes; for a leader, how the units stand."""
    if people.is_leader(context):
        people.show_leader_status(context)
    if context.is_liaison or not people.is_leader(context):
        owed.show_status(context, argument)


COMMANDS: Mapping[str, Command] = {
    "start": Command(start.start),
    "help": Command(start.show_help, Audience.EVERYONE, EVERYWHERE),
    "language": Command(start.change_language),
    "cancel": Command(start.cancel_all),
    "tasks": Command(owed.show_tasks, Audience.LIAISON),
    "report": Command(report.report_command, Audience.LIAISON),
    "status": Command(_show_status, Audience.UNIT),
    "contacts": Command(people.contacts_command, Audience.LIAISON),
    "handover": Command(people.handover_command, Audience.POST),
    "leave": Command(people.leave_command, Audience.LIAISON),
    "privacy": Command(people.privacy_command),
    "history": Command(report.show_history, Audience.LIAISON),
    "progress": Command(office.show_progress, Audience.OFFICE, WITH_OFFICE),
    "missing": Command(office.show_missing, Audience.OFFICE, WITH_OFFICE),
    "digest": Command(office.make_digest, Audience.OFFICE, WITH_OFFICE),
    "bind_office": Command(office.bind, Audience.ADMIN, EVERYWHERE),
    "calendar": Command(timing.show_or_change_calendar, Audience.ADMIN),
    "round": Command(timing.round_command, Audience.ADMIN),
    "approve": Command(registration.approve_command, Audience.ADMIN),
    "import": Command(files.import_command, Audience.ADMIN),
    "invite": Command(inviting.invite_command, Audience.ADMIN),
    "task": Command(acts.task_command, Audience.OFFICE, WITH_OFFICE),
    "accept": Command(acts.accept_command, Audience.OFFICE, WITH_OFFICE),
    "return": Command(acts.return_command, Audience.OFFICE, WITH_OFFICE),
    "enter": Command(acts.enter_command, Audience.OFFICE, WITH_OFFICE),
    "finalize": Command(closing.finalize_command, Audience.OFFICE, WITH_OFFICE),
    "export": Command(closing.export_command, Audience.OFFICE, WITH_OFFICE),
    "remind": Command(closing.remind_command, Audience.OFFICE, WITH_OFFICE),
    "broadcast": Command(closing.broadcast_command, Audience.ADMIN, WITH_OFFICE),
    "units": Command(records.units_command, Audience.ADMIN, WITH_OFFICE),
    "audit": Command(records.audit_command, Audience.ADMIN, WITH_OFFICE),
    "members": Command(members.members_command, Audience.ADMIN),
    "revoke": Command(members.revoke_command, Audience.ADMIN),
    "extend": Command(members.extend_command, Audience.ADMIN),
}

# The words that work in private instead of commands (contract, "In the chat").
WORDS: Mapping[str, str] = {
    "我的任务": "tasks",
    "填报": "report",
    "我的待报": "status",
    "报送记录": "history",
    "对接人": "contacts",
    "换人": "handover",
    "请假": "leave",
    "帮助": "help",
    "取消": "cancel",
}


@dataclass(frozen=True, slots=True)
class Press:
    """A button: what it does, what its callback data may hold behind the verb, and for whom it is.

    The office's and the admins' work in the office's group too; all others in the private chat they were sent to.
    """

    act: Callable[[Context, list[str]], None]
    arguments: re.Pattern[str]
    audience: Audience = Audience.EVERYONE

    @property
    def places(self) -> frozenset[Place]:
        """Where it works."""
        return WITH_OFFICE if self.audience in (Audience.OFFICE, Audience.ADMIN) else PRIVATELY


# Fifteen digits fit SQLite's 64 bits, whatever somebody forges.
_NUMBER = re.compile(r"\d{1,15}")
_TWO_NUMBERS = re.compile(r"\d{1,15}:\d{1,15}")
_BROADCAST = re.compile(r"\d{1,15}:(?:yes|no|stop)")
_NUMBER_AND_STATUS = re.compile(r"\d{1,15}:[dtlsn]")
_YES_OR_NO = re.compile(r"yes|no")
_FORM = re.compile(r"submit|change|cancel|all|each")
_TAKE = re.compile(r"yes|no|change")
_END = re.compile(r"end")
_CONTACT = re.compile(r"\d{1,15}:(?:leader|own)")
_WISH = re.compile(r"start|yes|no")
_DECISION = re.compile(r"(?:yes|no):\d{1,15}")
_GO = re.compile(r"go")
_ERASE = re.compile(r"ask|yes|no")
_SNOOZE = re.compile(r"ask|hour|morning|due")
_CONFIRM = re.compile(r"(?:yes|no):\d{1,15}")
_RUNG = re.compile(r"[a-z_]{1,20}:[A-Za-z0-9-]{1,30}")
_REST_DAY = re.compile(r"\d{1,15}:(?:keep|earlier|later)")
_PLAN_END = re.compile(r"\d{1,15}:(?:year|end)")

PRESSES: Mapping[str, Press] = {
    "report": Press(report.press_report, _NUMBER, Audience.LIAISON),
    "item": Press(report.press_item, _NUMBER, Audience.LIAISON),
    "status": Press(report.press_status, _NUMBER_AND_STATUS, Audience.LIAISON),
    "same": Press(report.press_same, _NUMBER, Audience.LIAISON),
    "skip": Press(report.press_skip, _NUMBER, Audience.LIAISON),
    "rest": Press(report.press_rest, _NUMBER, Audience.LIAISON),
    "preview": Press(report.press_preview, _NUMBER, Audience.LIAISON),
    "change": Press(report.press_change, _NUMBER, Audience.LIAISON),
    "drop": Press(report.press_drop, _NUMBER, Audience.LIAISON),
    "submit": Press(report.press_submit, _NUMBER, Audience.LIAISON),
    "form": Press(registration.press_form, _FORM),
    "register": Press(registration.press_register, _NUMBER),
    "iam": Press(registration.press_iam, _NUMBER),
    "fresh": Press(registration.press_fresh, _NUMBER),
    "import": Press(files.press_import, _YES_OR_NO, Audience.SENDER),
    "add": Press(report.press_supplement, _NUMBER, Audience.LIAISON),
    "aslead": Press(contributing.press_as_lead, _NUMBER, Audience.LIAISON),
    "ask": Press(contributing.press_ask, _NUMBER, Audience.LIAISON),
    "give": Press(contributing.press_give, _NUMBER, Audience.LIAISON),
    "quote": Press(contributing.press_quote, _NUMBER, Audience.LIAISON),
    "held": Press(plain_texts.press_held, _YES_OR_NO, Audience.LIAISON),
    "note": Press(report.press_note, _YES_OR_NO, Audience.LIAISON),
    "clean": Press(report.press_clean, _NUMBER, Audience.LIAISON),
    "sheet": Press(report.press_sheet, _NUMBER, Audience.LIAISON),
    "block": Press(report.press_block, _NUMBER, Audience.LIAISON),
    "approve": Press(registration.press_approve, _NUMBER, Audience.ADMIN),
    "refuse": Press(registration.press_refuse, _NUMBER, Audience.ADMIN),
    "missing": Press(office.press_missing, _NUMBER, Audience.OFFICE),
    "missing_plain": Press(office.press_missing_plain, _NUMBER, Audience.OFFICE),
    "digest": Press(office.press_digest, _NUMBER, Audience.OFFICE),
    "ledger": Press(office.press_ledger, _NUMBER, Audience.OFFICE),
    "accept": Press(acts.press_accept, _NUMBER, Audience.OFFICE),
    "return": Press(acts.press_return, _NUMBER, Audience.OFFICE),
    "enter": Press(acts.press_enter, _NUMBER, Audience.OFFICE),
    "attached": Press(acts.press_attached, _NUMBER, Audience.OFFICE),
    "dismiss": Press(acts.press_dismiss, _NUMBER, Audience.OFFICE),
    "finalize": Press(closing.press_finalize, _NUMBER, Audience.OFFICE),
    "finalize_yes": Press(closing.press_finalize_yes, _NUMBER, Audience.OFFICE),
    "files": Press(closing.press_files, _NUMBER, Audience.OFFICE),
    "remind": Press(closing.press_remind, _NUMBER, Audience.OFFICE),
    "remind_yes": Press(closing.press_remind_yes, _TWO_NUMBERS, Audience.OFFICE),
    "broadcast": Press(closing.press_broadcast, _BROADCAST, Audience.ADMIN),
    "units": Press(records.press_units, _NUMBER, Audience.ADMIN),
    "unit": Press(records.press_unit, _NUMBER, Audience.ADMIN),
    "merge": Press(records.press_merge, _TWO_NUMBERS, Audience.ADMIN),
    "audit": Press(records.press_audit, _NUMBER, Audience.ADMIN),
    "sheets": Press(closing.press_sheets, _NUMBER, Audience.OFFICE),
    "enclosed": Press(timing.press_enclosed, _NUMBER, Audience.SENDER),
    "snooze": Press(timing.press_snooze, _SNOOZE, Audience.LIAISON),
    "confirm": Press(timing.press_confirm, _CONFIRM, Audience.ADMIN),
    "rung": Press(timing.press_rung, _RUNG, Audience.ADMIN),
    "rest_day": Press(timing.press_rest_day, _REST_DAY, Audience.OFFICE),
    "plan_end": Press(timing.press_plan_end, _PLAN_END, Audience.ADMIN),
    "links": Press(timing.press_links, _NUMBER, Audience.OFFICE),
    "handover": Press(people.press_handover, _NUMBER, Audience.LIAISON),
    "handover_go": Press(people.press_confirm_handover, _NUMBER, Audience.LIAISON),
    "handover_stop": Press(people.press_stop_handover, _NUMBER, Audience.LIAISON),
    "take": Press(people.press_take, _TAKE),
    "leave": Press(people.press_leave, _END, Audience.LIAISON),
    "contact": Press(people.press_contact, _CONTACT, Audience.LIAISON),
    "contact_go": Press(people.press_submit_contact, _YES_OR_NO, Audience.LIAISON),
    "leader_link": Press(people.press_leader_link, _NUMBER, Audience.LIAISON),
    "wish": Press(people.press_wish, _WISH, Audience.LIAISON),
    "erase": Press(people.press_erase, _ERASE),
    "mydata": Press(privacy.press_my_data, _GO),
    "members": Press(members.press_members, _NUMBER, Audience.ADMIN),
    "members_page": Press(members.press_members_page, _NUMBER, Audience.ADMIN),
    "replace": Press(members.press_replace, _NUMBER, Audience.ADMIN),
    "replace_go": Press(members.press_confirm_replace, _NUMBER, Audience.ADMIN),
    "revoke": Press(members.press_revoke, _NUMBER, Audience.ADMIN),
    "uninvite": Press(members.press_uninvite, _NUMBER, Audience.ADMIN),
    "approve_all": Press(members.press_approve_all, _NUMBER, Audience.ADMIN),
    "extend": Press(members.press_extend, _DECISION, Audience.OFFICE),
    "leaders": Press(members.press_leaders, _NUMBER, Audience.OFFICE),
    "leaders_go": Press(members.press_send_leaders, _NUMBER, Audience.OFFICE),
}

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
    command = read_command(incoming.text, bot_name)
    return command is not None and command[0] in COMMANDS and COMMANDS[command[0]].audience.asks_membership


def handle(desk: Desk, incoming: Incoming, bot_name: str, gate: Gate | None = None) -> None:
    """Handle one update, inside its transaction. Where there is a `gate`, strangers are answered only so often."""
    if incoming.kind is IncomingKind.MIGRATION and incoming.migrated_to is not None:
        follow_chat(desk, incoming.chat_id, incoming.migrated_to)
    elif incoming.kind is IncomingKind.MEMBERSHIP:
        _note_membership(desk, incoming)
    elif incoming.user_id and not incoming.is_bot:
        _handle_person(desk, incoming, bot_name, gate)


def _note_membership(desk: Desk, incoming: Incoming) -> None:
    """Somebody has blocked the bot, or let it in again."""
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
    person = person_by_chat(desk.session, incoming.user_id)
    if person is None and _is_passer_by(desk, incoming, command):
        _answer_passer_by(desk, incoming, gate)
        return
    person = greet_person(
        desk.session, incoming.user_id, incoming.user_name, desk.now, known=person, is_new=person is None
    )
    if incoming.is_private:
        note_input(desk.session, person, desk.now)
    # A deputy's last day may have ended since the last tick.
    end_due_leaves(desk)
    context = Context(desk, incoming, person, bot_name=bot_name, gate=gate)
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
    admission = Admission.HEARD if gate is None else gate.admit(incoming.user_id, in_conversation=False)
    language = desk.policy.language
    if incoming.kind is IncomingKind.PRESS:
        desk.toast = say_oddities.gone(language).html
    elif admission is Admission.HEARD:
        desk.send(incoming.chat_id, say.greet_stranger(language, incoming.user_id))
    elif admission is Admission.SLOWED:
        desk.send(incoming.chat_id, say.slower(language))


def _is_admitted(context: Context, gate: Gate) -> bool:
    awaited = bool(conversation_of(context.desk, context.person))
    admission = gate.admit(context.incoming.user_id, in_conversation=awaited)
    if admission is Admission.SLOWED and context.incoming.kind is IncomingKind.MESSAGE:
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
        # What is about one person's own things is nobody's business in a group.
        return
    match rule(command.audience, command.places, context.place, context.has_role):
        case Ruling.ALLOWED:
            command.act(context, argument)
        case Ruling.NOT_HERE:
            context.reply(say.not_here(context.language))
        case _ if command.audience in (Audience.OFFICE, Audience.ADMIN):
            context.reply(_refusal(context, command.audience))
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
    elif not people.take_contact(context):
        context.reply(say.not_understood(context.language))


def _take_text(context: Context) -> None:
    if acts.take_answer(context):
        return
    state = conversation_of(context.desk, context.person)
    if state.get("kind") == "assign" and context.is_admin:
        context.reply(*offer_units(context.desk, context.person, context.incoming.text))
        return
    if state.get("kind") == "calendar" and context.is_admin:
        timing.take_notice(context, context.incoming.text)
        return
    if state.get("kind") == "import":
        chosen = choose_span(context.desk, context.person, context.incoming.text)
        if chosen is not None:
            context.reply(*chosen)
            return
    if people.take_text(context):
        return
    if state.get("kind") == "form" or context.is_liaison or people.awaits_text(context):
        plain_texts.take_plain_text(context)
    else:
        start.start(context, "")

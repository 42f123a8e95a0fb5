"""The routing table: which command, word or button leads to which conversation, and who may use it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
from handlers.permissions import EVERYWHERE, PRIVATELY, WITH_OFFICE, Audience, Place


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: what it does, for whom, and where; said elsewhere it means nothing."""

    act: Callable[[Context, str], None]
    audience: Audience = Audience.EVERYONE
    places: frozenset[Place] = PRIVATELY


def _show_status(context: Context, argument: str) -> None:
    """/status: what one owes; for a leader, how the units stand."""
    if context.is_leader:
        people.show_leader_status(context)
    if context.is_liaison or not context.is_leader:
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
    # Buttons of the first card, which people type as well: the card has them.
    "文字模板": "report",
    "填报表": "report",
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
_SUBMIT = re.compile(r"\d{1,15}(?::\d{1,15}){0,2}")
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
    "submit": Press(report.press_submit, _SUBMIT, Audience.LIAISON),
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
    "notice": Press(timing.press_notice, _GO, Audience.ADMIN),
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

"""An answer taken by telephone: the office says it for the unit, and it is marked so."""

from locales import LANGUAGES
from models.actions.asking import ask, asked
from models.actions.desk import Desk
from models.actions.filing import Batch, file_entries
from models.actions.reviewing import tell_unit
from models.messages import acts as say
from models.messages.words import say_status
from models.rules.assignments import Entry
from models.rules.chats import Incoming, Message
from models.rules.replies import read_status_text, split_delay
from models.rules.words import Status
from models.store.reviews import Case, case_of
from models.store.rounds import latest_answers
from models.tables import Person, Round

_GAP = " \t\r\n　，,：:。、;；"
# What people say for the five words, the longer before the shorter.
_SHORT = {
    "无新进展": Status.NO_CHANGE,
    "没有新进展": Status.NO_CHANGE,
    "未启动": Status.NOT_STARTED,
    "滞后": Status.DELAYED,
    "完成": Status.DONE,
    "推进": Status.ON_TRACK,
    "正常": Status.ON_TRACK,
}


def read_status(text: str) -> tuple[Status | None, str]:
    """Return the status a text begins with, or else states, and the text without that word in front."""
    words = {say_status(language, status): status for language in LANGUAGES for status in Status}
    words |= {status.value: status for status in Status} | _SHORT
    for word in sorted(words, key=len, reverse=True):
        rest = text[len(word) :]
        if text.lower().startswith(word.lower()) and (not rest or rest[0] in _GAP):
            return words[word], rest.lstrip(_GAP).strip()
    return read_status_text(text)[0], text.strip()


def enter(desk: Desk, language: str, actor: Person, incoming: Incoming, cases: list[Case], text: str) -> list[Message]:
    """Record an answer for the one unit meant; ask which, by buttons, where several owe the task."""
    if len(cases) > 1:
        ask(desk, actor, incoming.chat_id, "enter_unit", text=text)
        return [say.which_to_enter(language, [(case.assignment.id or 0, case.unit.name) for case in cases])]
    return _record(desk, language, actor, incoming, cases[0], text)


def enter_pressed(
    desk: Desk, language: str, actor: Person, incoming: Incoming, assignment_id: int
) -> list[Message] | None:
    """Record the answer said before for the unit chosen now; None where nothing was said, or too long ago."""
    waiting = asked(desk, actor, incoming.chat_id)
    case = case_of(desk.session, assignment_id)
    if case is None or waiting is None or waiting["what"] != "enter_unit":
        return None
    return enter(desk, language, actor, incoming, [case], str(waiting["text"]))


def _record(desk: Desk, language: str, actor: Person, incoming: Incoming, case: Case, said: str) -> list[Message]:
    round_ = desk.session.get_one(Round, case.assignment.round_id)
    if round_.opened_at is None or round_.closes_at <= desk.now:
        return [say.enter_closed(language, round_.slug, round_.kind)]
    status, text = read_status(said)
    if status is None:
        return [say.enter_needs_status(language)]
    if status is not Status.NO_CHANGE and not text:
        return [say.enter_needs_text(language, status)]
    problems = next_step = ""
    if status is Status.DELAYED:
        text, problems, next_step = split_delay(text)
    key = case.assignment.id or 0
    before = latest_answers(desk.session, [key]).get(key)
    entry = Entry(
        assignment_id=key,
        status=status,
        status_assumed=False,
        percent=read_status_text(said)[1],
        text=text,
        problems=problems,
        next_step=next_step,
        base_version=before.version if before is not None else 0,
        sent_at=incoming.said_at,
    )
    batch = Batch(actor, incoming.fetched_at, incoming.update_id, on_behalf=True)
    receipt, answers = file_entries(desk, round_, [entry], batch)
    number = case.task.number if case.task else None
    desk.note("enter", case.unit.name, actor=actor.chat_user_id, round=round_.slug, task=number, receipt=receipt)
    shown = say.Entered(
        number,
        case.unit.name,
        status,
        text or problems,
        receipt,
        incoming.said_at,
        desk.policy.zone,
        answers[0].on_time,
    )
    told = tell_unit(
        desk, case, round_, lambda person, _: say.entered_for_unit(desk.language_of(person), shown), but=actor
    )
    return [say.entered(language, shown, told)]

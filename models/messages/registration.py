"""What a registration says: questions, preview, receipt, and the admin's card."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from locales import t
from models.messages import buttons
from models.messages.pages import MESSAGE_LENGTH
from models.messages.words import escape, say_moment, say_numbers
from models.rules.chats import Message, utf16_length
from models.rules.registrations import NAME_LENGTH, RegistrationForm, RegistrationStep, mask_phone

_MOST_OTHERS = 8
_QUESTION_KEYS = {
    RegistrationStep.LEADER_NAME: "registration-ask-leader-name",
    RegistrationStep.LEADER_PHONE: "registration-ask-leader-phone",
    RegistrationStep.LIAISON_NAME: "registration-ask-liaison-name",
    RegistrationStep.LIAISON_PHONE: "registration-ask-liaison-phone",
}
_PROBLEM_KEYS = {
    RegistrationStep.LEADER_NAME: "registration-bad-name",
    RegistrationStep.LEADER_PHONE: "registration-bad-phone",
    RegistrationStep.LIAISON_NAME: "registration-bad-name",
    RegistrationStep.LIAISON_PHONE: "registration-bad-phone",
}


# Asked again and again, these name neither the unit nor its tasks.
BARE_QUESTIONS = frozenset(_QUESTION_KEYS)


def ask(
    language: str,
    form: RegistrationForm,
    unit: str,
    numbers: Iterable[int],
    *,
    first: bool = False,
    more: bool = False,
) -> Message:
    """Return the form's next question, the unit and its open tasks named in the first; or the preview.

    `more`: other tasks of the unit have their people already.
    """
    step = form.step
    covered = say_numbers(language, numbers)
    if step in _QUESTION_KEYS:
        question = t(language, _QUESTION_KEYS[step])
        if first:
            count = len(set(numbers))
            if step is not RegistrationStep.LEADER_NAME:
                welcome = t(language, "registration-go-on", unit=escape(unit))
            elif more:
                welcome = t(language, "registration-more", unit=escape(unit), numbers=covered)
            else:
                welcome = t(language, "registration-welcome", unit=escape(unit), count=count, numbers=covered)
            question = f"{welcome}\n\n{question}"
        contact = t(language, "button-share-contact") if step is RegistrationStep.LIAISON_PHONE else None
        return Message(question, ask_contact=contact, rows=() if contact else ((buttons.cancel_form(language),),))
    if step is RegistrationStep.COVERAGE:
        return Message(
            t(language, "registration-ask-coverage", numbers=covered),
            rows=((buttons.all_the_same(language), buttons.by_task(language)), (buttons.cancel_form(language),)),
        )
    if step is RegistrationStep.TASKS:
        return Message(t(language, "registration-ask-tasks", numbers=covered), rows=((buttons.cancel_form(language),),))
    return Message(
        "\n\n".join((t(language, "registration-preview"), describe(language, form, unit))),
        rows=((buttons.submit_form(language),), (buttons.change_form(language), buttons.cancel_form(language))),
    )


def describe(language: str, form: RegistrationForm, unit: str) -> str:
    """Return the form's lines, as they will stand in 附件3."""
    return t(
        language,
        "registration-lines",
        unit=escape(unit),
        tasks=t(language, "registration-all-tasks") if form.covers_all else say_numbers(language, form.tasks),
        leader=escape(form.leader_name),
        leader_phone=escape(form.leader_phone),
        liaison=escape(form.liaison_name),
        liaison_phone=escape(form.liaison_phone),
    )


def not_understood(language: str, form: RegistrationForm) -> Message:
    """Return what was wrong with the answer to the form's question, with an example."""
    key = _PROBLEM_KEYS.get(form.step)
    return Message(t(language, key) if key else t(language, "registration-press-button"))


def tasks_not_understood(language: str, numbers: Iterable[int], other: Sequence[int] = ()) -> Message:
    """Return that the text named no open task of the unit, or `other` ones too, and which there are."""
    if other:
        others = say_numbers(language, other)
        return Message(t(language, "registration-other-tasks", other=others, numbers=say_numbers(language, numbers)))
    return Message(t(language, "registration-bad-tasks", numbers=say_numbers(language, numbers)))


def thank_for_phone(language: str) -> Message:
    """Return the line that takes the contact keyboard away."""
    return Message(t(language, "registration-phone-noted"), drop_keyboard=True)


def receipt(
    language: str, receipt_number: str, unit: str, at: datetime, zone: tzinfo, *, pending: bool, left: Iterable[int]
) -> Message:
    """Return the receipt of a registration; `left` are the tasks that still have nobody."""
    numbers = tuple(left)
    lines = [
        t(
            language,
            "registration-receipt",
            receipt=receipt_number,
            unit=escape(unit),
            at=say_moment(language, at, zone),
        )
    ]
    if pending:
        lines.append(t(language, "registration-pending"))
    if numbers:
        lines.append(t(language, "registration-left", numbers=say_numbers(language, numbers)))
    return Message("\n".join(lines))


def handed_in(language: str, form: RegistrationForm, unit: str, answer: Message) -> Message:
    """Return what stands in the place of the preview: what was submitted and, under it, the receipt with its buttons.

    Where both do not fit into one message, the receipt stands there alone.
    """
    html = "\n\n".join((t(language, "registration-handed-in"), describe(language, form, unit), answer.html))
    return replace(answer, html=html) if utf16_length(html) <= MESSAGE_LENGTH else answer


def claim(
    language: str,
    liaison_id: int,
    form: RegistrationForm,
    unit: str,
    account: str,
    user_id: int,
    others: Sequence[tuple[str, str, tuple[int, ...] | None]] = (),
) -> Message:
    """Return the card by which an admin decides a claim.

    `others` hold the same post already, or claim it: name, telephone (shown masked), tasks (null: all).
    """
    lines = [t(language, "claim-card", account=escape(account), user_id=user_id), describe(language, form, unit)]
    if others:
        named = [
            t(
                language,
                "claim-other",
                name=escape(name[:NAME_LENGTH]),
                phone=escape(mask_phone(phone)),
                tasks=t(language, "registration-all-tasks") if tasks is None else say_numbers(language, tasks),
            )
            for name, phone, tasks in others[:_MOST_OTHERS]
        ]
        lines.append(t(language, "claim-others", people=t(language, "list-separator").join(named)))
    return Message(
        "\n".join(lines),
        rows=((buttons.approve(language, liaison_id), buttons.refuse(language, liaison_id)),),
    )


def claim_decided(language: str, unit: str, name: str, *, approved: bool) -> Message:
    """Return what the admin's card becomes."""
    if approved:
        return Message(t(language, "claim-approved", unit=escape(unit), name=escape(name)))
    return Message(t(language, "claim-refused", unit=escape(unit), name=escape(name)))


def approved(language: str, unit: str, numbers: Iterable[int]) -> Message:
    """Tell a liaison that the claim was approved, and which tasks are theirs to report."""
    mine = tuple(numbers)
    if not mine:
        return Message(t(language, "registration-approved-support", unit=escape(unit)))
    return Message(
        t(
            language,
            "registration-approved",
            unit=escape(unit),
            count=len(mine),
            numbers=say_numbers(language, mine),
        )
    )


def refused(language: str, unit: str) -> Message:
    """Tell a person that the claim was refused."""
    return Message(t(language, "registration-refused", unit=escape(unit)))


def cancelled(language: str) -> Message:
    """Tell a person that nothing was kept of the form."""
    return Message(t(language, "registration-cancelled"), drop_keyboard=True)


def bad_invitation(language: str) -> Message:
    """Tell a person that the link is wrong, used up, expired or revoked; which of these is nobody else's business."""
    return Message(t(language, "registration-bad-invitation"))


def already_registered(language: str, unit: str) -> Message:
    """Tell a liaison who pressed the same link again that nothing more is needed."""
    return Message(t(language, "registration-already", unit=escape(unit)))


def claim_settled(language: str) -> Message:
    """Tell an admin that somebody has decided this claim before."""
    return Message(t(language, "claim-settled"))


def which_person(language: str, unit: str, lines: Iterable[tuple[int, str, str]], unit_id: int) -> Message:
    """Ask which of the people a contact sheet names is pressing Start; telephones are masked."""
    rows = [(buttons.claim_line(f"{name} {mask_phone(phone)}", liaison_id),) for liaison_id, name, phone in lines]
    return Message(
        t(language, "contacts-who", unit=escape(unit)), (*rows[:50], (buttons.none_of_these(language, unit_id),))
    )


def line_of_another(language: str, unit: str, name: str) -> Message:
    """Refuse a claim of a colleague's line, and say how it is claimed, or changes hands."""
    return Message(t(language, "contacts-of-another", unit=escape(unit), name=escape(name)))


def settled(language: str) -> Message:
    """Answer a press on a form that was submitted or cancelled before."""
    return Message(t(language, "registration-settled"))


def line_claimed(language: str, unit: str, name: str) -> Message:
    """Say that a claim of a sheet's line waits for an admin."""
    return Message(t(language, "contacts-welcome-pending", unit=escape(unit), name=escape(name)))

"""The registration form's presses, and the admin's decision on a claim."""

from dataclasses import replace

from handlers.context import Context
from models.actions.claiming import claim_in_place
from models.actions.conversing import conversation_of
from models.actions.posts import other_holders
from models.actions.registering import (
    cancel_form,
    choose_coverage,
    continue_form,
    decide_claim,
    restart_form,
    submit_form,
)
from models.actions.settling import is_settled, settle, settle_below
from models.messages import help as say_help
from models.messages import members as say_members
from models.messages import oddities as say_oddities
from models.messages import registration as say
from models.messages.words import plain_text
from models.rules.registrations import RegistrationStep, form_from_json
from models.store.people import pending_claims
from models.store.plans import unit_by_id
from models.tables import Person


def press_form(context: Context, arguments: list[str]) -> None:
    """全部相同, 逐项填写, 确认提交, 修改 or 取消 of the form being filled in."""
    desk, person, pressed = context.desk, context.person, context.incoming.message_id
    action = arguments[0] if arguments else ""
    if is_settled(desk, person, pressed):
        # A second tap, before the client has taken the buttons away: it is about no other form.
        desk.toast = plain_text(say.settled(context.language).html)
        return
    if action == "submit":
        messages = submit_form(desk, person, context.incoming.fetched_at, context.incoming.update_id)
        if messages:
            settle(desk, person, pressed, messages)
        else:
            _answer_idle(context)
        return
    shows_keyboard = _asks_contact(context)
    if action in ("all", "each"):
        message = choose_coverage(desk, person, everything=action == "all")
    elif action == "change":
        message = restart_form(desk, person)
    else:
        message = cancel_form(desk, person)
    if message is None:
        _answer_idle(context)
    elif not message.drop_keyboard:
        context.replace([message])
    elif shows_keyboard:
        # Only a new message can take it away.
        context.reply(message)
    else:
        settle_below(desk, person, pressed, [replace(message, drop_keyboard=False)])


def _answer_idle(context: Context) -> None:
    """Answer a press that the form has no use for now: what stands there stays while it still waits for an answer."""
    if conversation_of(context.desk, context.person).get("kind") == "form":
        # A second tap, on what was a preview a moment ago and is a question now.
        context.desk.toast = plain_text(say_help.go_on_answering(context.language).html)
    else:
        settle(context.desk, context.person, context.incoming.message_id, [say_oddities.gone(context.language)])


def _asks_contact(context: Context) -> bool:
    """Tell whether the form is at the question that shows the button for one's own contact."""
    state = conversation_of(context.desk, context.person)
    return state.get("kind") == "form" and form_from_json(state["form"]).step is RegistrationStep.LIAISON_PHONE


def press_register(context: Context, arguments: list[str]) -> None:
    """继续登记 for a unit."""
    messages = continue_form(context.desk, context.person, int(arguments[0]))
    context.reply(*(messages or [say_oddities.gone(context.language)]))


def press_fresh(context: Context, arguments: list[str]) -> None:
    """都不是，重新登记."""
    messages = continue_form(context.desk, context.person, int(arguments[0]), fresh=True)
    context.reply(*(messages or [say_oddities.gone(context.language)]))


def press_iam(context: Context, arguments: list[str]) -> None:
    """One's own name on the unit's contact sheet."""
    incoming = context.incoming
    claim_in_place(context.desk, context.person, incoming.message_id, int(arguments[0]), incoming.fetched_at)


def press_approve(context: Context, arguments: list[str]) -> None:
    """同意, by an admin."""
    _decide(context, int(arguments[0]), approve=True)


def press_refuse(context: Context, arguments: list[str]) -> None:
    """不同意, by an admin."""
    _decide(context, int(arguments[0]), approve=False)


def _decide(context: Context, liaison_id: int, *, approve: bool) -> None:
    message, _decided = decide_claim(context.desk, context.person, liaison_id, approve=approve)
    context.replace([message])


def approve_command(context: Context, _argument: str) -> None:
    """List the claims that wait, each with its buttons."""
    claims = pending_claims(context.desk.session)
    if not claims:
        context.reply(say_help.no_claims(context.language))
    for claim in claims:
        person = context.desk.session.get_one(Person, claim.person_id)
        form = form_from_json(
            {
                "unit_id": claim.unit_id,
                "leader_name": claim.leader_name,
                "leader_phone": claim.leader_phone,
                "liaison_name": claim.name,
                "liaison_phone": claim.phone,
                "covers_all": claim.tasks is None,
                "by_task": claim.tasks is not None,
                "tasks": claim.tasks or [],
            }
        )
        unit = unit_by_id(context.desk.session, claim.unit_id).name
        others = other_holders(context.desk, claim)
        context.reply(say.claim(context.language, claim.id or 0, form, unit, person.name, person.chat_user_id, others))
    if len(claims) > 1:
        context.reply(say_members.claims_waiting(context.language, max(claim.id or 0 for claim in claims), len(claims)))

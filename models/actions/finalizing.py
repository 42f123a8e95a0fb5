"""定稿: what is unreviewed is accepted, the documents are posted, and stay as they are."""

from models.actions.desk import Desk
from models.actions.digesting import post_everywhere
from models.messages import acts as say
from models.rules.chats import Message
from models.rules.words import AssignmentState, RoundKind
from models.store.digests import final_facts, final_words, gather_digest
from models.store.reviews import cases_to_accept
from models.tables import Person, Round


def preview_final(desk: Desk, language: str, round_: Round) -> Message:
    """Return what 定稿 would do, to be confirmed."""
    refusal = _refusal(desk, language, round_)
    if refusal is not None:
        return refusal
    found = gather_digest(desk.session, round_, desk.now, desk.policy.zone, with_previous=False)
    owed = [line.number for line in found.tasks if line.missing]
    unreviewed = len(cases_to_accept(desk.session, round_.id or 0))
    is_early = desk.now < round_.due_at
    return say.final_preview(
        language, round_.slug, round_.kind, unreviewed, owed, is_early=is_early, round_id=round_.id or 0
    )


def _refusal(desk: Desk, language: str, round_: Round) -> Message | None:
    if round_.kind != RoundKind.MONTHLY or round_.opened_at is None:
        return say.never_final(language)
    if round_.finalized_at is not None:
        return say.already_final(language, round_.slug, round_.kind, round_.finalized_at, desk.policy.zone)
    return None


def finalize(desk: Desk, language: str, actor: Person, round_: Round) -> Message:
    """Make a round final: accept the rest, keep what stands, post the final documents. A second time changes nothing."""
    refusal = _refusal(desk, language, round_)
    if refusal is not None:
        return refusal
    waiting = cases_to_accept(desk.session, round_.id or 0)
    for assignment in waiting:
        assignment.state = AssignmentState.ACCEPTED
    desk.session.flush()
    round_.finalized_at = desk.now
    # The edition that is about to be posted is the one that stays.
    facts = {**final_facts(desk.session, round_, desk.now).to_json(), "edition": round_.edition + 1}
    round_.final_facts = facts
    desk.session.flush()
    # A corrected circular, or more time granted afterwards, changes nothing of what was signed.
    round_.final_facts = {**facts, "words": final_words(desk.session, round_, desk.policy.zone)}
    desk.session.flush()
    desk.note("finalize", round_.slug, actor=actor.chat_user_id, accepted=len(waiting))
    post_everywhere(desk, round_, "final")
    return say.finalized(language, round_.slug, round_.kind, len(waiting))

"""When rounds close: each as the next one opens, so that at every moment there is one to answer in."""

from models.actions.desk import Desk
from models.rules.deadlines import local_day, monthly_dates, parse_slug
from models.rules.words import RoundKind
from models.store.office import working_days
from models.store.plans import current_plan
from models.store.rounds import rounds_of
from models.tables import Plan, Round


def following_round(desk: Desk, round_: Round) -> Round | None:
    """Return the next monthly round that will open, for a monthly round."""
    if round_.kind != RoundKind.MONTHLY:
        return None
    later = [
        each
        for each in rounds_of(desk.session, round_.plan_id)
        if each.kind == RoundKind.MONTHLY and each.slug > round_.slug and each.skipped_at is None
    ]
    return min(later, key=lambda each: each.slug, default=None)


def fix_closings(desk: Desk, plan_id: int) -> None:
    """Let every monthly round that is not closed yet close when the next opens; the last when a next one would.

    The registration round, which is open as long as the plan runs, closes with the last, or when the next plan comes.
    """
    plan = desk.session.get_one(Plan, plan_id)
    zone = desk.policy.zone
    rounds = list(rounds_of(desk.session, plan_id))
    monthly = sorted(
        (each for each in rounds if each.kind == RoundKind.MONTHLY and each.skipped_at is None),
        key=lambda each: each.slug,
    )
    for round_ in monthly:
        if round_.closes_at <= desk.now:
            continue
        following = following_round(desk, round_)
        if following is not None:
            round_.closes_at = max(following.opens_at, round_.due_at)
        else:
            year, month = parse_slug(round_.slug)
            days = working_days(desk.session, local_day(round_.due_at, zone))
            usual = monthly_dates(year, month, due_day=plan.due_day, due_time=plan.due_time, zone=zone, days=days)
            round_.closes_at = max(usual.closes_at or round_.due_at, round_.due_at)
    newest = current_plan(desk.session)
    is_current = newest is None or newest.id == plan_id
    for round_ in rounds:
        if round_.kind == RoundKind.REGISTRATION and monthly and is_current:
            round_.closes_at = max(monthly[-1].closes_at, round_.due_at)
    desk.session.flush()

"""What somebody owes, and which tasks are theirs: /status and /tasks."""

from handlers.context import Context
from models.actions.standings import standings_of
from models.messages import owed as say_owed
from models.store.people import posts_of
from models.store.plans import current_plan, roles_of, tasks_of


def show_tasks(context: Context, _argument: str) -> None:
    """/tasks: every task of the person's units, with its state in the open rounds."""
    standings = [standing for standing in standings_of(context.desk, context.person) if standing.kind != "registration"]
    shown = {item.number for standing in standings for item in standing.items}
    led, supported = _unit_tasks(context)
    led = [(number, title) for number, title in led if number not in shown]
    if not standings and not led and not supported:
        context.reply(say_owed.nothing_owed(context.language))
    else:
        context.reply(*say_owed.tasks_list(context.language, standings, led, supported))


def _unit_tasks(context: Context) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return the tasks of the person's posts, those led and those only supported, by number and name."""
    session = context.desk.session
    plan = current_plan(session)
    led: list[tuple[int, str]] = []
    supported: list[tuple[int, str]] = []
    if plan is None:
        return led, supported
    posts = posts_of(session, context.person.id or 0)
    roles = roles_of(session, plan.id or 0)
    for task in tasks_of(session, plan.id or 0):
        role = roles.get(task.id or 0)
        mine = {post.unit_id for post in posts if post.tasks is None or task.number in post.tasks}
        if role is None:
            continue
        if mine & set(role.lead_members):
            led.append((task.number, task.title or task.text))
        elif mine & set(role.support_members):
            supported.append((task.number, task.title or task.text))
    return led, supported


def show_status(context: Context, _argument: str) -> None:
    """/status: what is still owed."""
    context.reply(say_owed.owed_list(context.language, standings_of(context.desk, context.person), context.desk.now))

"""The tasks of somebody's posts in the current plan, whether any round asks about them or not."""

from dataclasses import dataclass

from sqlmodel import Session

from models.store.people import posts_of
from models.store.plans import current_plan, roles_of, tasks_of


@dataclass(frozen=True, slots=True)
class UnitTasks:
    """Tasks by number and name: those led, and those the unit only cooperates in."""

    led: tuple[tuple[int, str], ...] = ()
    supported: tuple[tuple[int, str], ...] = ()


def unit_tasks(session: Session, person_id: int) -> UnitTasks:
    """Return the tasks of a person's posts in the current plan; none where there is no plan."""
    plan = current_plan(session)
    if plan is None:
        return UnitTasks()
    posts = posts_of(session, person_id)
    roles = roles_of(session, plan.id or 0)
    led: list[tuple[int, str]] = []
    supported: list[tuple[int, str]] = []
    for task in tasks_of(session, plan.id or 0):
        role = roles.get(task.id or 0)
        mine = {post.unit_id for post in posts if post.tasks is None or task.number in post.tasks}
        if role is None:
            continue
        if mine & set(role.lead_members):
            led.append((task.number, task.title or task.text))
        elif mine & set(role.support_members):
            supported.append((task.number, task.title or task.text))
    return UnitTasks(tuple(led), tuple(supported))

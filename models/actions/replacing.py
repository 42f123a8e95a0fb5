"""An answer takes the place of a colleague's: whoever gave the earlier one is told, for their receipt no longer says what stands."""

from collections.abc import Mapping

from models.actions.desk import Desk
from models.messages import receipt as say
from models.rules.assignments import Item
from models.rules.words import LiaisonState
from models.store.people import posts_of
from models.tables import Answer, Person


def tell_replaced(desk: Desk, person: Person, earlier: Mapping[int, Answer], items: Mapping[int, Item]) -> None:
    """Tell everybody but `person` whose answers, by assignment, have just been replaced, and who is still of that unit."""
    replaced: dict[int, list[Item]] = {}
    for key, answer in earlier.items():
        if answer.person_id is not None and answer.person_id != person.id:
            replaced.setdefault(answer.person_id, []).append(items[key])
    names = {post.unit_id: post.name for post in posts_of(desk.session, person.id or 0)}
    for colleague_id, theirs in replaced.items():
        posts = posts_of(desk.session, colleague_id)
        units = {post.unit_id for post in posts if post.state == LiaisonState.ACTIVE}
        told = [item for item in theirs if item.unit_id in units]
        if told:
            colleague = desk.session.get_one(Person, colleague_id)
            name = names.get(told[0].unit_id) or person.name
            desk.tell(colleague, say.replaced(desk.language_of(colleague), told, name))

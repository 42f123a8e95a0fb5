"""The office's own affairs in chat: binding its group, and who may do what."""

from models.actions.cards import pin_first_card
from models.actions.desk import Desk
from models.store.office import bound_office
from models.tables import OfficeChat, Person


def bind_office(desk: Desk, admin: Person, chat_id: int, thread_id: int | None) -> None:
    """Bind a group as the office's; what is meant for the office goes there (into the topic it was said in) from now on."""
    desk.session.add(OfficeChat(chat_id=chat_id, thread_id=thread_id, bound_by=admin.chat_user_id, bound_at=desk.now))
    desk.note("bind_office", str(chat_id), actor=admin.chat_user_id)
    desk.session.flush()
    pin_first_card(desk, chat_id, thread_id)


def is_admin(desk: Desk, person: Person) -> bool:
    """Tell whether the person is an admin."""
    return person.chat_user_id in desk.policy.admin_ids


def is_office_chat(desk: Desk, chat_id: int) -> bool:
    """Tell whether that is the office's group. Whoever writes or presses there is a member at that moment."""
    office = bound_office(desk.session, desk.policy.office_chat_id)
    return office is not None and office[0] == chat_id

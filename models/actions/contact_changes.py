"""/contacts: what 附件3 says of one's units, and changing a line of it in conversation."""

from models.actions.contact_lines import lines_of_unit
from models.actions.conversing import await_next, conversation_of
from models.actions.desk import Desk
from models.actions.posts import own_lines, tell_office
from models.messages import people as say
from models.rules.chats import Message
from models.rules.registrations import read_person
from models.rules.words import LiaisonState
from models.store.people import posts_of, posts_of_line
from models.store.plans import unit_by_id
from models.tables import Liaison, Person

OWN, LEADER = "own", "leader"


def show_contacts(desk: Desk, person: Person) -> list[Message]:
    """Return what is registered for each of the person's units; telephones in full in one's own lines, masked in others'."""
    language = desk.language_of(person)
    posts = posts_of(desk.session, person.id or 0)
    if not posts:
        return [say.no_post(language, pending=False)]
    messages: list[Message] = []
    own = {line.unit_id for line in own_lines(desk, person)}
    for unit_id in dict.fromkeys(post.unit_id for post in posts):
        lines = lines_of_unit(desk, unit_id, reader=person)
        messages.extend(
            say.contacts(language, unit_by_id(desk.session, unit_id).name, unit_id, lines, can_invite=unit_id in own)
        )
    return messages


def _own_line(desk: Desk, person: Person, liaison_id: int) -> Liaison | None:
    line = desk.session.get(Liaison, liaison_id)
    if line is None or line.person_id != person.id or line.state == LiaisonState.REVOKED or line.deputy_of is not None:
        return None
    return line


def ask_change(desk: Desk, person: Person, liaison_id: int, which: str) -> Message:
    """Ask for the new name or telephone of the leader, or of the liaison."""
    language = desk.language_of(person)
    line = _own_line(desk, person, liaison_id)
    if line is None:
        return say.nothing_there(language)
    await_next(desk, person, {"kind": "contact", "liaison": liaison_id, "which": which})
    name, phone = (line.name, line.phone) if which == OWN else (line.leader_name, line.leader_phone)
    return say.ask_change(language, name, phone, is_leader=which == LEADER)


def take_change(desk: Desk, person: Person, text: str) -> list[Message]:
    """Take a message as the new name, telephone, or both, and show what will stand there for 确认提交."""
    language = desk.language_of(person)
    state = conversation_of(desk, person)
    line = _own_line(desk, person, int(state["liaison"]))
    if line is None:
        await_next(desk, person, {})
        return [say.nothing_there(language)]
    name, phone = read_person(text)
    if name is None and phone is None:
        return [say.person_not_understood(language)]
    before = (line.name, line.phone) if state["which"] == OWN else (line.leader_name, line.leader_phone)
    after = (name or state.get("name") or before[0], phone or state.get("phone") or before[1])
    await_next(desk, person, {**state, "name": after[0], "phone": after[1]})
    unit = unit_by_id(desk.session, line.unit_id).name
    return [say.preview_change(language, unit, before, after, is_leader=state["which"] == LEADER)]


def submit_change(desk: Desk, person: Person) -> Message | None:
    """确认提交 of a change; the office is told in one line. None when nothing waits."""
    state = conversation_of(desk, person)
    if state.get("kind") != "contact" or "name" not in state:
        return None
    await_next(desk, person, {})
    line = _own_line(desk, person, int(state["liaison"]))
    if line is None:
        return say.nothing_there(desk.language_of(person))
    unit = unit_by_id(desk.session, line.unit_id).name
    is_leader = state["which"] == LEADER
    name, phone = str(state["name"]), str(state["phone"])
    # One's own telephone is the same in every line one holds in the unit; a leader may differ from line to line.
    before = (line.leader_name, line.leader_phone) if is_leader else (line.name, line.phone)
    for row in posts_of_line(desk.session, line):
        if is_leader and (row.leader_name, row.leader_phone) == before:
            row.leader_name, row.leader_phone = name, phone
        elif not is_leader:
            row.name, row.phone = name, phone
    desk.session.flush()
    desk.note("contact", unit, actor=person.chat_user_id, liaison=line.id, which=state["which"])
    tell_office(desk, say.change_told(desk.policy.language, unit, name, phone, is_leader=is_leader))
    return say.changed(desk.language_of(person), unit)


def drop_change(desk: Desk, person: Person) -> Message | None:
    """取消 of a change; None when there is none."""
    if conversation_of(desk, person).get("kind") != "contact":
        return None
    await_next(desk, person, {})
    return say.change_dropped(desk.language_of(person))

"""The client's menu: a person sees the commands that person may use, in that person's language."""

from dataclasses import dataclass

from models.actions.desk import Desk
from models.messages.help import ADMIN_COMMANDS, LEADER_COMMANDS, LIAISON_COMMANDS, OWN_POST_COMMANDS, STRANGER_COMMANDS
from models.rules.words import LiaisonState
from models.store.people import led_units, person_by_chat, posts_of
from models.tables import Person


def commands_of(desk: Desk, person: Person) -> tuple[str, ...]:
    """Return the commands of everything a person is in a private chat: admin, liaison, leader; or a stranger's."""
    commands: tuple[str, ...] = ()
    if person.chat_user_id in desk.policy.admin_ids:
        commands += ADMIN_COMMANDS
    posts = posts_of(desk.session, person.id or 0)
    if posts:
        # A post can be given up by whose it is: not by a deputy, and not while the claim still waits.
        has_own = any(post.state == LiaisonState.ACTIVE and post.deputy_of is None for post in posts)
        commands += tuple(each for each in LIAISON_COMMANDS if has_own or each not in OWN_POST_COMMANDS)
    if led_units(desk.session, person.id or 0):
        commands += LEADER_COMMANDS
    return tuple(dict.fromkeys(commands or STRANGER_COMMANDS))


@dataclass(frozen=True, slots=True)
class Menu:
    """What one person's client is to offer, in which language."""

    chat_id: int
    language: str
    commands: tuple[str, ...]


def admins_menus(desk: Desk) -> list[Menu]:
    """Return the menus of all admins, each by what that admin is; of one who has never pressed Start, an admin's."""
    menus: list[Menu] = []
    for admin_id in desk.policy.admin_ids:
        person = person_by_chat(desk.session, admin_id)
        commands = ADMIN_COMMANDS if person is None else commands_of(desk, person)
        menus.append(Menu(admin_id, desk.language_of(person), commands))
    return menus


def refresh_menu(desk: Desk, person: Person) -> None:
    """Let a person's client offer what the person may use now; called when that, or the language, has changed."""
    desk.session.flush()
    desk.offer_menu(person, commands_of(desk, person))

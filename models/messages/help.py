"""Help, greetings and refusals."""

from locales import t
from models.messages.words import escape
from models.rules.chats import Message

LIAISON_COMMANDS = (
    "tasks",
    "report",
    "status",
    "history",
    "contacts",
    "handover",
    "leave",
    "privacy",
    "cancel",
    "help",
    "language",
)
# Of these, what gives an approved post of one's own away.
OWN_POST_COMMANDS = frozenset({"handover", "leave"})
OFFICE_COMMANDS = (
    "progress",
    "missing",
    "task",
    "digest",
    "finalize",
    "export",
    "remind",
    "return",
    "accept",
    "enter",
    "help",
)
ADMIN_COMMANDS = (
    "bind_office",
    "import",
    "invite",
    "round",
    "calendar",
    "approve",
    "members",
    "revoke",
    "extend",
    "units",
    "broadcast",
    "audit",
    "progress",
    "missing",
    "task",
    "digest",
    "finalize",
    "export",
    "remind",
    "return",
    "accept",
    "enter",
    "help",
    "language",
)
# A unit's leader reads along and fills in nothing.
LEADER_COMMANDS = ("status", "privacy", "help", "language")
STRANGER_COMMANDS = ("start", "help", "privacy", "language")


def describe_command(language: str, command: str) -> str:
    """Return a command's description, as the client's menu shows it."""
    return t(language, _COMMAND_KEYS[command])


_COMMAND_KEYS = {
    "start": "command-start",
    "import": "command-import",
    "invite": "command-invite",
    "help": "command-help",
    "language": "command-language",
    "cancel": "command-cancel",
    "tasks": "command-tasks",
    "report": "command-report",
    "status": "command-status",
    "history": "command-history",
    "progress": "command-progress",
    "missing": "command-missing",
    "task": "command-task",
    "finalize": "command-finalize",
    "export": "command-export",
    "remind": "command-remind",
    "return": "command-return",
    "accept": "command-accept",
    "enter": "command-enter",
    "units": "command-units",
    "broadcast": "command-broadcast",
    "audit": "command-audit",
    "digest": "command-digest",
    "bind_office": "command-bind-office",
    "round": "command-round",
    "calendar": "command-calendar",
    "approve": "command-approve",
    "contacts": "command-contacts",
    "handover": "command-handover",
    "leave": "command-leave",
    "privacy": "command-privacy",
    "members": "command-members",
    "revoke": "command-revoke",
    "extend": "command-extend",
}


def help_for(language: str, commands: tuple[str, ...], *, is_liaison: bool) -> Message:
    """Return what this person can do here, by command and in plain words."""
    lines = [t(language, "help-other")]
    if is_liaison:
        words = "help-words" if set(commands) >= OWN_POST_COMMANDS else "help-words-no-post"
        lines = [t(language, "help-liaison"), t(language, words)]
    lines.append("")
    lines.extend(f"/{command}　{describe_command(language, command)}" for command in commands)
    return Message("\n".join(lines))


def greet_stranger(language: str, user_id: int) -> Message:
    """Return what a stranger is told: the numeric id, and how to be let in."""
    return Message(t(language, "help-stranger", user_id=user_id))


def greet_admin(language: str, user_id: int) -> Message:
    """Return what an admin is told at /start."""
    return Message(t(language, "help-admin", user_id=user_id))


def contact_card(language: str) -> Message:
    """Say that a contact somebody sent unasked has changed nothing, and how people and telephones are changed."""
    return Message(t(language, "help-contact-card"))


def go_on_answering(language: str) -> Message:
    """Say that what was being filled in still waits for its answer."""
    return Message(t(language, "help-go-on-answering"))


def acknowledged(language: str) -> Message:
    """Return the answer to a thank-you."""
    return Message(t(language, "help-acknowledged"))


def language_chosen(language: str) -> Message:
    """Say, in the new language, that it is spoken now."""
    return Message(t(language, "help-language-chosen"))


def form_dropped(language: str) -> Message:
    """Say that what was being filled in is dropped, the contact keyboard with it."""
    return Message(t(language, "people-form-dropped"), drop_keyboard=True)


def nothing_to_cancel(language: str) -> Message:
    """Answer /cancel where nothing is going on."""
    return Message(t(language, "help-nothing-to-cancel"))


def unknown_command(language: str, command: str) -> Message:
    """Answer a command that does not exist, or is not this person's."""
    return Message(t(language, "help-unknown-command", command=escape(command)))


def office_not_allowed(language: str) -> Message:
    """Refuse an office command."""
    return Message(t(language, "office-not-allowed"))


def admins_only(language: str) -> Message:
    """Refuse an admin's command."""
    return Message(t(language, "office-admins-only"))


def in_private(language: str) -> Message:
    """Say that this command is for the private chat."""
    return Message(t(language, "permission-in-private"))


def for_liaisons(language: str) -> Message:
    """Tell somebody of the office that this command is for liaisons."""
    return Message(t(language, "permission-for-liaisons"))


def language_choices(language: str) -> Message:
    """Say how a language is chosen."""
    return Message(t(language, "help-language-choices"))


def greet_office(language: str) -> Message:
    """Return what a member of the office's group is told at /start."""
    return Message(t(language, "help-office"))


def not_here(language: str) -> Message:
    """Say that this is done in the office's group or in private."""
    return Message(t(language, "permission-not-here"))


def slower(language: str) -> Message:
    """Ask whoever sends a great deal at once to wait."""
    return Message(t(language, "permission-slower"))


def barred(language: str, minutes: int) -> Message:
    """Say that no invitation is looked at for a while, after many wrong ones."""
    return Message(t(language, "permission-barred", minutes=minutes))


def bound(language: str) -> Message:
    """Say that the group is the office's now."""
    return Message(t(language, "office-bound"))


def bind_in_group(language: str) -> Message:
    """Say that binding is done in the group itself."""
    return Message(t(language, "office-bind-in-group"))


def no_round(language: str, name: str) -> Message:
    """Say that there is no such round, or none at all."""
    if name:
        return Message(t(language, "office-unknown-round", name=escape(name)))
    return Message(t(language, "office-no-round"))


def set_aside(language: str, update_id: int) -> Message:
    """Tell an admin that an update could not be worked off."""
    return Message(t(language, "help-set-aside", update_id=update_id))


def not_handled(language: str) -> Message:
    """Tell who said it that it could not be worked off, and what to do."""
    return Message(t(language, "help-not-handled"))


def no_claims(language: str) -> Message:
    """Say that no claim waits."""
    return Message(t(language, "claim-none"))

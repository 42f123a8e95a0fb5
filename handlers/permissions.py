"""Who may use what, and where: the rule that the routing table is enforced by, and that docs/permissions.md is made from."""

from collections.abc import Callable, Collection
from enum import Enum, StrEnum


class Role(StrEnum):
    """What somebody is to the office; one person may be several of these."""

    STRANGER = "stranger"
    LIAISON = "liaison"
    LEADER = "leader"
    OFFICE = "office"
    ADMIN = "admin"


class Place(StrEnum):
    """Where something is said or pressed."""

    PRIVATE = "private"
    OFFICE_GROUP = "office_group"
    OTHER_GROUP = "other_group"


class Audience(Enum):
    """Who may use a command or a button.

    What is for everyone, for liaisons and for units is about one's own things only: the action finds them by the person,
    and whatever number somebody forges names nothing of another's.
    """

    EVERYONE = frozenset(Role)
    LIAISON = frozenset({Role.LIAISON})
    # A unit's people: its liaisons, and its leader, who reads along.
    UNIT = frozenset({Role.LIAISON, Role.LEADER})
    # A post is handed over by whoever holds it, or by an admin.
    POST = frozenset({Role.LIAISON, Role.ADMIN})
    # A filled sheet comes from the unit or, on its behalf, from the office.
    SENDER = frozenset({Role.LIAISON, Role.OFFICE, Role.ADMIN})
    OFFICE = frozenset({Role.OFFICE, Role.ADMIN})
    ADMIN = frozenset({Role.ADMIN})

    @property
    def asks_membership(self) -> bool:
        """Whether it matters who is a member of the office's group."""
        return Role.OFFICE in self.value and Role.STRANGER not in self.value


class Ruling(Enum):
    """What is decided of somebody's wish."""

    ALLOWED = "allowed"
    NOT_YOURS = "not yours"
    NOT_HERE = "not here"


PRIVATELY = frozenset({Place.PRIVATE})
WITH_OFFICE = frozenset({Place.PRIVATE, Place.OFFICE_GROUP})
EVERYWHERE = frozenset(Place)


def rule(audience: Audience, places: Collection[Place], place: Place, has_role: Callable[[Role], bool]) -> Ruling:
    """Decide. `has_role` is asked only where the answer matters, for asking may cost a look into the database.

    Whoever may not use it at all is told that first, wherever it was tried: lists with names and telephones are for the
    office, and not for a group that an admin happens to be in.
    """
    if audience is not Audience.EVERYONE and not any(has_role(role) for role in Role if role in audience.value):
        return Ruling.NOT_YOURS
    return Ruling.ALLOWED if place in places else Ruling.NOT_HERE

"""The words of the office that programs share: statuses, states, kinds and roles (design, section 2)."""

from enum import StrEnum


class Status(StrEnum):
    """What an answer says of its task."""

    DONE = "done"
    ON_TRACK = "on_track"
    DELAYED = "delayed"
    NOT_STARTED = "not_started"
    NO_CHANGE = "no_change"


class AssignmentState(StrEnum):
    """Where an assignment stands. Late is a fact computed from times, never a state."""

    OWED = "owed"
    ANSWERED = "answered"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WAIVED = "waived"


class RoundKind(StrEnum):
    """What a round calls for."""

    MONTHLY = "monthly"
    REGISTRATION = "registration"
    PLAN = "plan"
    DATA_CALL = "data_call"
    ANNUAL = "annual"


class UnitRole(StrEnum):
    """A unit's part in a task: 责任单位 or 配合单位."""

    LEAD = "lead"
    SUPPORT = "support"


class LiaisonState(StrEnum):
    """Where a liaison's claim of a post stands."""

    PENDING = "pending"
    ACTIVE = "active"
    REVOKED = "revoked"

"""People, the posts they hold, and the invitations by which they came."""

from datetime import datetime

from sqlmodel import JSON, Column, Field, SQLModel, UniqueConstraint


class Person(SQLModel, table=True):
    """Somebody with a chat account, keyed by platform and the platform's own id.

    `erased_at`: when name and telephones were erased at the person's own wish; the name is not taken down again from then
    on, until an invitation is accepted.
    """

    __table_args__ = (UniqueConstraint("platform", "chat_user_id"),)

    id: int | None = Field(default=None, primary_key=True)
    platform: str = "telegram"
    chat_user_id: int
    name: str = ""
    language: str | None = None
    unreachable_since: datetime | None = None
    last_input_at: datetime | None = None
    first_seen_at: datetime
    erased_at: datetime | None = None


class Liaison(SQLModel, table=True):
    """One line of 附件3: who leads and who liaises for a unit's tasks (null: all of them).

    Without a person it is a name on a sheet, waiting until that person presses Start. A deputy's line has `until`, from
    which moment on it is void, and names the absent one's line in `deputy_of`.
    """

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    state: str
    tasks: list[int] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    name: str
    phone: str
    leader_name: str
    leader_phone: str
    claimed_at: datetime
    decided_at: datetime | None = None
    decided_by: int | None = None
    until: datetime | None = None
    deputy_of: int | None = Field(default=None, foreign_key="liaison.id", index=True)


class Invitation(SQLModel, table=True):
    """A link that lets somebody claim a unit's post. Only the token's hash is kept.

    `kind` is post, successor, deputy or leader. `liaison_id` is the line it succeeds, stands in for, or was made from;
    `until` a deputy's last moment (excluded).
    """

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    token_hash: str = Field(unique=True)
    uses: int
    used: int = 0
    expires_at: datetime
    revoked_at: datetime | None = None
    created_at: datetime
    kind: str = "post"
    liaison_id: int | None = Field(default=None, foreign_key="liaison.id", index=True)
    until: datetime | None = None


class InvitationUse(SQLModel, table=True):
    """A person's pressing Start with an invitation; pressing it again uses nothing up."""

    __tablename__ = "invitation_use"

    invitation_id: int = Field(foreign_key="invitation.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    used_at: datetime


class LeaderAccount(SQLModel, table=True):
    """A unit's leader who has a chat account: for reading, and for what the office copies to leaders."""

    __tablename__ = "leader_account"
    __table_args__ = (UniqueConstraint("unit_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    joined_at: datetime
    left_at: datetime | None = None

"""What the office says to all liaisons at once."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Broadcast(SQLModel, table=True):
    """A text to all liaisons: previewed, then sent in waves, its progress shown by editing one message.

    `started_at` is null while it is a preview; `shown_message_id` is the message that is edited, `shown` how
    many it says are settled.
    """

    id: int | None = Field(default=None, primary_key=True)
    text: str
    asked_by: int
    chat_id: int
    thread_id: int | None = None
    asked_at: datetime
    started_at: datetime | None = None
    stopped_at: datetime | None = None
    ended_at: datetime | None = None
    shown_message_id: int | None = None
    shown: int = -1


class Enclosure(SQLModel, table=True):
    """A file that goes out with a data call; its bytes are kept beside the database under their checksum."""

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    name: str
    sha256: str
    size: int

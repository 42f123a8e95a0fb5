"""The tick that opens rounds."""

from models.actions.desk import Desk
from models.actions.rounds import open_rounds


def open_due_rounds(desk: Desk) -> None:
    """Open every round whose opening has come."""
    open_rounds(desk)

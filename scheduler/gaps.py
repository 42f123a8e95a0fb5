"""The tick that looks for what fell through."""

from models.actions.desk import Desk
from models.actions.gaps import list_unregistered, tell_of_gaps


def look_for_gaps(desk: Desk) -> None:
    """Tell of lost messages, and give the office the units with nobody registered."""
    tell_of_gaps(desk)
    list_unregistered(desk)

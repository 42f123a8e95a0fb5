"""The tick that asks about the plan's dates."""

from models.actions.desk import Desk
from models.actions.planning import ask_and_warn


def ask_about_dates(desk: Desk) -> None:
    """Ask and warn about what the dates of the plan leave open."""
    ask_and_warn(desk)

"""What the office and the admins are asked or warned of about the plan's dates, each once."""

from models.actions.calendaring import warn_of_unpublished_years
from models.actions.desk import Desk
from models.actions.rescheduling import ask_about_end, ask_about_rest_days


def ask_and_warn(desk: Desk) -> None:
    """Ask about due days on rest days and about the plan's end; warn of years whose holidays are unknown."""
    ask_about_rest_days(desk)
    ask_about_end(desk)
    warn_of_unpublished_years(desk)

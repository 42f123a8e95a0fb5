"""The tick that shows how far broadcasts are."""

from models.actions.announcing import show_broadcasts
from models.actions.desk import Desk


def show_progress(desk: Desk) -> None:
    """Bring the messages that show broadcasts' progress up to date."""
    show_broadcasts(desk)

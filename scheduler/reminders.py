"""The tick that reminds."""

from models.actions.desk import Desk
from models.actions.reminding import remind_due


def queue_due_reminders(desk: Desk) -> None:
    """Queue every reminder that is due."""
    remind_due(desk)

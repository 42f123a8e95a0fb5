"""The tick that ends what deputies hold."""

from models.actions.desk import Desk
from models.actions.leaving import end_due_leaves


def close_due_leaves(desk: Desk) -> None:
    """Close every standing-in whose last day is over."""
    end_due_leaves(desk)

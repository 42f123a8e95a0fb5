"""The tick that posts digests."""

from models.actions.desk import Desk
from models.actions.digesting import post_due_digests


def post_digests(desk: Desk) -> None:
    """Post the digest of every round that has come due."""
    post_due_digests(desk)

"""The gate: what a stranger may cost. Kept in memory alone, for it forgets within minutes anyway."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

# A stranger is answered so often a minute, and once more to be told so; then not at all until the minute is over.
ANSWERS, MINUTE = 10, 60.0
# Somebody in the middle of something (a registration) writes more than a stranger.
ANSWERS_IN_CONVERSATION = 60
# After so many wrong invitations none is looked at for a while, not even a good one.
WRONG_TOKENS, BARRED_SECONDS = 5, 600.0
# So many people, and updates, are remembered; who has been quiet for longest is forgotten first.
REMEMBERED = 10_000

Kept = TypeVar("Kept")


class Admission(Enum):
    """Whether somebody is heard: yes; no, and told so; or not answered at all."""

    HEARD = "heard"
    SLOWED = "slowed"
    UNHEARD = "unheard"


@dataclass(slots=True)
class _Account:
    began: float
    answers: int = 0
    wrong: int = 0
    wrong_at: float = 0.0


class Gate:
    """Counts what people who are nobody to the office send. `seconds` is a clock that never jumps.

    Asked only inside an update's transaction, so one at a time. An update may be handled more than once, where what was
    written of it was undone: it is counted once, and decided about in the same way.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._accounts: OrderedDict[int, _Account] = OrderedDict()
        self._decided: OrderedDict[int, Admission] = OrderedDict()
        self._wrong: OrderedDict[int, None] = OrderedDict()

    def admit(self, user_id: int, update_id: int, *, in_conversation: bool) -> Admission:
        """Count a message, and decide about it."""
        if update_id not in self._decided:
            _remember(self._decided, update_id, self._decide(user_id, in_conversation=in_conversation))
        return self._decided[update_id]

    def _decide(self, user_id: int, *, in_conversation: bool) -> Admission:
        account = self._account(user_id)
        now = self._seconds()
        if now - account.began >= MINUTE:
            account.began, account.answers = now, 0
        account.answers += 1
        allowed = ANSWERS_IN_CONVERSATION if in_conversation else ANSWERS
        if account.answers <= allowed:
            return Admission.HEARD
        return Admission.SLOWED if account.answers == allowed + 1 else Admission.UNHEARD

    def note_wrong_token(self, user_id: int, update_id: int) -> None:
        """Count an invitation that was no good."""
        if update_id in self._wrong:
            return
        _remember(self._wrong, update_id, None)
        account = self._account(user_id)
        now = self._seconds()
        account.wrong = account.wrong + 1 if now - account.wrong_at < BARRED_SECONDS else 1
        account.wrong_at = now

    def barred_minutes(self, user_id: int) -> int:
        """Return for how many minutes more no invitation of theirs is looked at; 0 where it is."""
        account = self._accounts.get(user_id)
        if account is None or account.wrong < WRONG_TOKENS:
            return 0
        left = BARRED_SECONDS - (self._seconds() - account.wrong_at)
        return max(0, -int(-left // 60))

    def _account(self, user_id: int) -> _Account:
        account = self._accounts.get(user_id) or _Account(self._seconds())
        _remember(self._accounts, user_id, account)
        return account


def _remember(kept: OrderedDict[int, Kept], key: int, value: Kept) -> None:
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > REMEMBERED:
        kept.popitem(last=False)

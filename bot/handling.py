"""Handling: everything that understands what people say, behind one door.

It takes longer to load than all the rest of the program. `bot.app` loads it in a thread while the first updates are
already fetched and stored, so that a restart keeps nobody's message waiting at Telegram.
"""

from collections.abc import Callable

from sqlmodel import Session

import handlers
from handlers.gate import Gate
from models.actions.desk import Desk
from models.messages.own_words import is_ours
from models.readers.bundles import AnyReading
from models.readers.confined import read_confined
from models.readers.encoding import encode_answer
from models.rules.chats import Incoming
from models.rules.circulars import UnreadableFileError
from models.rules.policies import Policy
from models.rules.replies import read_reply

# A bit of everything a report is read by.
_SAMPLE = "1已完成，2正常推进，80%，3滞后，问题：资金未到位，下一步：催办；其余均无新进展，刚才发错了，请问几号截止？"


class Handling:
    """The handlers, for one bot. `seconds` is a clock that never jumps."""

    def __init__(self, policy: Policy, bot_name: str, seconds: Callable[[], float]) -> None:
        self._policy = policy
        self._bot_name = bot_name
        self._gate = Gate(seconds)

    @staticmethod
    def warm_up() -> None:
        """Make ready what is otherwise made at the first report of a run, for a second or more. From any thread."""
        read_reply(_SAMPLE, (1, 2, 3), 3)
        is_ours(_SAMPLE)

    def needs_membership(self, incoming: Incoming) -> bool:
        """Tell whether the sender's membership of the office group must be looked up before handling."""
        return handlers.needs_membership(incoming, self._bot_name)

    def reads_documents(self, session: Session, incoming: Incoming) -> bool:
        """Tell whether a document from this sender is worth reading."""
        return handlers.reads_documents(session, incoming, self._policy)

    def handle(self, desk: Desk, incoming: Incoming) -> None:
        """Handle one update, inside its transaction."""
        handlers.handle(desk, incoming, self._bot_name, self._gate)

    def read_file(self, name: str, content: bytes) -> str:
        """Read a file in a process of its own, and return what it holds, or why it cannot be read, as JSON."""
        try:
            answer: AnyReading | UnreadableFileError = read_confined(name, content)
        except UnreadableFileError as error:
            answer = error
        return encode_answer(answer).decode()

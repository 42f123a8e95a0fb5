"""What handling an update needs of Telegram besides sending: files, membership, the answer to a press."""

import asyncio
import logging

from telegram.error import TelegramError

from bot.telegram.connection import Connection
from bot.telegram.sender import TelegramSender
from models.database import Database
from models.rules.chats import IncomingFile
from models.rules.policies import Policy
from models.store.office import bound_office

# Whoever is no member and asks again at once is still none; so a flood of wishes costs Telegram one question.
_NO_LASTS_SECONDS = 5.0
_REMEMBERED = 1000

_MEMBER = ("creator", "administrator", "member", "restricted")

log = logging.getLogger(__name__)


class TelegramOutside:
    """Asks Telegram; a question it does not answer is answered with no."""

    def __init__(self, connection: Connection, sender: TelegramSender, database: Database, policy: Policy) -> None:
        self._connection = connection
        self._sender = sender
        self._database = database
        self._policy = policy
        self._strangers: dict[int, float] = {}

    async def fetch_file(self, file: IncomingFile) -> bytes | None:
        """Return a file's bytes, or None if it cannot be had."""
        try:
            found = await self._connection.bot.get_file(file.file_id)
            return bytes(await found.download_as_bytearray())
        except TelegramError as error:
            log.warning("file not fetched", extra={"reason": type(error).__name__})
            return None

    async def is_office_member(self, user_id: int) -> bool:
        """Tell whether a person is a member of the office group at this moment."""
        now = asyncio.get_running_loop().time()
        if now - self._strangers.get(user_id, -_NO_LASTS_SECONDS) < _NO_LASTS_SECONDS:
            return False
        office = await self._database.read(lambda session: bound_office(session, self._policy.office_chat_id))
        if office is None:
            return False
        try:
            member = await self._connection.bot.get_chat_member(office[0], user_id)
        except TelegramError as error:
            log.warning("membership not known", extra={"reason": type(error).__name__})
            return False
        is_member = member.status in _MEMBER and getattr(member, "is_member", True)
        if not is_member:
            if len(self._strangers) >= _REMEMBERED:
                self._strangers.clear()
            self._strangers[user_id] = now
        return bool(is_member)

    async def answer_press(self, query_id: str, text: str) -> None:
        """Stop a pressed button's spinning."""
        await self._sender.answer_press(query_id, text)

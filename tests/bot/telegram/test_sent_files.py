"""Files on their way to Telegram: over a slow line they have the time they need, and what was sent is not sent again."""

from datetime import timedelta

import httpx
import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.telegram.connection import Connection
from bot.telegram.sender import TelegramSender
from models.actions.documents import MadeFile
from models.rules.deliveries import Outcome, Parcel, Sent
from tests.bot.telegram.faulty import TOKEN

# As the whole of a plan in one archive is.
CONTENT = bytes(range(256)) * 4096
MESSAGE = b'{"ok":true,"result":{"message_id":9,"date":0,"chat":{"id":5,"type":"private"}}}'


class Line(httpx.AsyncBaseTransport):
    """Answers everything with `body`; remembers how what was sent came, piece by piece, and the times it was given."""

    def __init__(self, body: bytes = MESSAGE) -> None:
        self.body = body
        self.pieces: list[bytes] = []
        self.announced = 0
        self.seconds: dict[str, float] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        self.pieces += [piece async for piece in request.stream]
        self.announced = int(request.headers["content-length"])
        self.seconds = request.extensions["timeout"]
        return httpx.Response(200, content=self.body)


async def send(line: Line, kind: str) -> Outcome:
    async def make(_parcel: Parcel) -> MadeFile:
        return MadeFile("台账.zip", CONTENT)

    connection = Connection(Settings(bot_token=SecretStr(TOKEN)), line)
    outcome = await TelegramSender(connection, make).deliver(Parcel(1, "telegram", 5, kind, {}, 1, 0))
    await connection.close()
    return outcome


@pytest.mark.parametrize("kind", ["document", "photo"])
async def test_a_file_leaves_in_pieces_that_have_a_time_each(kind: str) -> None:
    line = Line()
    assert await send(line, kind) == Sent(9)
    sent = b"".join(line.pieces)
    assert CONTENT in sent
    # Over a line of 10 kB/s one piece takes seven seconds; all of it would take two minutes.
    assert max(len(piece) for piece in line.pieces) <= 65536
    assert line.announced == len(sent)


@pytest.mark.parametrize("kind", ["document", "photo"])
async def test_the_answer_to_a_file_is_waited_for_until_whatever_stands_between_has_passed_it_on(kind: str) -> None:
    line = Line()
    await send(line, kind)
    assert timedelta(seconds=line.seconds["read"]) == timedelta(seconds=120 + len(CONTENT) / 65536)
    assert line.seconds["write"] == 120


@pytest.mark.parametrize("kind", ["document", "photo"])
@pytest.mark.parametrize("result", [b"{}", b"7", b"true", b"null", b'{"message_id":9,"date":"today"}', b'{"date":0}'])
async def test_a_file_that_was_sent_is_not_sent_again_however_odd_the_answer(kind: str, result: bytes) -> None:
    line = Line(b'{"ok":true,"result":' + result + b"}")
    assert await send(line, kind) == Sent()

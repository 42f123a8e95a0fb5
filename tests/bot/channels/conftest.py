from collections.abc import AsyncIterator, Callable

import pytest

from bot.channels import ChannelSender, close_senders, make_senders
from bot.settings import read_settings
from models.actions.documents import MadeFile
from models.rules.deliveries import Parcel
from tests.bot.channels.services import MovableClock

DOCX = b"PK\x03\x04 docx"
XLSX = b"PK\x03\x04 xlsx"
FILES = {
    "digest_docx": MadeFile("2024年6月进展汇总.docx", DOCX),
    "ledger_xlsx": MadeFile("2024年6月进展台账.xlsx", XLSX),
    "picture": MadeFile("一览.png", b"\x89PNG" * 100),
    "large_picture": MadeFile("一览.png", b"\x89PNG" * 600_000),
    "tiny": MadeFile("空.txt", b"1"),
}


async def make_file(parcel: Parcel) -> MadeFile:
    """Stand in for the making of documents: the file is named by the request, as in `models.actions.documents`."""
    assert parcel.kind == "document"
    return FILES[parcel.payload["document"]]


def text_parcel(text: str, number: int = 1, **payload: object) -> Parcel:
    return Parcel(number, "x", None, "text", {"text": text, "title": "2024年6月进展", **payload}, 1, 1)


def document_parcel(document: str, number: int = 2) -> Parcel:
    return Parcel(number, "x", None, "document", {"document": document, "round": 7, "language": "zh-CN"}, 1, 1)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


Configure = Callable[..., ChannelSender]


@pytest.fixture
async def configure(clock: MovableClock) -> AsyncIterator[Configure]:
    """Return what makes the one sender that these settings name, signing with the test's clock; closed at the end."""
    made: list[dict[str, ChannelSender]] = []

    def make(**settings: str) -> ChannelSender:
        environment = {f"LIAISON_{name.upper()}": value for name, value in settings.items()}
        found = make_senders(read_settings(environment), make_file, clock.now, clock.monotonic)
        made.append(found)
        (sender,) = found.values()
        return sender

    yield make
    for senders in made:
        await close_senders(senders)

"""The digest's words for the channels besides Telegram: plain text, in pieces that every robot takes."""

from collections.abc import Sequence

from locales import t
from models.messages.words import plain_text

# WeCom takes 2,048 bytes of UTF-8 in a text; the others ten times as many, counted with the JSON around it.
_MOST_BYTES = {"wecom": 1800}
_USUAL_MOST_BYTES = 15_000
# Mail and plain webhooks take everything in one piece, documents with it.
_WHOLE = ("mail", "json")
_WITHOUT_FILES = ("dingtalk", "feishu")


def kind_of(channel: str) -> str:
    """Return the kind in a channel's name: `wecom-3fa91c` is a `wecom`."""
    return channel.partition("-")[0]


def takes_whole(channel: str) -> bool:
    """Tell whether text and documents go in one parcel (payload `documents`)."""
    return kind_of(channel) in _WHOLE


def takes_files(channel: str) -> bool:
    """Tell whether documents can be sent there at all."""
    return kind_of(channel) not in _WITHOUT_FILES


def texts_for(channel: str, language: str, pages: Sequence[str], *, with_documents: bool) -> list[str]:
    """Return a digest's HTML pages as the plain texts to send to a channel, one parcel each."""
    text = "\n".join(plain_text(page) for page in pages).strip()
    if with_documents and not takes_files(channel):
        text = f"{text}\n\n{t(language, 'channels-documents-elsewhere')}"
    if takes_whole(channel):
        return [text]
    return _pieces(text, _MOST_BYTES.get(kind_of(channel), _USUAL_MOST_BYTES))


def _pieces(text: str, most: int) -> list[str]:
    pieces: list[str] = []
    piece = ""
    for line in text.split("\n"):
        rest = line
        while len(f"{piece}\n{rest}".encode()) > most:
            if piece:
                pieces.append(piece)
                piece = ""
                continue
            cut = rest.encode()[:most].decode("utf-8", "ignore")
            pieces.append(cut)
            rest = rest[len(cut) :]
        piece = f"{piece}\n{rest}" if piece else rest
    return [each.strip("\n") for each in (*pieces, piece) if each.strip()]

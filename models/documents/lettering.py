"""Chinese letters for pictures: our own font, a font of the machine for what it lacks, and 〓 where there is neither."""

from functools import cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

FONT_FILE = Path(__file__).parent / "fonts" / "NotoSansSC-Regular-subset.ttf"
# Names only: Pillow looks for them where the machine keeps its fonts.
SYSTEM_FONTS = ("NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.ttf", "wqy-microhei.ttc", "msyh.ttc", "PingFang.ttc")
# What Chinese printers set where a type is missing.
MISSING_TYPE = "〓"
_UNASSIGNED = "\U0010fffe"
_PROBE_SIZE = 20
_ELLIPSIS = "…"
Colour = str


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(name, size, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        return None  # this machine has no such font


@cache
def _name_of_font(character: str, system: tuple[str, ...]) -> str:
    """Return the first font that has a character, "" when none has."""
    for name in (str(FONT_FILE), *system):
        font = _font(name, _PROBE_SIZE)
        if font is not None and bytes(font.getmask(character)) != bytes(font.getmask(_UNASSIGNED)):
            return name
    return ""


def runs(text: str, system: tuple[str, ...] = SYSTEM_FONTS) -> list[tuple[str, str]]:
    """Cut a line into (font, piece), each piece in a font that has all of its characters; `system` are the fonts to fall back on."""
    named = [(_name_of_font(character, system), character) for character in text]
    shown = [(name, character) if name else (str(FONT_FILE), MISSING_TYPE) for name, character in named]
    return [
        (name, "".join(character for _, character in pieces))
        for name, pieces in groupby(shown, key=lambda pair: pair[0])
    ]


def width(text: str, size: int) -> float:
    """Return how many pixels wide a line is."""
    return sum(font.getlength(piece) for name, piece in runs(text) if (font := _font(name, size)) is not None)


def shortened(text: str, size: int, room: float) -> str:
    """Return a line cut with … so that it fits into `room` pixels."""
    if width(text, size) <= room:
        return text
    while text and width(text + _ELLIPSIS, size) > room:
        text = text[:-1]
    return text + _ELLIPSIS


def wrapped(text: str, size: int, room: float) -> list[str]:
    """Return a text in lines of at most `room` pixels, broken between any two characters, as Chinese may be."""
    lines = [""]
    for character in text:
        if lines[-1] and width(lines[-1] + character, size) > room:
            lines.append("")
        lines[-1] += character
    return lines


def write(
    draw: ImageDraw.ImageDraw,
    place: tuple[float, float],
    text: str,
    size: int,
    colour: Colour,
    *,
    centred: bool = False,
) -> None:
    """Write a line; `place` is its left (or, centred, its middle) and its vertical middle, in pixels."""
    x, y = place
    if centred:
        x -= width(text, size) / 2
    for name, piece in runs(text):
        font = _font(name, size)
        if font is not None:
            draw.text((x, y), piece, font=font, fill=colour, anchor="lm")
            x += font.getlength(piece)

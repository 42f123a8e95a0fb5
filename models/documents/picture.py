"""The progress picture, for a phone's width: tasks by status, and who answered when (units × months)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from locales import t
from models.documents.cleaning import plain
from models.documents.lettering import shortened, width, wrapped, write
from models.documents.title_rows import title_rows
from models.documents.wording import digest_round, moment_words, plan_name, status_words
from models.rules.digest_sums import tasks_by_status
from models.rules.digests import Digest
from models.rules.punctuality_matrix import Cell, CellState, matrix
from models.rules.words import Status

WIDTH = 1080
MOST_ROUNDS = 12
# Telegram takes photographs whose width and height add up to 10,000.
MOST_UNITS = 150
_MARGIN = 36
_INK, _GREY, _LINE = "#1F2933", "#616E7C", "#CBD2D9"
_TITLE, _HEADING, _BODY, _SMALL, _SMALLEST = 42, 34, 28, 24, 18
_BAR_HEIGHT, _BAR_STEP = 38, 52
_ROW, _GAP = 48, 4
_LEAST_UNIT_WIDTH, _LEAST_CELL_WIDTH, _MOST_CELL_WIDTH = 200, 59, 150
_STATUS_WIDTH = 260
_BARS: dict[Status | None, str] = {
    Status.DONE: "#2E8B57",
    Status.ON_TRACK: "#7BC096",
    Status.DELAYED: "#E8893C",
    Status.NOT_STARTED: "#9AA5B1",
    Status.NO_CHANGE: "#B8C4CE",
    None: "#D64545",
}
_PENDING = "#BBD4EE"
# Late is yellow, never green.
_CELLS = {
    CellState.NOTHING: "#F0F2F4",
    CellState.ON_TIME: "#8FCBA5",
    CellState.LATE: "#F7DC6F",
    CellState.PARTLY: "#F2B27A",
    CellState.MISSING: "#E57373",
}


@dataclass(frozen=True, slots=True)
class _Page:
    """What is to be drawn, measured beforehand so that the picture is exactly as high as it must be."""

    digests: tuple[Digest, ...]
    language: str
    title: tuple[str, ...]
    units: tuple[tuple[str, tuple[Cell, ...]], ...]
    left_out: int

    @property
    def last(self) -> Digest:
        return self.digests[-1]


def progress_picture(digests: Sequence[Digest], language: str) -> bytes:
    """Return a PNG, 1,080 pixels wide: the newest round's tasks by status, and units × rounds (the last twelve).

    The digests are of one plan, oldest first. A cell shows answered/expected; before the due time what is owed is blue,
    not red. Of more than 150 units those with the most owed are shown. Raises ValueError without a digest.
    """
    if not digests:
        raise ValueError("a picture needs a round")
    shown = tuple(digests[-MOST_ROUNDS:])
    rows = matrix(shown).rows
    units = rows
    if len(rows) > MOST_UNITS:
        worst = sorted(rows, key=lambda row: -sum(cell.expected - cell.answered for cell in row[1]))[:MOST_UNITS]
        names = {unit for unit, _ in worst}
        units = tuple(row for row in rows if row[0] in names)
    title = t(language, "picture-title", plan=plain(plan_name(shown[-1].plan_title)))
    room = WIDTH - 2 * _MARGIN
    lines = tuple(line for row in title_rows(title, room // _TITLE) for line in wrapped(row, _TITLE, room))
    return _draw(_Page(shown, language, lines, units, len(rows) - len(units)))


def _draw(page: _Page) -> bytes:
    image = Image.new("RGB", (WIDTH, _height(page)), "white")
    draw = ImageDraw.Draw(image)
    y = _MARGIN
    for line in page.title:
        write(draw, (_MARGIN, y + _TITLE / 2), line, _TITLE, _INK)
        y += _TITLE + 12
    as_of = t(page.language, "picture-as-of", moment=moment_words(page.language, page.last.made_at, page.last.zone))
    write(draw, (_MARGIN, y + _SMALL / 2 + 4), as_of, _SMALL, _GREY)
    y += _SMALL + 36
    y = _draw_statuses(draw, y, page)
    if page.units:
        _draw_units(draw, y, page)
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _height(page: _Page) -> int:
    height = _MARGIN + len(page.title) * (_TITLE + 12) + _SMALL + 36
    bars = max(1, sum(bool(number) for number in tasks_by_status(page.last).values()))
    height += _HEADING + 28 + bars * _BAR_STEP + 28
    if page.units:
        height += _HEADING + 28 + _SMALL + 36 + _ROW + len(page.units) * _ROW
        height += _ROW if page.left_out else 0
    return height + _MARGIN


def _draw_statuses(draw: ImageDraw.ImageDraw, y: int, page: _Page) -> int:
    numbers = {status: number for status, number in tasks_by_status(page.last).items() if number}
    language = page.language
    heading = t(language, "picture-tasks", round=digest_round(language, page.last), number=sum(numbers.values()))
    write(draw, (_MARGIN, y + _HEADING / 2), heading, _HEADING, _INK)
    y += _HEADING + 28
    if not numbers:
        write(draw, (_MARGIN, y + _BAR_HEIGHT / 2), t(language, "picture-nothing"), _BODY, _GREY)
        return y + _BAR_STEP + 28
    left = _MARGIN + _STATUS_WIDTH
    room = WIDTH - _MARGIN - left - 80
    for status, number in numbers.items():
        word = status_words(language, status) if status else t(language, "picture-unanswered")
        write(draw, (_MARGIN, y + _BAR_HEIGHT / 2), *_fitting(word, _STATUS_WIDTH - 10), _INK)
        right = left + max(6, room * number / max(numbers.values()))
        draw.rounded_rectangle((left, y, right, y + _BAR_HEIGHT), 6, fill=_BARS[status])
        write(draw, (right + 14, y + _BAR_HEIGHT / 2), str(number), _BODY, _INK)
        y += _BAR_STEP
    return y + 28


def _draw_units(draw: ImageDraw.ImageDraw, y: int, page: _Page) -> None:
    language = page.language
    write(draw, (_MARGIN, y + _HEADING / 2), t(language, "picture-units"), _HEADING, _INK)
    y += _HEADING + 28
    pending = [digest.made_at < digest.due_at for digest in page.digests]
    _draw_legend(draw, y, language, pending=any(pending))
    y += _SMALL + 36
    names = _names_width(page)
    cell_width = min(_MOST_CELL_WIDTH, (WIDTH - 2 * _MARGIN - names) / len(page.digests))
    for column, digest in enumerate(page.digests):
        middle = _MARGIN + names + (column + 0.5) * cell_width
        month = re.fullmatch(r"\d{4}-(\d{2})", digest.round_slug)
        word = t(language, "picture-month", month=int(month[1])) if month else digest_round(language, digest)
        write(draw, (middle, y + _ROW / 2), shortened(word, _SMALL, cell_width), _SMALL, _GREY, centred=True)
    y += _ROW
    for unit, cells in page.units:
        write(draw, (_MARGIN, y + _ROW / 2), *_fitting(plain(unit), names - 12), _INK)
        for column, cell in enumerate(cells):
            left = _MARGIN + names + column * cell_width
            owed = cell.state in {CellState.PARTLY, CellState.MISSING}
            colour = _PENDING if pending[column] and owed else _CELLS[cell.state]
            draw.rounded_rectangle((left, y, left + cell_width - _GAP, y + _ROW - _GAP), 5, fill=colour)
            if cell.expected:
                centre = (left + (cell_width - _GAP) / 2, y + (_ROW - _GAP) / 2)
                numbers, size = _fitting(f"{cell.answered}/{cell.expected}", cell_width - _GAP - 4, _SMALL)
                write(draw, centre, numbers, size, _INK, centred=True)
        y += _ROW
    if page.left_out:
        more = t(language, "picture-left-out", number=page.left_out)
        write(draw, (_MARGIN, y + _ROW / 2), more, _SMALL, _GREY)


def _draw_legend(draw: ImageDraw.ImageDraw, y: int, language: str, *, pending: bool) -> None:
    entries = [
        (_CELLS[CellState.ON_TIME], t(language, "picture-legend-on-time")),
        (_CELLS[CellState.LATE], t(language, "picture-legend-late")),
        (_CELLS[CellState.PARTLY], t(language, "picture-legend-partly")),
        (_CELLS[CellState.MISSING], t(language, "picture-legend-missing")),
        (_CELLS[CellState.NOTHING], t(language, "picture-legend-nothing")),
    ]
    if pending:
        entries.insert(0, (_PENDING, t(language, "picture-legend-pending")))
    x: float = _MARGIN
    for colour, word in entries:
        draw.rounded_rectangle((x, y, x + 28, y + 28), 5, fill=colour, outline=_LINE)
        write(draw, (x + 36, y + 14), word, _SMALL, _GREY)
        x += 36 + width(word, _SMALL) + 26


def _names_width(page: _Page) -> float:
    """Return how wide the column of names is: as the longest asks, as far as the cells leave room."""
    longest = max(width(plain(unit), _BODY) for unit, _ in page.units) + 16
    most = WIDTH - 2 * _MARGIN - len(page.digests) * _LEAST_CELL_WIDTH
    return max(_LEAST_UNIT_WIDTH, min(longest, most))


def _fitting(text: str, room: float, largest: int = _BODY) -> tuple[str, int]:
    """Return a text and the largest size at which it fits; the smallest cuts it."""
    size = next((size for size in range(largest, _SMALLEST, -2) if width(text, size) <= room), _SMALLEST)
    return shortened(text, size, room), size

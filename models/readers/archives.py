"""Office files are zip archives of XML: what is looked at before anything unpacks or parses them."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from models.rules.circulars import Place, PlaceKind, refusal

_MOST_PARTS = 3_000
_MOST_XML_BYTES = 48 * 1024 * 1024
_MOST_BYTES = 160 * 1024 * 1024
"""Pictures included; they are never unpacked, only counted."""
_MOST_RATIO = 400
_RATIO_FREE = 1024 * 1024
_MOST_DEPTH = 120
_MOST_ROWS = 20_000
_MOST_GRID = 1_500_000
_CHUNK = 256 * 1024
_MOST_SPREAD = 200_000
"""Cells under merged areas and links over areas, all together: openpyxl makes an object of each."""
_REFERENCE = re.compile(r"^([A-Z]{1,3})([0-9]{1,7})$")


class _TooDeepError(Exception):
    pass


class _ForbiddenXmlError(Exception):
    pass


@dataclass(slots=True)
class SheetShape:
    """What a worksheet's XML holds, counted before it is loaded."""

    rows: int = 0
    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    far: str = ""
    spread: int = 0
    uncalculated: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Archive:
    """A looked-over archive: its part names, and the shapes of its worksheets by part name."""

    names: frozenset[str]
    shapes: dict[str, SheetShape]


def look_over(content: bytes) -> Archive:
    """Check an archive without unpacking it to disk: size, names, encryption, XML without document types, sheet dimensions.

    Raises UnreadableFileError for anything hostile or broken.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _looked_over(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, LookupError) as error:
        raise refusal(Place(), "readers-bad-corrupt") from error
    except RuntimeError as error:  # zipfile says so of an encrypted part
        raise refusal(Place(), "readers-bad-encrypted") from error


def _looked_over(archive: zipfile.ZipFile) -> Archive:
    infos = archive.infolist()
    if len(infos) > _MOST_PARTS:
        raise refusal(Place(), "readers-bad-bomb")
    if any(info.flag_bits & 0x1 for info in infos):
        raise refusal(Place(), "readers-bad-encrypted")
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise refusal(Place(), "readers-bad-corrupt")
    for info in infos:
        if info.filename.startswith(("/", "\\")) or re.search(
            r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[A-Za-z]:|\0", info.filename
        ):
            raise refusal(Place(), "readers-bad-path")
        if info.file_size > _RATIO_FREE and info.file_size > _MOST_RATIO * max(1, info.compress_size):
            raise refusal(Place(), "readers-bad-bomb")
    xml = [info for info in infos if info.filename.lower().endswith((".xml", ".rels", ".vml"))]
    if sum(info.file_size for info in xml) > _MOST_XML_BYTES or sum(info.file_size for info in infos) > _MOST_BYTES:
        raise refusal(Place(), "readers-bad-bomb")
    shapes = {}
    read = 0
    for info in xml:
        shape = SheetShape()
        read += _scan(archive, info, shape, _MOST_XML_BYTES - read)
        if shape.rows or shape.cells:
            shapes[info.filename] = shape
    return Archive(frozenset(names), shapes)


def _scan(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shape: SheetShape, allowance: int) -> int:
    """Parse one part, keeping nothing but counts. Returns the bytes it holds."""
    parser = expat.ParserCreate(namespace_separator=" ")
    watch = _Watch(shape)
    parser.StartDoctypeDeclHandler = watch.forbid
    parser.EntityDeclHandler = watch.forbid
    parser.StartElementHandler = watch.start
    parser.EndElementHandler = watch.end
    parser.CharacterDataHandler = watch.characters
    read = 0
    try:
        with archive.open(info) as part:
            while chunk := part.read(_CHUNK):
                read += len(chunk)
                if read > allowance:  # the directory may lie about sizes
                    raise refusal(Place(), "readers-bad-bomb")
                parser.Parse(chunk)
            parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by place only
    except _ForbiddenXmlError as error:
        raise refusal(Place(), "readers-bad-entities") from error
    except _TooDeepError as error:
        raise refusal(Place(), "readers-bad-bomb") from error
    except expat.ExpatError as error:
        if info.filename.lower().endswith(".vml"):
            return read  # old drawings are often not well-formed; nobody reads them
        raise refusal(Place(), "readers-bad-corrupt") from error
    return read


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class _Watch:
    """Counts what goes by."""

    def __init__(self, shape: SheetShape) -> None:
        self.shape = shape
        self.depth = 0
        self.cell = ""
        self.formula = False
        self.value = False
        self.in_value = False
        self.handlers: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self.row,
            "c": self.a_cell,
            "f": self.a_formula,
            "v": self.a_value,
            "mergeCell": self.an_area,
            "hyperlink": self.an_area,
        }

    def forbid(self, *_: object) -> None:
        raise _ForbiddenXmlError

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise _TooDeepError
        space, _, local = name.rpartition(" ")
        if local in self.handlers and "spreadsheetml" in space:
            self.handlers[local](attributes)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.in_value = False
        if name.endswith(" c") and self.formula and not self.value:
            self.shape.uncalculated.append(self.cell)
            self.formula = False

    def row(self, _: dict[str, str]) -> None:
        self.shape.rows += 1
        if self.shape.rows > _MOST_ROWS:
            raise refusal(Place(), "readers-bad-too-many-rows", most=_MOST_ROWS)

    def a_cell(self, attributes: dict[str, str]) -> None:
        shape = self.shape
        self.formula = False
        # A text that a formula came to may be empty; an empty result of any other kind was never calculated.
        self.value = attributes.get("t") == "str"
        shape.cells += 1
        self.cell = attributes.get("r", "")
        match = _REFERENCE.match(self.cell)
        if match is None:
            return
        column = _column(match[1])
        shape.last_row, shape.last_column = max(shape.last_row, int(match[2])), max(shape.last_column, column)
        if shape.last_row * shape.last_column > _MOST_GRID or shape.cells > _MOST_GRID // 2:
            raise refusal(Place(PlaceKind.SHEET_ROW, int(match[2])), "readers-bad-far-cell", cell=self.cell)

    def an_area(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        corners = [_REFERENCE.match(corner.replace("$", "")) for corner in (first, last or first)]
        if corners[0] is None or corners[1] is None:
            return
        rows = int(corners[1][2]) - int(corners[0][2]) + 1
        columns = _column(corners[1][1]) - _column(corners[0][1]) + 1
        self.shape.spread += abs(rows * columns)
        if self.shape.spread > _MOST_SPREAD:
            raise refusal(Place(), "readers-bad-far-cell", cell=attributes["ref"])

    def a_formula(self, _: dict[str, str]) -> None:
        self.formula = True

    def a_value(self, _: dict[str, str]) -> None:
        self.in_value = True

    def characters(self, text: str) -> None:
        """Note that a value holds something: a formula that was never calculated has an empty one, or none."""
        if self.in_value and text:
            self.value = True

"""A Word document's rows: paragraphs and tables in reading order, as they read once every tracked change is accepted."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from models.readers.docx_numbers import Numbering
from models.rules.circular_grid import Cell, Row, Sheet
from models.rules.circular_words import tidy
from models.rules.circulars import Place, PlaceKind, UnreadableFileError, refusal

_MOST_ROWS = 20_000
_MOST_COLUMNS = 128
_MOST_NESTING = 12
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
# Elements that only wrap what stands in them: content controls, tracked insertions, custom XML, links, smart tags.
_WRAPPERS = frozenset(
    map(
        qn,
        (
            "w:sdt",
            "w:sdtContent",
            "w:ins",
            "w:moveTo",
            "w:customXml",
            "w:smartTag",
            "w:hyperlink",
            "w:fldSimple",
            "w:dir",
            "w:bdo",
        ),
    )
)
_CHARACTERS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def document_sheet(content: bytes) -> Sheet:
    """Return the rows of a looked-over Word document. Raises UnreadableFileError where it cannot be loaded."""
    try:
        document = Document(io.BytesIO(_as_document(content)))
        walk = _Walk(Numbering(document))
        walk.block(document.element.body, 0)
        walk.flush()
    except UnreadableFileError:
        raise
    except MemoryError as error:
        raise refusal(Place(), "readers-bad-too-large") from error
    except Exception as error:  # python-docx lets any error of its own or of lxml's out for a broken document
        raise refusal(Place(), "readers-bad-corrupt") from error
    return Sheet("", tuple(walk.rows))


_DOCUMENT_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDRED_TYPES = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_TYPES = "[Content_Types].xml"


def _as_document(content: bytes) -> bytes:
    """Return documents with macros (.docm) and templates (.dotx) as plain documents; python-docx asks for those. Nothing runs."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = archive.read(_TYPES)
        kindred = next((kind for kind in _KINDRED_TYPES if kind in types), None)
        if kindred is None:
            return content
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as plain:
            for name in archive.namelist():
                plain.writestr(name, types.replace(kindred, _DOCUMENT_TYPE) if name == _TYPES else archive.read(name))
        return stream.getvalue()


@dataclass(slots=True)
class _Walk:
    numbering: Numbering
    rows: list[Row] = field(default_factory=list)
    tables: int = 0
    paragraphs: int = 0
    broken: bool = False
    unfinished: str = ""  # a paragraph whose mark is deleted goes on in the next one

    def block(self, parent: Element, depth: int) -> None:
        """Read paragraphs and tables under a body or a wrapper."""
        if depth > _MOST_NESTING:
            return
        for child in _shown(parent):
            if child.tag == _PARAGRAPH:
                self.paragraph(child, depth)
            elif child.tag == _TABLE:
                self.flush()
                self.table(child, depth)
            elif child.tag in _WRAPPERS:
                self.block(child, depth + 1)

    def paragraph(self, element: Element, depth: int) -> None:
        self.paragraphs += 1
        text = self.unfinished + self.labelled(element)
        if _mark_is_deleted(element):
            self.unfinished = text
            return
        self.unfinished = ""
        self.say(text)
        for box in _text_boxes(element):
            self.block(box, depth + 1)

    def flush(self) -> None:
        """Say a paragraph that was left waiting for its other half."""
        if self.unfinished:
            self.say(self.unfinished)
            self.unfinished = ""

    def say(self, text: str) -> None:
        for line in tidy(text).split("\n"):
            if line:
                self.add(Row(Place(PlaceKind.LINE, self.paragraphs), (Cell(line),), after_break=self.broken))
                self.broken = False
            else:
                self.broken = True

    def add(self, row: Row) -> None:
        if len(self.rows) >= _MOST_ROWS:
            raise refusal(Place(), "readers-bad-too-many-rows", most=_MOST_ROWS)
        self.rows.append(row)

    def labelled(self, paragraph: Element) -> str:
        text = _text(paragraph)
        return (self.numbering.label(paragraph) + text) if text.strip() or _in_cell(paragraph) else text

    def table(self, element: Element, depth: int) -> None:
        self.tables += 1
        table = self.tables
        above: dict[int, str] = {}
        inner: list[Element] = []
        for number, row in enumerate(_rows_of(element), 1):
            place = Place(PlaceKind.TABLE_ROW, number, str(table))
            cells, above = self.cells(row, above, inner)
            if len(cells) > _MOST_COLUMNS:
                raise refusal(
                    place, "readers-bad-too-many-cells", cell=cells[_MOST_COLUMNS].text[:20], columns=_MOST_COLUMNS
                )
            if any(cell.text for cell in cells):
                self.add(Row(place, tuple(cells), table, after_break=number == 1))
        if depth < _MOST_NESTING:
            for nested in inner:
                self.table(nested, depth + 1)

    def cells(self, row: Element, above: dict[int, str], inner: list[Element]) -> tuple[list[Cell], dict[int, str]]:
        """Return the row's cells over the grid; `above` holds, by column, the text of a vertical merge that may go on."""
        cells = [Cell()] * _skipped(row, "w:gridBefore")
        still: dict[int, str] = {}
        for element in _cells_of(row):
            column = len(cells)
            if column > _MOST_COLUMNS:
                break
            span = max(1, min(_value(element, "w:tcPr", "w:gridSpan"), _MOST_COLUMNS))
            merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            goes_on = merge is not None and merge.get(qn("w:val"), "continue") != "restart"
            text = above.get(column, "") if goes_on else self.cell_text(element, inner)
            cells.append(Cell(text, below=goes_on))
            cells += [Cell(text, below=goes_on, beside=True)] * (span - 1)
            if merge is not None:
                still[column] = text
        return cells, still

    def cell_text(self, element: Element, inner: list[Element]) -> str:
        lines: list[str] = []
        joined = ""
        for child in _blocks_of(element, 0):
            if child.tag == _TABLE:
                inner.append(child)
                continue
            joined += self.labelled(child)
            if not _mark_is_deleted(child):
                lines.append(joined)
                joined = ""
        return tidy("\n".join([*lines, joined]))


def _shown(parent: Element) -> Iterator[Element]:
    """Return what stands under an element, without content controls that still show their prompt (单击此处输入文字)."""
    for child in parent:
        if child.tag != qn("w:sdt") or child.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is None:
            yield child


def _blocks_of(parent: Element, depth: int) -> Iterator[Element]:
    for child in _shown(parent):
        if child.tag in {_PARAGRAPH, _TABLE}:
            yield child
        elif child.tag in _WRAPPERS and depth < _MOST_NESTING:
            yield from _blocks_of(child, depth + 1)


def _rows_of(table: Element) -> Iterator[Element]:
    for row in _wrapped(table, _ROW, 0):
        properties = row.find(qn("w:trPr"))
        if properties is None or properties.find(qn("w:del")) is None:
            yield row


def _cells_of(row: Element) -> Iterator[Element]:
    for cell in _wrapped(row, _CELL, 0):
        properties = cell.find(qn("w:tcPr"))
        if properties is None or properties.find(qn("w:cellDel")) is None:
            yield cell


def _wrapped(parent: Element, tag: str, depth: int) -> Iterator[Element]:
    for child in parent:  # a cell or row whose control shows a prompt is still a cell or row
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS and depth < _MOST_NESTING:
            yield from _wrapped(child, tag, depth + 1)


def _text(parent: Element) -> str:
    """Return the text of a paragraph: insertions in, deletions out, breaks as line ends, field results without their codes."""
    return "".join(_pieces(parent, 0))


def _pieces(parent: Element, depth: int) -> Iterator[str]:
    if depth > _MOST_NESTING:
        return
    for child in _shown(parent):
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        else:
            inner = _speaking(child)
            if inner is not None:
                yield from _pieces(inner, depth + 1)


def _speaking(element: Element) -> Element | None:
    """Return the part of an element whose text counts: none of a deletion or hidden run, the base of a ruby, one choice of two."""
    if element.tag == qn("w:r"):
        hidden = element.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
        return element if hidden is None or hidden.get(qn("w:val")) in {"0", "false", "off"} else None
    if element.tag == qn("w:ruby"):
        base: Element | None = element.find(qn("w:rubyBase"))
        return base
    if element.tag == f"{_ALTERNATE}AlternateContent":
        choice: Element | None = element.find(f"{_ALTERNATE}Choice")
        return choice
    return element if element.tag in _WRAPPERS else None


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    for box in paragraph.iter(qn("w:txbxContent")):
        # Word keeps a second copy of each box for old programs.
        if not any(ancestor.tag == f"{_ALTERNATE}Fallback" for ancestor in box.iterancestors()):
            yield box


def _mark_is_deleted(paragraph: Element) -> bool:
    properties = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return properties is not None and any(properties.find(qn(gone)) is not None for gone in ("w:del", "w:moveFrom"))


def _in_cell(paragraph: Element) -> bool:
    return any(ancestor.tag == _CELL for ancestor in paragraph.iterancestors())


def _value(element: Element, properties: str, name: str) -> int:
    found = element.find(f"{qn(properties)}/{qn(name)}")
    text = found.get(qn("w:val")) if found is not None else None
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004


def _skipped(row: Element, name: str) -> int:
    return max(0, min(_value(row, "w:trPr", name), _MOST_COLUMNS))

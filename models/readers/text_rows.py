"""A text file's rows: tab tables, tables whose tabs became spaces, delimited files, one-cell-a-line tables, prose."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from models.readers.spaced_columns import columns_of_spaces
from models.readers.wrapped_headings import LineWidth, rejoined_heading
from models.rules.circular_columns import Column
from models.rules.circular_grid import Cell, Row, Sheet, plain_row
from models.rules.circular_headers import Head, read_head
from models.rules.circular_words import measure_mark, one_line, part_mark, squeezed, tidy, whole_number
from models.rules.circulars import Place, PlaceKind, refusal

_MOST_LINES = 60_000
_MOST_CELLS = 64
_LINE_END = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")
_PAGE_NUMBER = re.compile(r"^(?:[-—–－·\s]*[0-9]{1,4}[-—–－·\s]*|第\s*[0-9]+\s*页.*)$")
_BLOCK_HEADER_WORDS = 3


def text_sheet(text: str) -> Sheet:
    """Return the rows of a text file. Raises UnreadableFileError where it has too many lines."""
    lines = _LINE_END.split(text)
    if len(lines) > _MOST_LINES:
        raise refusal(Place(), "readers-bad-too-many-rows", most=_MOST_LINES)
    rows = _delimited(text, lines) or _blocks(lines) or _tabbed(lines) or columns_of_spaces(lines) or _prose(lines)
    return Sheet("", tuple(rows))


def _place(line: int) -> Place:
    return Place(PlaceKind.LINE, line)


def _cells(texts: Sequence[str], line: int) -> tuple[Cell, ...]:
    if len(texts) > _MOST_CELLS:
        if any(text.strip() for text in texts[_MOST_CELLS:]):
            raise refusal(
                _place(line), "readers-bad-too-many-cells", cell=one_line(texts[_MOST_CELLS])[:20], columns=_MOST_CELLS
            )
        texts = texts[:_MOST_CELLS]
    return tuple(Cell(tidy(text)) for text in texts)


def _has_head(rows: Sequence[Row]) -> bool:
    return any(read_head(rows, at) is not None for at in range(len(rows)))


# ---- comma, semicolon, quoted tab


def _delimited(text: str, lines: Sequence[str]) -> list[Row] | None:
    """Rows of a CSV or TSV file: known by a line whose fields are header words."""
    separator = re.match(r"^\ufeff?sep=(.)$", lines[0].strip()) if lines else None
    for delimiter in (separator[1],) if separator else (",", ";", "\t", "|", "，"):
        heads = [line for line in lines[:400] if line.count(delimiter) > 0]
        if not any(_is_head_line(line, delimiter) for line in heads):
            continue
        if delimiter == "\t" and not _quotes_cells(lines):
            return None  # plain tabs are read line by line, where an ASCII quotation mark is only a character
        rows = list(_csv_rows(text, delimiter))
        if delimiter == "|" and rows:
            rows = [row for row in rows if not re.fullmatch(r"[-:\s]*", row.text)]
        return rows
    return None


def _is_head_line(line: str, delimiter: str) -> bool:
    try:
        fields = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return False
    row = plain_row(_place(1), *(tidy(field) for field in fields[:_MOST_CELLS]), table=1)
    # Two header words a sentence might contain; a head line has three, or is nothing but header words.
    return read_head([row], 0) is not None


def _quotes_cells(lines: Sequence[str]) -> bool:
    return any(re.search(r'(?:^|\t)"', line) for line in lines) and "\n".join(lines).count('"') % 2 == 0


def _csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    line, empty_before = 1, False
    last = len(text.rstrip("\r\n").splitlines())
    try:
        for fields in reader:
            cells = _cells(fields, line)
            # A delimiter at both ends of a line (a Markdown table) makes empty first and last fields; they do no harm.
            if any(cell.text for cell in cells):
                yield Row(_place(line), cells, table=1, after_break=empty_before)
                empty_before = False
            else:
                empty_before = True
            if reader.line_num > line and reader.line_num >= last and _is_left_open(fields, text, delimiter):
                raise refusal(_place(line), "readers-bad-csv")
            line = reader.line_num + 1
    except csv.Error as error:
        raise refusal(_place(reader.line_num), "readers-bad-csv") from error


def _is_left_open(fields: Sequence[str], text: str, delimiter: str) -> bool:
    """Whether the last record goes on to the file's end because a quotation mark was never closed, and swallowed other rows."""
    return text.count('"') % 2 == 1 and any("\n" in field and delimiter in field for field in fields)


# ---- plain tabs


def _tabbed(lines: Sequence[str]) -> list[Row] | None:
    """Rows of a text with tab tables in it, as a converter writes them."""
    rows: list[Row] = []
    broken, in_table = False, False
    head: Head | None = None
    width = LineWidth(lines)
    rejoined = 0
    for number, whole in enumerate(lines, 1):
        if number <= rejoined:
            continue
        line = whole
        heading = None if head is None else rejoined_heading(lines, number - 1, width)
        if heading is not None and _head_of(plain_row(_place(number), *heading[0].split("\t"))) is None:
            line, rejoined = heading[0], number - 1 + heading[1]
        text = tidy(line.replace("\t", " "))
        if "\t" in line.rstrip(" ") and text:
            texts = line.split("\t")
            if in_table and not broken and _is_rest_of_row(rows[-1], texts, head):
                rows[-1] = _joined(rows[-1], texts, apart=_is_blank_between(lines, number))
                head = _head_of(rows[-1]) or head
                continue
            rows.append(Row(_place(number), _cells(texts, number), table=1, after_break=broken))
            broken, in_table = False, True
            head = _head_of(rows[-1]) or head
        elif not text or _PAGE_NUMBER.match(text):
            broken = True
        elif in_table and not broken and _is_rest_of_head(rows[-1], [line]):
            rows[-1] = _joined(rows[-1], [line])
            head = _head_of(rows[-1])
        elif in_table and not broken and _goes_on(rows[-1], text):
            cut_short = _is_cut_short(rows[-1], head)
            apart = _is_blank_between(lines, number)
            rows[-1] = _joined(rows[-1], [line], apart=apart) if cut_short else _appended(rows[-1], text)
        else:
            rows.append(plain_row(_place(number), text, after_break=broken))
            broken, in_table = False, False
    return rows if _has_head(rows) else None


def _is_cut_short(row: Row, head: Head | None) -> bool:
    """Whether a task's row ends before its head's last column, so that the next line may go on in the midst of it."""
    if head is None or len(row.cells) >= head.width or Column.NUMBER not in head:
        return False
    number = head.columns[Column.NUMBER]
    return number < len(row.cells) and whole_number(row.cells[number].text) is not None


def _head_of(row: Row) -> Head | None:
    found = read_head([row], 0)
    return found[0] if found else None


def _is_rest_of_head(row: Row, texts: Sequence[str]) -> bool:
    """Whether a line is the rest of a head that was wrapped: with it, the head has more columns, and none that is unknown."""
    head, longer = _head_of(row), _head_of(_joined(row, texts))
    return bool(head and longer and len(longer.columns) > len(head.columns) and len(longer.unread) <= len(head.unread))


def _is_rest_of_row(row: Row, texts: Sequence[str], head: Head | None) -> bool:
    """Whether a line with tabs is the rest of the row before it, which was wrapped in the midst of a cell."""
    if _is_rest_of_head(row, texts):
        return True
    if head is None or not _is_cut_short(row, head) or len(row.cells) + len(texts) - 1 > head.width:
        return False
    number = head.columns[Column.NUMBER]
    begins_a_task = number < len(texts) and whole_number(texts[number]) is not None
    return not begins_a_task and part_mark(texts[0]) is None and measure_mark(texts[0]) is None


def _is_blank_between(lines: Sequence[str], number: int) -> bool:
    """Whether the line of this number (from 1) and the one before it are kept apart by a blank at the break."""
    return lines[number - 2].endswith(" ") or lines[number - 1].startswith(" ")


def _joined(row: Row, texts: Sequence[str], *, apart: bool = False) -> Row:
    before, after = row.cells[-1].text, tidy(texts[0])
    in_word = not apart and all(end.isascii() and end.isalnum() for end in (before[-1:], after[:1]))  # 1 | 00
    last = Cell(before + after if in_word else tidy(f"{before}\n{after}"))
    return Row(
        row.place, (*row.cells[:-1], last, *(Cell(tidy(text)) for text in texts[1:])), row.table, row.after_break
    )


def _goes_on(row: Row, text: str) -> bool:
    """Whether a line without a tab, right after a row, is the rest of that row's last cell (a line break inside a cell)."""
    if (
        part_mark(text) is not None
        or measure_mark(text) is not None
        or re.match(r"^(?:附件|单位[:：]|注[:：])", squeezed(text))
    ):
        return False
    return read_head([row], 0) is None and bool(row.filled)


def _appended(row: Row, text: str) -> Row:
    # Behind a tab that ends the line the last cell begins, however empty it is.
    last = len(row.cells) - 1
    cells = list(row.cells)
    cells[last] = Cell(tidy(f"{cells[last].text}\n{text}"))
    return Row(row.place, tuple(cells), row.table, row.after_break)


# ---- one cell a line


def _blocks(lines: Sequence[str]) -> list[Row] | None:
    """Rows of a table whose cells stand each on a line begun by a tab, rows apart by blank lines (as some converters write).

    Known by a head of this kind: at least three lines, each a tab and one header word.
    """
    for at, line in enumerate(lines):
        if not line.startswith("\t"):
            continue
        block, _ = _block(lines, at)
        if len(block) >= _BLOCK_HEADER_WORDS and read_head([plain_row(_place(at + 1), *block, table=1)], 0):
            return [*_prose(lines[:at]), *_block_rows(lines, at, len(block))]
    return None


def _block(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    cells: list[str] = []
    while at < len(lines) and lines[at].strip(" "):
        if lines[at].startswith("\t"):
            cells.append(lines[at][1:].strip())
        elif cells:
            cells[-1] = f"{cells[-1]}\n{lines[at].strip()}"
        else:
            break
        at += 1
    return [tidy(cell) for cell in cells], at


def _block_rows(lines: Sequence[str], at: int, width: int) -> Iterator[Row]:
    while at < len(lines):
        if not lines[at].strip(" "):
            at += 1
            continue
        cells, after = _block(lines, at)
        if not cells:
            yield plain_row(_place(at + 1), tidy(lines[at]), after_break=True)
            at += 1
            continue
        if len(cells) > width:
            raise refusal(_place(at + 1), "readers-bad-too-many-cells", cell=one_line(cells[width])[:20], columns=width)
        if any(cells):
            yield plain_row(_place(at + 1), *cells, *[""] * (width - len(cells)), table=1)
        at = after


def _prose(lines: Sequence[str]) -> list[Row]:
    rows, broken = [], False
    for number, line in enumerate(lines, 1):
        text = tidy(line.replace("\t", " "))
        if text:
            rows.append(plain_row(_place(number), text, after_break=broken))
        broken = not text
    return rows

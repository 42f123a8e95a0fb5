"""One file in, one value out: what kind of file it is is seen from its content, never from its name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from models.readers.archives import look_over
from models.readers.decoding import decode
from models.readers.docx_rows import document_sheet
from models.readers.known import known_units
from models.readers.own_documents import is_own_digest, is_own_ledger
from models.readers.text_rows import text_sheet
from models.readers.xlsx_rows import workbook_sheets
from models.rules.circular_forms import ContactFile, ReportFile, has_head, read_contacts
from models.rules.circular_grid import Sheet
from models.rules.circular_plans import read_plan
from models.rules.circular_reports import read_report
from models.rules.circulars import Circular, Place, UnreadableFileError, doubt, refusal
from models.rules.units import UnitBook

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes. Telegram gives a bot no larger files."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan: the circular it says."""

    circular: Circular


Reading = PlanFile | ContactFile | ReportFile


def read_file(name: str, content: bytes, *, book: UnitBook | None = None, task_count: int | None = None) -> Reading:
    """Read a plan, a unit's filled contact sheet or its filled report sheet.

    `name` is only consulted where the content names no plan or year. `book` holds the units and aliases to resolve names with
    (default: those shipped with the program). With `task_count`, forms naming tasks beyond it are refused.
    For files of strangers use `models.readers.confined.read_confined`, which does the same in a child process with limits.

    Raises UnreadableFileError, and nothing else, for every file that cannot be read exactly.
    """
    book = known_units() if book is None else book
    try:
        sheets = _sheets(content)
        reading = _reading(sheets, book, PurePosixPath(name.replace("\\", "/")).stem)
    except (RecursionError, MemoryError) as error:
        raise refusal(Place(), "readers-bad-too-large") from error
    if task_count is not None:
        _check_numbers(reading, task_count)
    return reading


def _sheets(content: bytes) -> tuple[Sheet, ...]:
    if len(content) > LARGEST_FILE:
        raise refusal(Place(), "readers-bad-file-size", most=LARGEST_FILE // (1024 * 1024))
    if not content.strip(b"\0\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise refusal(Place(), "readers-bad-empty")
    if content.startswith(b"PK"):
        archive = look_over(content)
        if any(part.startswith("xl/") for part in archive.names):
            return workbook_sheets(content, archive)
        if any(part.startswith("word/") for part in archive.names):
            return (document_sheet(content),)
        raise refusal(Place(), "readers-bad-other-archive")
    _refuse_other_formats(content)
    return (text_sheet(decode(content)),)


def _refuse_other_formats(content: bytes) -> None:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(_OLE):
        raise refusal(Place(), _ole_key(content))
    if start.startswith(b"%pdf"):
        raise refusal(Place(), "readers-bad-pdf")
    if start.startswith(b"{\\rtf"):
        raise refusal(Place(), "readers-bad-rtf")
    if start.startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"mime-version:", b"<!--")):
        raise refusal(Place(), "readers-bad-html")
    images = (b"\x89png", b"\xff\xd8\xff", b"gif8", b"bm", b"ii*\0", b"mm\0*", b"riff")
    if start.startswith(images) and b"\0" in content[:64]:
        raise refusal(Place(), "readers-bad-picture")
    if content.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        raise refusal(Place(), "readers-bad-other-archive")


def _ole_key(content: bytes) -> str:
    def named(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if named("EncryptedPackage") or named("EncryptionInfo"):
        return "readers-bad-encrypted"
    if named("WordDocument"):
        return "readers-bad-old-word"
    if named("Workbook") or named("Book"):
        return "readers-bad-old-excel"
    return "readers-bad-old-office"


def _reading(sheets: Sequence[Sheet], book: UnitBook, stem: str) -> Reading:
    visible = [sheet for sheet in sheets if not sheet.hidden]
    hidden = [sheet for sheet in sheets if sheet.hidden]
    if is_own_digest(visible):
        raise refusal(Place(), "readers-bad-own-digest")
    if has_head(visible, report=True):
        if is_own_ledger(visible):
            raise refusal(Place(), "readers-bad-own-ledger")
        return read_report(visible, book)
    circular = read_plan(visible, book, file_stem=stem)
    if circular is not None:
        return PlanFile(_with_hidden(circular, hidden, book))
    if has_head(visible, report=False):
        return read_contacts(visible, book)
    if hidden and _holds_plan(hidden, book):
        raise refusal(Place(), "readers-bad-hidden", sheet=hidden[0].name)
    raise refusal(Place(), "readers-bad-no-table")


def _holds_plan(sheets: Sequence[Sheet], book: UnitBook) -> bool:
    try:
        return read_plan(sheets, book) is not None
    except UnreadableFileError:
        return True


def _with_hidden(circular: Circular, hidden: Sequence[Sheet], book: UnitBook) -> Circular:
    left_out = [
        doubt(Place(sheet=sheet.name), "readers-doubt-hidden-sheet", sheet=sheet.name)
        for sheet in hidden
        if _holds_plan([sheet], book)
    ]
    if not left_out:
        return circular
    return replace(circular, doubts=(*circular.doubts, *left_out))


def _check_numbers(reading: Reading, task_count: int) -> None:
    if isinstance(reading, ContactFile):
        named = [(row.place, number) for sheet in reading.sheets for row in sheet.rows for number in row.tasks]
    elif isinstance(reading, ReportFile):
        named = [(row.place, row.task) for row in reading.rows]
    else:
        return
    beyond = [
        doubt(place, "readers-bad-number-beyond", number=number, most=task_count)
        for place, number in named
        if number > task_count
    ]
    if beyond:
        raise UnreadableFileError(*beyond[:20])

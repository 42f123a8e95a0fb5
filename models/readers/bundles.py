"""Many filled sheets in one ZIP: each is read on its own, and what cannot be read is named, not the end of the rest."""

import io
import stat
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from models.readers.archives import look_over
from models.readers.files import LARGEST_FILE, PlanFile, Reading, read_file
from models.rules.circular_forms import ContactFile, ReportFile
from models.rules.circulars import Doubt, Place, UnreadableFileError, refusal
from models.rules.filenames import safe_name
from models.rules.units import UnitBook

MOST_MEMBERS = 200
"""Files in one ZIP; the circular names 47 units."""
_MOST_BYTES = 96 * 1024 * 1024
"""All of them together, unpacked."""
_OFFICE_PARTS = ("xl/", "word/", "ppt/", "META-INF/manifest.xml")
_SHEETS = (".xlsx", ".xlsm", ".docx", ".csv", ".tsv", ".txt")
# What Macs, Windows and open Word documents leave beside the files people mean.
_LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class BundleMember:
    """One file of a ZIP: its name, and what it was read as, or why it could not be."""

    name: str
    reading: ReportFile | ContactFile | None = None
    problems: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class BundleFile:
    """A ZIP of filled report and contact sheets, at least one of them read; members in the order of their names."""

    members: tuple[BundleMember, ...]


AnyReading = Reading | BundleFile


def read_any(name: str, content: bytes, *, book: UnitBook | None = None, task_count: int | None = None) -> AnyReading:
    """Do what `read_file` does, and read a ZIP of filled sheets too.

    A ZIP without a single one is refused like any other archive. Raises UnreadableFileError and nothing else.
    """
    names = _names(content)
    if names is None or any(part.startswith(_OFFICE_PARTS) for part in names):
        return read_file(name, content, book=book, task_count=task_count)
    look_over(content)
    members = _read_members(content, book, task_count)
    if not any(member.reading for member in members):
        raise refusal(Place(), "readers-bad-other-archive")
    return BundleFile(members)


def _names(content: bytes) -> Sequence[str] | None:
    """Return the names in a ZIP; None for anything else, which `read_file` knows how to refuse."""
    if not content.startswith(b"PK") or len(content) > LARGEST_FILE:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, LookupError, RuntimeError):
        return None


def _read_members(content: bytes, book: UnitBook | None, task_count: int | None) -> tuple[BundleMember, ...]:
    members: list[BundleMember] = []
    left = _MOST_BYTES
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = [info for info in archive.infolist() if not _is_litter(info)]
        if len(infos) > MOST_MEMBERS:
            raise refusal(Place(), "readers-bad-bundle-members", most=MOST_MEMBERS)
        for info in sorted(infos, key=_name):
            name = _name(info)
            if not name.lower().endswith(_SHEETS):
                members.append(_refused(name, refusal(Place(), "readers-bad-bundle-kind")))
                continue
            # The directory may lie about sizes: what comes out is counted, not what was promised.
            inner = _unpack(archive, info, min(LARGEST_FILE, left))
            left -= len(inner)
            members.append(_read_member(name, inner, book, task_count))
    return tuple(members)


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    try:
        with archive.open(info) as part:
            content = part.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise refusal(Place(), "readers-bad-corrupt") from error
    if len(content) > most:
        raise refusal(Place(), "readers-bad-bomb")
    return content


def _read_member(name: str, content: bytes, book: UnitBook | None, task_count: int | None) -> BundleMember:
    try:
        reading = read_file(name, content, book=book, task_count=task_count)
    except UnreadableFileError as error:
        return _refused(name, error)
    if isinstance(reading, PlanFile):
        return _refused(name, refusal(Place(), "readers-bad-bundle-kind"))
    return BundleMember(name, reading)


def _refused(name: str, error: UnreadableFileError) -> BundleMember:
    return BundleMember(name, problems=tuple(error.problems[:3]))


def _is_litter(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename)
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    return info.is_dir() or is_link or path.parts[:1] == _LITTER[:1] or path.name in _LITTER or path.name[:2] == "~$"


def _name(info: zipfile.ZipInfo) -> str:
    """Return a file's bare name as it was meant: Windows in Chinese writes GBK without saying so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return safe_name(PurePosixPath(name.replace("\\", "/")).name)

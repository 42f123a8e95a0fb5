"""What people sent, packed into one ZIP, named by task and unit."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from locales import t
from models.rules.filenames import safe_name, unlike


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file to pack: its task (None for a call without tasks), its unit, the name it was sent by, where it is kept."""

    number: int | None
    unit: str
    name: str
    path: Path


def pack(files: Sequence[PackedFile], language: str) -> bytes:
    """Return a ZIP with a folder for each task and unit; what is kept no more is named in a text file instead."""
    stream = BytesIO()
    taken: set[str] = set()
    lost: list[str] = []
    with zipfile.ZipFile(stream, "w") as archive:
        for file in files:
            unit = safe_name(file.unit)
            folder = unit if file.number is None else f"{file.number:03d} {unit}"
            name = unlike(f"{folder}/{safe_name(file.name)}", taken)
            taken.add(name)
            try:
                content = file.path.read_bytes()
            except FileNotFoundError:
                lost.append(name)
                continue
            # Most of what is sent (photos, DOCX) is compressed already.
            archive.writestr(_entry(name), content, zipfile.ZIP_DEFLATED, 1)
        if lost:
            archive.writestr(_entry(t(language, "file-lost-txt")), "\n".join(lost))
    return stream.getvalue()


def pack_made(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a ZIP of files we have made ourselves, by name."""
    stream = BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(stream, "w") as archive:
        for wanted, content in files:
            name = unlike(safe_name(wanted), taken)
            taken.add(name)
            archive.writestr(_entry(name), content, zipfile.ZIP_DEFLATED, 1)
    return stream.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    # Without it some systems unpack files that nobody may read.
    entry.external_attr = 0o644 << 16
    return entry

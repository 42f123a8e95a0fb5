"""What a preview showed, in a number: 确认提交 hands in what was read, and nothing that came after it."""

import zlib
from collections.abc import Mapping

from models.rules.assignments import Entry


def stamp_of(entries: Mapping[int, Entry]) -> int:
    """Return a number (32 bits) that changes with what the entries that can be submitted say of their tasks.

    Files are left out: what is attached afterwards is said so at once, and takes nothing back of what was read.
    """
    said = [
        (key, entry.status and str(entry.status), entry.percent, entry.text, entry.problems, entry.next_step)
        for key, entry in sorted(entries.items())
        if entry.is_complete
    ]
    return zlib.crc32(repr(said).encode("utf-8", "surrogatepass"))

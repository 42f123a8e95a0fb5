"""Writing files so that they outlast a loss of power: whole under their name, or not there at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_whole(target: Path, content: bytes) -> None:
    """Write `content` to `target`, making its folder; the file and its folder are on the disk when this returns.

    One that is there in full is left alone; whoever writes the same at the same time does no harm.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and target.stat().st_size == len(content):
        # Needed anew: what is swept is only what nobody has asked for in a long time.
        os.utime(target)
        return
    # A name of its own: two people may send one file at the same moment.
    with NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".partial", delete=False) as partial:
        try:
            partial.write(content)
            partial.flush()
            os.fsync(partial.fileno())
            Path(partial.name).replace(target)
        except BaseException:
            Path(partial.name).unlink(missing_ok=True)
            raise
    sync_folder(target.parent)


def sync_file(file: Path) -> None:
    """Put a file's content on the disk."""
    with file.open("rb") as handle:
        os.fsync(handle.fileno())


def sync_folder(folder: Path) -> None:
    """Put a folder's names on the disk: without it a new name may be gone after a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

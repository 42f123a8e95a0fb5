"""Files of strangers are read in a process of their own: whatever they do, it is short, small and alone."""

import os
import subprocess
import sys

from models.readers.bundles import AnyReading
from models.readers.encoding import decode_answer, dumps
from models.readers.files import LARGEST_FILE
from models.rules.circulars import Place, UnreadableFileError, refusal
from models.rules.units import UnitBook


def read_confined(
    name: str,
    content: bytes,
    *,
    seconds: int = 30,
    megabytes: int = 512,
    book: UnitBook | None = None,
    task_count: int | None = None,
) -> AnyReading:
    """Do what `read_any` does in a child process: at most `seconds` on the clock and `megabytes` of memory.

    Blocks while the child reads: call it in a thread. Raises UnreadableFileError and nothing else.
    """
    if len(content) > LARGEST_FILE:
        raise refusal(Place(), "readers-bad-file-size", most=LARGEST_FILE // (1024 * 1024))
    request = dumps((name, task_count, None if book is None else book.units)) + b"\n" + content
    # -P: the working folder, where files people sent may lie, is no place to import from.
    command = [sys.executable, "-P", "-m", "models.readers.child", str(seconds), str(megabytes)]
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and module, nothing of the file's
            command, input=request, capture_output=True, timeout=seconds, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired as error:
        raise refusal(Place(), "readers-bad-timeout") from error
    except OSError as error:
        raise refusal(Place(), "readers-bad-too-large") from error
    try:
        answer = decode_answer(child.stdout)
    except (ValueError, KeyError, TypeError) as error:  # the child was stopped by a limit before it could answer
        raise refusal(Place(), "readers-bad-too-large") from error
    if isinstance(answer, UnreadableFileError):
        raise answer
    return answer


def _environment() -> dict[str, str]:
    """Return what the child needs to start, and none of the bot's secrets."""
    kept = {
        key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "VIRTUAL_ENV") if key in os.environ
    }
    # Where this package is imported from, the checkout included.
    paths = [path for path in sys.path if path]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2"}

"""The reading process: reads one file from standard input under limits and writes the answer to standard output.

Started by `models.readers.confined` only: `python -m models.readers.child SECONDS BYTES`.
"""

import resource
import sys

from models.readers.bundles import read_any
from models.readers.encoding import encode_answer, loads
from models.readers.known import alike
from models.rules.circulars import Place, UnreadableFileError, refusal
from models.rules.units import UnitBook


def limit(seconds: int, megabytes: int) -> None:
    """Bound this process's memory and processor time, and let it write no file and start no program."""
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(request: bytes) -> bytes:
    """Read the file of a request: one line of JSON (name, task count, units or nothing), then the file's bytes."""
    head, _, content = request.partition(b"\n")
    name, task_count, units = loads(head)
    book = None if units is None else UnitBook(units, alike)
    try:
        return encode_answer(read_any(name, content, book=book, task_count=task_count))
    except UnreadableFileError as error:
        return encode_answer(error)
    except MemoryError:
        return encode_answer(refusal(Place(), "readers-bad-too-large"))


def main() -> None:
    """Do what the module says."""
    limit(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()

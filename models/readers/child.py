"""The reading process: reads one file from standard input under limits and writes the answer to standard output.

Started by `models.readers.confined` only: `python -m models.readers.child SECONDS BYTES`.
"""

import resource
import sys
from pathlib import Path

from models.readers.bundles import read_any
from models.readers.encoding import encode_answer, loads
from models.readers.known import alike
from models.rules.circulars import Place, UnreadableFileError, refusal
from models.rules.units import UnitBook

_NEARLY = 0.9


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
        if error.key == "readers-bad-corrupt" and _is_out_of_memory():
            # Whoever runs out of memory in the middle of a ZIP or of XML calls it damaged.
            return encode_answer(refusal(Place(), "readers-bad-too-large"))
        return encode_answer(error)
    except MemoryError:
        return encode_answer(refusal(Place(), "readers-bad-too-large"))


def _is_out_of_memory() -> bool:
    """Tell whether this process has come near its limit; never where the system does not say."""
    limit_bytes, _ = resource.getrlimit(resource.RLIMIT_AS)
    status = Path("/proc/self/status")
    if limit_bytes == resource.RLIM_INFINITY or not status.exists():
        return False
    peak = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmPeak"))
    return int(peak.split()[1]) * 1024 >= _NEARLY * limit_bytes


def main() -> None:
    """Do what the module says."""
    limit(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()

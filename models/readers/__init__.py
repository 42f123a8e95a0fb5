"""Bytes to values: plans, contact sheets and report sheets, whatever program wrote them.

- `read_file(name, content, *, book=None, task_count=None) -> PlanFile | ContactFile | ReportFile`: in this process.
- `read_confined(name, content, *, seconds=30, megabytes=512, book=None, task_count=None)`: the same in a child process with limits.
- both raise `UnreadableFileError` and nothing else; `say_refusal(error, language)` words it.
- `to_json(circular, language)`: what `import --json` prints; `say_doubts`, `say_doubt`, `say_doubt_with_place`, `say_place`: words of
  doubts.
- `known_units() -> UnitBook`: the units, aliases and members of collectives shipped with the program.
"""

from models.readers.confined import read_confined
from models.readers.files import LARGEST_FILE, PlanFile, Reading, read_file
from models.readers.known import known_units
from models.readers.wording import say_doubt, say_doubt_with_place, say_doubts, say_place, say_refusal, to_json
from models.rules.circular_forms import ContactFile, ContactRow, ContactSheet, ReportFile, ReportRow
from models.rules.circulars import UnreadableFileError

__all__ = [
    "LARGEST_FILE",
    "ContactFile",
    "ContactRow",
    "ContactSheet",
    "PlanFile",
    "Reading",
    "ReportFile",
    "ReportRow",
    "UnreadableFileError",
    "known_units",
    "read_confined",
    "read_file",
    "say_doubt",
    "say_doubt_with_place",
    "say_doubts",
    "say_place",
    "say_refusal",
    "to_json",
]

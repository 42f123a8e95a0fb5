"""What a file's caption says of it: a report of its own, or only which task the file goes with."""

from models.actions.desk import Desk
from models.actions.reading import read_message
from models.actions.standings import standing_of
from models.rules.replies import Intent
from models.tables import Person

# “现场照片”, “会议纪要扫描件”: what names a file. A sentence about how things stand is longer.
_LONGEST_LABEL = 12


def labelled_task(desk: Desk, person: Person, caption: str) -> int | None:
    """Return the assignment of the draft that a caption only names (“28 现场照片”); None where it reports something.

    A label must not take the place of what was already written of the task.
    """
    round_, reply = read_message(desk, person, caption)
    if round_ is None or reply.intent is not Intent.REPORT or len(reply.entries) != 1 or reply.not_own or reply.invalid:
        return None
    entry = reply.entries[0]
    if entry.task is None or entry.status is not None or entry.percent is not None or len(entry.text) > _LONGEST_LABEL:
        return None
    standing = standing_of(desk, person, round_)
    for item in standing.items:
        written = standing.entries.get(item.assignment_id)
        if item.number == entry.task and written is not None and written.text:
            return item.assignment_id
    return None

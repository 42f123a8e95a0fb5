"""A document that could not be taken for a sheet or a plan: whether its sender meant one, and what they are told."""

import re
from collections.abc import Sequence

from locales import t
from models.readers.encoding import decode_answer
from models.readers.files import PlanFile
from models.readers.wording import say_refusal
from models.rules.chats import IncomingFile
from models.rules.circulars import UnreadableFileError

# Found wrong only in what was already recognised as a sheet.
_OF_SHEETS = frozenset(
    {"readers-bad-empty-report", "readers-bad-empty-contacts", "readers-bad-percent", "readers-bad-phone"}
)
_NAMED_SHEET = re.compile("填报表|对接表|report sheet", re.IGNORECASE)
_OFFICE_NAME = re.compile(r"\.(?:xls[xmb]?|et|ods|csv|tsv|doc[xm]?|wps|zip)$", re.IGNORECASE)


def why_no_sheet(language: str, files: Sequence[IncomingFile]) -> str:
    """Return why the first of these files that was meant for a sheet could not be taken for one; empty for attachments.

    Meant for one: recognised as a sheet in which something is wrong, or unreadable and named like the sheet we hand out.
    """
    for file in files:
        reading = None if file.reading is None else decode_answer(file.reading.encode())
        if isinstance(reading, UnreadableFileError) and (reading.key in _OF_SHEETS or _NAMED_SHEET.search(file.name)):
            return say_refusal(reading, language)
    return ""


def why_not_read(language: str, files: Sequence[IncomingFile]) -> str:
    """Return what keeps the first of these office documents from being more than an attachment; empty for all others."""
    for file in files:
        reading = None if file.reading is None else decode_answer(file.reading.encode())
        if isinstance(reading, PlanFile):
            return t(language, "import-admins-only")
        if isinstance(reading, UnreadableFileError) and _OFFICE_NAME.search(file.name):
            return say_refusal(reading, language)
    return ""

"""Reading what liaisons write: which tasks, which status, or what else is wanted (contract: `parse`; label rules)."""

from models.rules.replies.jsonlines import MalformedLineError, parse_jsonl, to_json
from models.rules.replies.parts import split_delay
from models.rules.replies.ranges import NumberListError, read_numbers
from models.rules.replies.reading import begins_report, read_reply
from models.rules.replies.status import read_status_text
from models.rules.replies.values import Entry, Intent, Reply

__all__ = [
    "Entry",
    "Intent",
    "MalformedLineError",
    "NumberListError",
    "Reply",
    "begins_report",
    "parse_jsonl",
    "read_numbers",
    "read_reply",
    "read_status_text",
    "split_delay",
    "to_json",
]

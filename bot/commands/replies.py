"""`parse`: what the bot reads in messages, without a database."""

import sys
from argparse import Namespace
from io import TextIOWrapper

from bot.commands.workplace import RefusedError, Workplace
from models.rules.replies import MalformedLineError, parse_jsonl


def parse(_place: Workplace, _arguments: Namespace) -> None:
    """Read JSON lines from standard input, print one for each."""
    try:
        # Whatever the terminal's own encoding: JSON is UTF-8.
        for line in parse_jsonl(TextIOWrapper(sys.stdin.buffer, encoding="utf-8")):
            sys.stdout.write(line + "\n")
    except MalformedLineError as error:
        raise RefusedError(str(error)) from error
    except UnicodeDecodeError as error:
        raise RefusedError("standard input is not UTF-8") from error

"""`liaison-bot`: reads the command line's words (contract, "Command line")."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from io import TextIOWrapper
from pkgutil import resolve_name

from bot.clock import Clock
from bot.commands.workplace import RefusedError, Workplace, WrongUsageError
from bot.settings import SettingsError, read_settings
from locales import DEFAULT_LANGUAGE, t

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return number


def _up_to(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = _positive(text)
        if number > most:
            raise argparse.ArgumentTypeError(f"{text} is more than {most}")
        return number

    return read


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    language = DEFAULT_LANGUAGE
    parser = argparse.ArgumentParser(prog="liaison-bot", description=t(language, "cli-about"))
    parser.add_argument("--version", action="version", version=f"liaison-bot {version('liaison-bot')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help=t(language, "cli-run"))

    if find_spec("bot.sandbox") is not None:
        sandbox = commands.add_parser("sandbox", help=t(language, "cli-sandbox"))
        sandbox.add_argument("--port", type=_positive, default=8080, help=t(language, "option-port"))
        sandbox.add_argument("--host", default="127.0.0.1", help=t(language, "option-host"))
        sandbox.add_argument("--start", metavar="ISO", help=t(language, "option-start"))
        sandbox.add_argument("--play", action="store_true", help=t(language, "option-play"))
        sandbox.add_argument("--out", metavar="DIR", help=t(language, "option-folder"))
        sandbox.add_argument("--language", choices=("zh-CN", "en"), help=t(language, "option-language"))

    importing = commands.add_parser("import", help=t(language, "cli-import"))
    importing.add_argument("file", metavar="FILE", nargs="?", help=t(language, "option-file"))
    importing.add_argument("--template", metavar="F.xlsx", help=t(language, "option-template"))
    importing.add_argument("--dry-run", action="store_true", help=t(language, "option-dry-run"))
    importing.add_argument("--json", action="store_true", help=t(language, "option-json"))
    importing.add_argument("--yes", action="store_true", help=t(language, "option-yes"))
    importing.add_argument("--first", metavar="YYYY-MM", help=t(language, "option-first"))
    importing.add_argument("--last", metavar="YYYY-MM", help=t(language, "option-last"))

    parse = commands.add_parser("parse", help=t(language, "cli-parse"))
    parse.add_argument("--jsonl", action="store_true", help=t(language, "option-jsonl"))

    invite = commands.add_parser("invite", help=t(language, "cli-invite"))
    invite.add_argument("unit", nargs="?", metavar="UNIT", help=t(language, "option-unit"))
    invite.add_argument("--all", action="store_true", help=t(language, "option-all"))
    invite.add_argument("--uses", type=_up_to(10_000), default=3, help=t(language, "option-uses"))
    invite.add_argument("--days", type=_up_to(3650), default=30, help=t(language, "option-days"))
    invite.add_argument("--json", action="store_true", help=t(language, "option-json"))
    invite.add_argument("--out", metavar="F.xlsx", help=t(language, "option-workbook"))

    status = commands.add_parser("status", help=t(language, "cli-status"))
    status.add_argument("--round", help=t(language, "option-round"))
    status.add_argument("--json", action="store_true", help=t(language, "option-json"))

    due = commands.add_parser("due", help=t(language, "cli-due"))
    due.add_argument("--at", required=True, metavar="ISO", help=t(language, "option-at"))
    due.add_argument("--json", action="store_true", help=t(language, "option-json"))

    export = commands.add_parser("export", help=t(language, "cli-export"))
    export.add_argument(
        "what", choices=("ledger", "digest", "contacts", "annual", "files", "data"), help=t(language, "option-what")
    )
    export.add_argument("--round", help=t(language, "option-round"))
    export.add_argument("--out", required=True, metavar="FILE", help=t(language, "option-target"))

    sheet = commands.add_parser("sheet", help=t(language, "cli-sheet"))
    sheet.add_argument("unit", nargs="?", metavar="UNIT", help=t(language, "option-unit"))
    sheet.add_argument("--all", action="store_true", help=t(language, "option-all"))
    sheet.add_argument("--round", help=t(language, "option-round"))
    sheet.add_argument("--out", required=True, metavar="F.xlsx|DIR", help=t(language, "option-sheets"))

    for name, text in (("backup", t(language, "cli-backup")), ("restore", t(language, "cli-restore"))):
        commands.add_parser(name, help=text).add_argument("file", metavar="FILE", help=t(language, "option-backup"))
    commands.add_parser("migrate", help=t(language, "cli-migrate"))
    commands.add_parser("check", help=t(language, "cli-check"))
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 refused, 2 wrong usage (where argparse sees it, it exits itself)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # What is printed is UTF-8 whatever the terminal's locale; half a surrogate in a text is no reason to fall.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = list(sys.argv[1:] if words is None else words)
    # `run` has no words of its own, and whoever waits for the bot need not wait until every command's help is worded.
    arguments = argparse.Namespace(command="run") if given == ["run"] else build_parser().parse_args(given)
    try:
        _act(arguments)
    except (RefusedError, SettingsError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command line speaks
        return REFUSED
    except WrongUsageError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command line speaks
        return WRONG_USAGE
    except KeyboardInterrupt:
        return REFUSED
    return DONE


# Each command's module is loaded for that command alone: a start must be quick, and `bot.sandbox` may be gone.
_ACTS = {
    "run": "bot.commands.running:run",
    "sandbox": "bot.sandbox.command:sandbox",
    "import": "bot.commands.plans:import_file",
    "invite": "bot.commands.people:invite",
    "status": "bot.commands.rounds:status",
    "due": "bot.commands.rounds:due",
    "export": "bot.commands.rounds:export",
    "sheet": "bot.commands.sheets:sheet",
    "parse": "bot.commands.replies:parse",
    "migrate": "bot.commands.upkeep:migrate",
    "backup": "bot.commands.upkeep:backup",
    "restore": "bot.commands.upkeep:restore",
    "check": "bot.commands.upkeep:check",
}


def _act(arguments: argparse.Namespace) -> None:
    place = Workplace(read_settings(), Clock())
    resolve_name(_ACTS[arguments.command])(place, arguments)

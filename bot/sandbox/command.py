"""`liaison-bot sandbox`: the demonstration, played on the terminal or served as a page."""

import asyncio
import os
import sys
import tempfile
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.workplace import RefusedError, Workplace, say
from bot.logs import set_up_logs
from bot.sandbox.play import NothingToPlayError, play
from locales import t

# The working day after the circular came out, before the first round of the plan opens.
DEFAULT_START = "2024-05-27T09:00"


def sandbox(place: Workplace, arguments: Namespace) -> None:
    """Play a month (`--play`), or serve the page until stopped."""
    language = arguments.language or place.language
    start = _start(arguments.start or DEFAULT_START, place.settings.zone, language)
    if arguments.play:
        _play(place, start, language, None if arguments.out is None else Path(arguments.out))
    else:
        _serve(arguments.host, arguments.port, start, language)


def _start(text: str, zone: ZoneInfo, language: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise RefusedError(t(language, "sandbox-bad-start", text=text)) from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _play(place: Workplace, start: datetime, language: str, out: Path | None) -> None:
    began = place.clock.monotonic()
    if out is not None:
        _make_folder(out)
    with tempfile.TemporaryDirectory(prefix="liaison-sandbox-") as folder:
        try:
            played = asyncio.run(play(Path(folder), start, language, say))
        except* NothingToPlayError as group:
            raise RefusedError(t(language, "sandbox-nothing-to-play", text=start.isoformat())) from group
    if out is not None:
        for name, content in played.documents.items():
            (out / name).write_bytes(content)
        names = t(language, "list-separator").join(played.documents)
        say(t(language, "play-documents-written", count=len(played.documents), folder=str(out), names=names))
    say(t(language, "play-ended", seconds=round(place.clock.monotonic() - began)))


def _serve(host: str, port: int, start: datetime, language: str) -> None:
    # The page's server takes a moment to load, which the player on the terminal need not pay.
    from bot.sandbox.serving import listen, next_free_port, serve_page  # noqa: PLC0415 - see above

    try:
        listener = listen(host, port)
    except OSError as error:
        command = _command_with(next_free_port(host, port))
        reason = error.strerror or str(error)
        raise RefusedError(t(language, "sandbox-no-port", port=port, reason=reason, command=command)) from error
    set_up_logs("WARNING", "text")
    asyncio.run(serve_page(listener, host, start, language, _say_now))


def _command_with(port: int) -> str:
    """Return what to type to have another port: with make, for whoever typed `make demo` (the Makefile says so)."""
    if os.environ.get("STARTED_BY") == "make":
        return f"make demo PORT={port}"
    return f"liaison-bot sandbox --port {port}"


def _say_now(text: str) -> None:
    # Whoever started us through a pipe waits for the address.
    say(text)
    sys.stdout.flush()


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RefusedError(f"--out {out}: {error.strerror}") from error

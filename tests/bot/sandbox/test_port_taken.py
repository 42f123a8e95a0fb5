"""A port that is taken: whoever started the demonstration is told what to type, in the way it was started."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]


def refused(port: int, **environment: str) -> str:
    """Return what the sandbox says of a port it cannot have."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LIAISON_", "STARTED_BY"))}
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "bot", "sandbox", "--port", str(port)],
        capture_output=True,
        text=True,
        env=kept | environment,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def proposed(said: str, pattern: str) -> int:
    """Return the port a refusal proposes."""
    match = re.search(pattern + r"(\d+)\n\Z", said)
    assert match is not None, said
    return int(match[1])


def test_whoever_typed_make_is_told_what_to_type_with_make_and_that_port_can_be_had() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with_make = refused(port, STARTED_BY="make")
        assert "--port" not in with_make
        other = proposed(with_make, "make demo PORT=")
        assert other != port
        with socket.socket() as free:
            free.bind(("127.0.0.1", other))
        assert proposed(refused(port), "liaison-bot sandbox --port ") != port


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_demo_hands_its_port_on_and_says_that_it_was_make() -> None:
    recipe = subprocess.run(
        ["make", "-n", "demo", "PORT=8099"],  # noqa: S607 - whichever make there is
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    ).stdout
    assert "STARTED_BY=make .venv/bin/liaison-bot sandbox --port 8099" in recipe

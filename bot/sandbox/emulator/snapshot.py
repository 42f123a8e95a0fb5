"""Writing a world to a file and reading it back."""

import os
import tempfile
from pathlib import Path

from pydantic import TypeAdapter

from bot.sandbox.emulator.world import World

_WORLD = TypeAdapter(World)


def save(world: World, path: Path) -> None:
    """Write the world as JSON; a crash in between leaves the former file as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as part:
        part.write(_WORLD.dump_json(world))
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).replace(path)


def load(path: Path) -> World:
    """Read a world; raises pydantic's ValidationError where the file is none."""
    return _WORLD.validate_json(path.read_bytes())

"""Documents on their way out through a channel."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import PurePath

from models.actions.documents import MadeFile
from models.rules.deliveries import Parcel

MakeFile = Callable[[Parcel], Awaitable[MadeFile]]

# Not `mimetypes`: what it knows depends on the machine.
_MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".png": "image/png",
    ".zip": "application/zip",
}


def media_type(name: str) -> str:
    """Return the media type of a file by its name's ending."""
    return _MEDIA_TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")


async def files_of(parcel: Parcel, make_file: MakeFile) -> list[MadeFile]:
    """Make the files that go with a parcel: itself where it is a document, else those its payload asks for in `documents`."""
    if parcel.kind == "document":
        return [await make_file(parcel)]
    return [
        await make_file(replace(parcel, kind="document", payload=request))
        for request in parcel.payload.get("documents", ())
    ]

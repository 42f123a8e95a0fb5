"""Readings as JSON, for the way between the reading process and the bot: nothing in it can be executed."""

import dataclasses
import json
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from models.readers.bundles import AnyReading, BundleFile, BundleMember
from models.readers.files import PlanFile
from models.rules.circular_forms import ContactFile, ContactRow, ContactSheet, ReportFile, ReportRow
from models.rules.circulars import Circular, Contact, Doubt, Place, PlaceKind, Task, UnreadableFileError
from models.rules.units import KnownUnit
from models.rules.words import Status

_VALUES = {
    kind.__name__: kind
    for kind in (
        PlanFile,
        BundleFile,
        BundleMember,
        ContactFile,
        ContactRow,
        ContactSheet,
        ReportFile,
        ReportRow,
        Circular,
        Contact,
        Doubt,
        Place,
        Task,
        KnownUnit,
    )
}
_ENUMS = {kind.__name__: kind for kind in (PlaceKind, Status)}
_TIMES = {kind.__name__: kind for kind in (datetime, date, time)}


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value):
        fields = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"is": type(value).__name__, "of": fields}
    if isinstance(value, Enum):
        return {"is": type(value).__name__, "of": value.value}
    if isinstance(value, (datetime, date, time)):
        return {"is": type(value).__name__, "of": value.isoformat()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value


def _value(plain: Any) -> Any:  # noqa: ANN401 - JSON holds anything
    if isinstance(plain, list):
        return tuple(_value(item) for item in plain)
    if isinstance(plain, dict):
        name, inner = plain["is"], plain["of"]
        if name in _VALUES:
            return _VALUES[name](**{key: _value(item) for key, item in inner.items()})
        if name in _ENUMS:
            return _ENUMS[name](inner)
        return _TIMES[name].fromisoformat(inner)
    return plain


def dumps(value: object) -> bytes:
    """Write a value of this package's kinds, or a tuple of them."""
    # A lone surrogate can come out of UTF-16 bytes or a crafted escape; it must not stop the answer.
    return json.dumps(_plain(value), ensure_ascii=True).encode("ascii")


def loads(content: bytes) -> Any:  # noqa: ANN401 - the caller knows what it asked for
    """Read what `dumps` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    return _value(json.loads(content))


def encode_answer(answer: AnyReading | UnreadableFileError) -> bytes:
    """Write what reading a file came to."""
    problems = answer.problems if isinstance(answer, UnreadableFileError) else ()
    return dumps((problems, None if isinstance(answer, UnreadableFileError) else answer))


def decode_answer(content: bytes) -> AnyReading | UnreadableFileError:
    """Read what `encode_answer` wrote."""
    problems, reading = loads(content)
    if problems:
        return UnreadableFileError(*problems)
    if not isinstance(reading, PlanFile | ContactFile | ReportFile | BundleFile):
        raise TypeError(type(reading))
    return reading

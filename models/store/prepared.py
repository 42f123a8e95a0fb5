"""Statements that every update needs, taken apart once and given straight to SQLite's driver (docs/decisions/0013).

SQLAlchemy's way from a statement to the driver costs five to twenty times what SQLite takes for the answer. What a
statement says, how values go in and come out, and which errors are raised stays SQLAlchemy's.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, Dialect, Insert, Select, Update
from sqlalchemy import inspect as inspect_mapped
from sqlalchemy import select as select_columns
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.util import identity_key
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from models.database import drive

Row = tuple[Any, ...]
_Convert = Callable[[Any], Any]
Entity = TypeVar("Entity", bound=SQLModel)


class Done(Protocol):
    """What the driver answers with."""

    @property
    def rowcount(self) -> int:
        """How many rows were written."""

    @property
    def lastrowid(self) -> int | None:
        """The id of the row inserted last."""

    def __iter__(self) -> Iterator[Any]:
        """Go through the rows."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a tuple, or None
        """Return the next row, or None."""

    def close(self) -> None:
        """Want no more rows."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """A statement taken apart for one dialect: its text, and the places of its values, those that never change filled in."""

    dialect: Dialect
    text: str
    template: list[Any]
    places: tuple[tuple[int, str, _Convert | None], ...]
    out: tuple[tuple[int, _Convert], ...]

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        values = self.template.copy()
        for place, name, convert in self.places:
            values[place] = given[name] if convert is None else convert(given[name])
        return values

    def converted(self, row: Row) -> Row:
        if not self.out:
            return row
        columns = list(row)
        for place, convert in self.out:
            columns[place] = convert(columns[place])
        return tuple(columns)


class Prepared:
    """A statement of which only the values change. Every value that does is a `bindparam` with a name of its own."""

    def __init__(self, statement: Select[Any] | Insert | Update) -> None:
        self._statement = statement
        self._taken: _Taken | None = None

    def run(self, session: Session, **values: Any) -> Done:  # noqa: ANN401 - whatever the columns hold
        """Execute it after what the session has not written yet; raises SQLAlchemy's errors."""
        return self._execute(session, values)[1]

    def run_many(self, session: Session, rows: Iterable[Mapping[str, Any]]) -> Done:
        """Execute it once for each of the rows."""
        return self._execute(session, list(rows))[1]

    def rows(self, session: Session, **values: Any) -> list[Row]:  # noqa: ANN401 - as above
        """Return the rows it selects."""
        taken, done = self._execute(session, values)
        return [taken.converted(row) for row in done] if taken.out else list(done)

    def first(self, session: Session, **values: Any) -> Row | None:  # noqa: ANN401 - as above
        """Return the first row it selects, if there is any."""
        taken, done = self._execute(session, values)
        row = done.fetchone()
        done.close()
        return None if row is None else taken.converted(row)

    def each(self, session: Session, **values: Any) -> Generator[Row]:  # noqa: ANN401 - as above
        """Go through the rows it selects, reading no more of them than are asked for."""
        taken, done = self._execute(session, values)
        try:
            for row in done:
                yield taken.converted(row)
        finally:
            # An open cursor would keep the transaction from being committed.
            done.close()

    def _execute(self, session: Session, given: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> tuple[_Taken, Done]:
        session.flush()
        bound = session.bind
        # A session takes as long to name its connection as SQLite to answer. Within a savepoint it must be asked: it
        # makes that at the first use.
        is_direct = isinstance(bound, Connection) and not session.in_nested_transaction()
        connection = bound if is_direct and isinstance(bound, Connection) else session.connection()
        taken = self._taken
        if taken is None or taken.dialect is not connection.dialect:
            taken = self._taken = _take_apart(self._statement, connection.dialect)
        is_one = isinstance(given, Mapping)
        values = taken.values(given) if isinstance(given, Mapping) else [taken.values(row) for row in given]
        if connection.dispatch.before_cursor_execute:
            # Somebody looks on: SQLAlchemy tells them.
            told: Any = tuple(values) if is_one else [tuple(row) for row in values]
            watched: Any = connection.exec_driver_sql(taken.text, told)
            return taken, watched
        done: Done = drive(connection, taken.text, values, many=not is_one)
        return taken, done


def _take_apart(statement: Select[Any] | Insert | Update, dialect: Dialect) -> _Taken:
    compiled = statement.compile(dialect=dialect)
    if compiled.positiontup is None:
        raise TypeError("only SQLite's dialect is prepared for")
    binds = [compiled.binds[name] for name in compiled.positiontup]
    into = [_written(bind.type, dialect) for bind in binds]
    columns = list(statement.selected_columns if isinstance(statement, Select) else statement.exported_columns)
    results = [_read(column.type, dialect) for column in columns]
    return _Taken(
        dialect,
        compiled.string,
        [
            None if bind.required else bind.effective_value if convert is None else convert(bind.effective_value)
            for bind, convert in zip(binds, into, strict=True)
        ],
        tuple(
            (place, name, convert)
            for place, (name, bind, convert) in enumerate(zip(compiled.positiontup, binds, into, strict=True))
            if bind.required
        ),
        tuple((place, convert) for place, convert in enumerate(results) if convert is not None),
    )


def _written(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    if isinstance(kind, UTCDateTime):
        return write_moment
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _read(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    if isinstance(kind, UTCDateTime):
        return read_moment
    return kind.dialect_impl(dialect).result_processor(dialect, None)


_WITHOUT_ZONE = len("2024-06-25 17:00:00.000000")


def write_moment(moment: datetime | None) -> str | None:
    """Return a moment as SQLAlchemy writes it for SQLite, in UTC and without a zone, in a tenth of its time.

    Raises ValueError for one that does not say its zone.
    """
    if moment is None:
        return None
    if moment.tzinfo is UTC:
        return moment.isoformat(" ", "microseconds")[:_WITHOUT_ZONE]
    if moment.utcoffset() is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:_WITHOUT_ZONE]


def read_moment(text: str | None) -> datetime | None:
    """Return a moment as it was written, in UTC."""
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


class PreparedRows(Generic[Entity]):
    """A selection of whole rows of one table, which become the session's own objects: what is set on them is written."""

    def __init__(
        self, model: type[Entity], *conditions: ColumnElement[bool], order_by: ColumnElement[Any] | None = None
    ) -> None:
        self._model = model
        self._mapper = inspect_mapped(model)
        table = SQLModel.metadata.tables[str(self._mapper.local_table.name)]
        self._names = tuple(column.key for column in table.columns)
        self._key = tuple(self._names.index(column.key) for column in table.primary_key.columns)
        self._prepared = Prepared(select_columns(table).where(*conditions).order_by(order_by))

    def all(self, session: Session, **values: Any) -> list[Entity]:  # noqa: ANN401 - whatever the columns hold
        """Return the rows as objects; one the session holds already is that very object."""
        return [self.object_of(session, row) for row in self._prepared.rows(session, **values)]

    def first(self, session: Session, **values: Any) -> Entity | None:  # noqa: ANN401 - as above
        """Return the first row as an object, if there is any."""
        row = self._prepared.first(session, **values)
        return None if row is None else self.object_of(session, row)

    def object_of(self, session: Session, row: Row) -> Entity:
        """Return the session's object of a row, the table's columns in their order, that another statement has found."""
        held = session.identity_map.get(identity_key(self._model, tuple(row[place] for place in self._key)))
        if isinstance(held, self._model):
            return held
        found: Entity = self._mapper.class_manager.new_instance()
        found.__dict__.update(zip(self._names, row, strict=True))
        make_transient_to_detached(found)
        session.add(found)
        return found

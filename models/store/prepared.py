"""Statements that every update needs, taken apart once and given straight to SQLite's driver (docs/decisions/0013).

SQLAlchemy's way from a statement to the driver costs five to twenty times what SQLite takes for the answer. What a
statement says, how values go in and come out, and which errors are raised stays SQLAlchemy's.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, Dialect, Insert, Select, Update
from sqlalchemy import inspect as inspect_mapped
from sqlalchemy import select as select_columns
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, SQLModel

Row = tuple[Any, ...]
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

    def close(self) -> None:
        """Want no more rows."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """A statement taken apart for one dialect: its text, and the places of its values, those that never change filled in."""

    dialect: Dialect
    text: str
    names: tuple[str, ...]
    fixed: Mapping[str, Any]
    into: tuple[tuple[str, Callable[[Any], Any]], ...]
    out: tuple[tuple[int, Callable[[Any], Any]], ...]

    def values(self, given: Mapping[str, Any]) -> Row:
        values = {**self.fixed, **given}
        for name, convert in self.into:
            values[name] = convert(values[name])
        return tuple([values[name] for name in self.names])

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
        return next(self.each(session, **values), None)

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
        connection = session.connection()
        taken = self._taken
        if taken is None or taken.dialect is not connection.dialect:
            taken = self._taken = _take_apart(self._statement, connection.dialect)
        is_one = isinstance(given, Mapping)
        values = taken.values(given) if isinstance(given, Mapping) else [taken.values(row) for row in given]
        if connection.dispatch.before_cursor_execute:
            # Somebody looks on: SQLAlchemy tells them.
            watched: Any = connection.exec_driver_sql(taken.text, values)
            return taken, watched
        driver: Any = connection.connection.dbapi_connection
        try:
            return taken, driver.execute(taken.text, values) if is_one else driver.executemany(taken.text, values)
        except sqlite3.Error as error:
            told = DBAPIError.instance(
                taken.text, None, error, sqlite3.Error, hide_parameters=True, dialect=taken.dialect
            )
            raise told from error


def _take_apart(statement: Select[Any] | Insert | Update, dialect: Dialect) -> _Taken:
    compiled = statement.compile(dialect=dialect)
    if compiled.positiontup is None:
        raise TypeError("only SQLite's dialect is prepared for")
    names = tuple(compiled.positiontup)
    types = {name: compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names}
    columns = list(statement.selected_columns) if isinstance(statement, Select) else []
    results = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return _Taken(
        dialect,
        compiled.string,
        names,
        {name: compiled.binds[name].effective_value for name in names if not compiled.binds[name].required},
        tuple((name, convert) for name, convert in types.items() if convert is not None),
        tuple((place, convert) for place, convert in enumerate(results) if convert is not None),
    )


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

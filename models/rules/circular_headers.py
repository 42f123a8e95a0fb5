"""The head of a table: which column is which, in any order, over one or two rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.rules.circular_columns import LONGEST_HEADER, Column, Meaning, meaning
from models.rules.circular_grid import Row
from models.rules.circular_words import squeezed


@dataclass(frozen=True, slots=True)
class Head:
    """A table's head: the column's place for each meaning, the unread columns with their words, and how many columns it spans.

    `more` holds further columns of units (责任单位1, 责任单位2; one head merged over several columns).
    """

    columns: Mapping[Column, int]
    unread: tuple[str, ...]
    width: int
    words: tuple[str, ...]
    more: Mapping[Column, tuple[int, ...]] = field(default_factory=dict)

    def __contains__(self, column: Column) -> bool:
        """Whether the table has such a column."""
        return column in self.columns

    def all_of(self, column: Column) -> tuple[int, ...]:
        """Every place of a column; none where the table has none."""
        first = self.columns.get(column)
        return () if first is None else (first, *self.more.get(column, ()))

    def is_repeated_by(self, row: Row) -> bool:
        """Whether a row says these header words again (a new page)."""
        texts = [squeezed(row.cells[index].text) for index in range(len(row.cells)) if row.cells[index].text]
        return bool(texts) and [word for word in self.words if word] == texts


_FEWEST_HEADERS = 2


def read_head(rows: Sequence[Row], at: int) -> tuple[Head, int] | None:
    """Read a head that begins at row `at`: returns it and how many rows it takes (1 or 2), or None where no head begins."""
    row = rows[at]
    if row.paragraph or len(row.filled) < _FEWEST_HEADERS:
        return None
    upper = _meanings(row)
    if not _is_head(row, upper):
        return None
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is not None and below.table == row.table and len(below.cells) == len(row.cells):
        lower = _meanings(below)
        merged_down = sum(cell.below for cell in below.cells)
        merged_beside = any(cell.beside for cell in row.cells)
        fresh = [index for index, cell in enumerate(below.cells) if cell.own]
        if fresh and (merged_down or merged_beside) and all(lower[index] is not None for index in fresh):
            words = [
                squeezed(below.cells[index].text or cell.text)
                if index in fresh or not below.cells[index].text
                else squeezed(cell.text)
                for index, cell in enumerate(row.cells)
            ]
            both = [low if index in fresh else up for index, (up, low) in enumerate(zip(upper, lower, strict=True))]
            return _assigned(both, words, [cell.text for cell in row.cells]), 2
    return _assigned(upper, [squeezed(cell.text) if not cell.beside else "" for cell in row.cells], []), 1


_OVER_SEVERAL = frozenset({Column.TEXT, Column.LEAD, Column.SUPPORT})


def _meanings(row: Row) -> list[Meaning | None]:
    found = [meaning(cell.text) for cell in row.cells]
    # 主要任务 over two columns heads both levels, 配合单位 over three lists units in each; any other merged head belongs to its
    # first column.
    return [
        known if known is not None and (not cell.beside or known.column in _OVER_SEVERAL) else None
        for cell, known in zip(row.cells, found, strict=True)
    ]


def _is_head(row: Row, meanings: list[Meaning | None]) -> bool:
    known = [found for found, cell in zip(meanings, row.cells, strict=True) if found is not None and not cell.beside]
    kinds = {found.column for found in known} - {Column.OTHER}
    # Most of what the row says are header words, of at least two kinds; or all are, as in 重点工作 | 主要内容 | 具体工作内容.
    varied = len(kinds) >= _FEWEST_HEADERS or (kinds == {Column.TEXT} and len(known) == len(row.filled))
    return (
        varied
        and len(known) * 2 >= len(row.filled)
        and not any(len(squeezed(row.cells[i].text)) > 2 * LONGEST_HEADER for i in row.filled)
    )


_SEVERAL = frozenset({Column.TEXT, Column.LEAD, Column.SUPPORT, Column.PHONE, Column.NAME, Column.PROGRESS})
"""Columns a table may have more than one of; of any other the surest is read."""


def _assigned(meanings: Sequence[Meaning | None], words: Sequence[str], above: Sequence[str]) -> Head:
    columns: dict[Column, int] = {}
    unread: list[int] = []
    places: dict[Column, list[int]] = {}
    weights: dict[int, int] = {}
    for index, found in enumerate(meanings):
        if found is not None and found.column is not Column.OTHER:
            places.setdefault(found.column, []).append(index)
            weights[index] = found.weight
        elif words[index]:
            unread.append(index)

    def weighed(column: Column) -> list[tuple[int, int]]:
        return [(weights[index], index) for index in places.get(column, ())]

    for column, indexes in places.items():
        if column not in _SEVERAL:
            columns[column] = max(indexes, key=lambda index: (weights[index], -index))
            unread += [index for index in indexes if index != columns[column]]
    _assign_progress(columns, places.get(Column.PROGRESS, []), unread, words)
    more = _assign_units(columns, weighed(Column.LEAD), places.get(Column.SUPPORT, []), words)
    _assign_texts(columns, weighed(Column.TEXT), unread)
    _assign_names(columns, places.get(Column.NAME, []), unread, above)
    _assign_phones(columns, places.get(Column.PHONE, []), unread, above)
    return Head(columns, tuple(words[index] for index in sorted(unread)), len(meanings), tuple(words), more)


def _assign_progress(columns: dict[Column, int], progress: list[int], unread: list[int], words: Sequence[str]) -> None:
    """工作进展情况 beside 完成情况: what was done, and whether it is done."""
    if not progress:
        return
    stated = [index for index in progress if words[index].startswith("完成")]
    told = [index for index in progress if index not in stated] or stated
    columns[Column.PROGRESS] = told[0]
    rest = [index for index in progress if index != told[0]]
    if rest and rest[0] in stated and Column.STATUS not in columns:
        columns[Column.STATUS] = rest.pop(0)
    unread += rest


def _assign_units(
    columns: dict[Column, int], leads: list[tuple[int, int]], supports: list[int], words: Sequence[str]
) -> dict[Column, tuple[int, ...]]:
    """Say which columns hold lead units and which supporting ones; returns those beyond the first of each."""
    lead_columns: list[int] = []
    if leads:
        best = max(leads, key=lambda lead: (lead[0], -lead[1]))[1]
        alike = [index for _, index in leads if _without_ordinal(words[index]) in {_without_ordinal(words[best]), ""}]
        others = [index for _, index in leads if index not in alike]
        lead_columns = [best, *(index for index in alike if index != best)]
        # 牵头单位 beside 责任单位: who leads, and who else answers for it; with 配合单位 beside both, they are all responsible.
        if supports:
            lead_columns += others
        else:
            supports = others
    more = {}
    for column, indexes in ((Column.LEAD, lead_columns), (Column.SUPPORT, supports)):
        if indexes:
            columns[column] = indexes[0]
            more[column] = tuple(indexes[1:])
    return {column: indexes for column, indexes in more.items() if indexes}


def _without_ordinal(word: str) -> str:
    """Return 责任单位 for 责任单位1, 第二责任单位 or 责任单位（二）; nothing for the second column of a merged head."""
    return re.sub(r"^第[一二三四五六七八九十1-9]+|（?[0-9一二三四五六七八九十①-⑩]+）?$", "", word)


def _assign_texts(columns: dict[Column, int], texts: list[tuple[int, int]], unread: list[int]) -> None:
    """Let the most particular of several text columns hold the task; those left of it are the headings above it."""
    if not texts:
        if Column.TITLE in columns and Column.NUMBER in columns:
            columns[Column.TEXT] = columns.pop(Column.TITLE)  # 任务名称 is all the table has
        return
    best = max(texts)[1]  # of equal ones, the rightmost
    columns[Column.TEXT] = best
    headings = [index for _, index in texts if index != best]
    left = [index for index in headings if index < best]
    unread += [index for index in headings if index > best]
    free = [column for column in (Column.PART, Column.MEASURE) if column not in columns]
    if len(left) == 1 and Column.MEASURE in free:
        columns[Column.MEASURE] = left.pop()
    for index in left:
        if free:
            columns[free.pop(0)] = index
        else:
            unread.append(index)


def _assign_names(columns: dict[Column, int], names: list[int], unread: list[int], above: Sequence[str]) -> None:
    """姓名 is of the person its upper header names; in a list with no other person, of the liaison."""
    for index in names:
        upper = meaning(above[index]) if above else None
        column = upper.column if upper is not None and upper.column is Column.LEADER else Column.LIAISON
        if column in columns:
            unread.append(index)
        else:
            columns[column] = index


def _assign_phones(columns: dict[Column, int], phones: list[int], unread: list[int], above: Sequence[str]) -> None:
    """联系电话 belongs to the person named left of it, or to the one its upper header names."""
    for index in phones:
        people = {
            columns[person]: phone
            for person, phone in ((Column.LEADER, Column.LEADER_PHONE), (Column.LIAISON, Column.LIAISON_PHONE))
            if person in columns and phone not in columns and columns[person] < index
        }
        upper = meaning(above[index]) if above else None
        if upper is not None and upper.column is Column.LEADER:
            columns.setdefault(Column.LEADER_PHONE, index)
        elif upper is not None and upper.column is Column.LIAISON:
            columns.setdefault(Column.LIAISON_PHONE, index)
        elif people:
            columns[people[max(people)]] = index
        elif Column.OFFICE_PHONE not in columns and Column.UNIT in columns:
            columns[Column.OFFICE_PHONE] = index
        else:
            unread.append(index)

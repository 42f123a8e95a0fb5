"""From the rows of a file to numbered tasks: heads, heading rows, merged cells, rows cut by a page's end."""

import re
from collections.abc import Callable, Sequence

from models.rules.circular_columns import Column
from models.rules.circular_drafts import (
    Tables,
    TaskDraft,
    cell_at,
    is_dull,
    shown,
    without_own_number,
)
from models.rules.circular_grid import Cell, Row, Sheet
from models.rules.circular_headers import Head, read_head
from models.rules.circular_lines import Line
from models.rules.circular_parts import Headings, heading_level
from models.rules.circular_words import (
    leading_number,
    number_list,
    one_line,
    squeezed,
    whole_number,
    without_mark,
)
from models.rules.circulars import Place, PlaceKind, doubt

_HIGHEST_NUMBER = 9999
_PAGE_NUMBER = re.compile(r"^(?:[-—–－·]+\d{1,4}[-—–－·]+|第\d{1,4}页(?:[,，、]?共\d{1,4}页)?|\d{1,4}/\d{1,4})$")
_DULL_SHEET = re.compile(
    r"(?:sheet|工作表|表|第)?[0-9一二三四五六七八九十]*(?:页|张)?|.*(?:附件|附表)[0-9一二三]*", re.IGNORECASE
)
_SAME = frozenset({"同上", "〃", "″", "''", "”", "同前"})
_CONTACT_COLUMNS = frozenset({Column.LEADER, Column.LIAISON})
_REPORT_COLUMNS = frozenset({Column.STATUS, Column.PERCENT, Column.PROGRESS, Column.PROBLEMS, Column.NEXT_STEP})


def is_plan_head(head: Head) -> bool:
    """Whether a table with this head lists tasks: a text beside a number, a unit or headings, and no column of another form."""
    if Column.TEXT not in head:
        return False
    if len(_REPORT_COLUMNS & set(head.columns)) > 1:
        return False
    if set(head.columns) >= _CONTACT_COLUMNS and Column.SUPPORT not in head:
        return False
    return any(column in head for column in (Column.NUMBER, Column.LEAD, Column.UNIT, Column.PART, Column.MEASURE))


def read_tables(sheets: Sequence[Sheet]) -> Tables:
    """Read every plan table of the sheets, in order, as one list of tasks."""
    tables = Tables()
    of_sheet: list[tuple[Sheet, list[TaskDraft]]] = []
    for sheet in sheets:
        before = len(tables.drafts)
        _SheetWalk(tables, sheet).walk()
        if tables.drafts[before:]:
            of_sheet.append((sheet, tables.drafts[before:]))
    if len(of_sheet) > 1:
        for sheet, drafts in of_sheet:
            _name_part(sheet, drafts)
    return tables


def _name_part(sheet: Sheet, drafts: Sequence[TaskDraft]) -> None:
    """Let a worksheet's name be the part of its tasks, where a plan has a sheet for every part and says no part otherwise."""
    name = without_mark(sheet.name)
    if any(draft.part for draft in drafts) or _DULL_SHEET.fullmatch(squeezed(name)):
        return
    for draft in drafts:
        draft.part = name


class _SheetWalk:
    """One pass over a sheet's rows. Head and headings are carried from table to table, for a table may be cut by pages."""

    def __init__(self, tables: Tables, sheet: Sheet) -> None:
        self.tables = tables
        self.rows = sheet.rows
        self.head: Head | None = None
        self.table = 0
        self.headings = Headings(tables, sheet.rows)
        self.broken = True  # whether a page, a table or other text ended since the last task row
        self.pending: list[Row] = []  # heading paragraphs directly above a table
        self.current: TaskDraft | None = None
        self.numbered: Callable[[str], tuple[int, str] | None] | None = None

    def walk(self) -> None:
        at = 0
        while at < len(self.rows):
            row = self.rows[at]
            if row.after_break:
                self.broken = True
            if row.paragraph:
                self._paragraph(row, at)
                at += 1
                continue
            taken = self._head_at(at)
            if taken:
                at += taken
                continue
            if row.table != self.table and self.head is not None:
                self._next_table(row)
            if self.head is None:
                self._prose(row)
            else:
                self._table_row(row, self.head)
            at += 1

    # ---- what is not a task row

    def _paragraph(self, row: Row, at: int) -> None:
        text = one_line(row.text)
        if not text or _PAGE_NUMBER.match(squeezed(text)):
            self.broken = True
            return
        level = heading_level(text)
        following = next(
            (later for later in self.rows[at + 1 :] if not later.paragraph or not heading_level(one_line(later.text))),
            None,
        )
        if level and following is not None and not following.paragraph:
            self.pending.append(row)
            if self.head is not None:
                self._take_pending()
        else:
            self.pending.clear()
            self._prose(row)
        self.broken = True

    def _prose(self, row: Row) -> None:
        cells = tuple(cell.text for cell in row.cells if cell.text and not cell.beside)
        self.tables.lines.append(Line(row.place, " ".join(cells), cells, before_table=not self.tables.found))

    def _take_pending(self) -> None:
        for row in self.pending:
            self.headings.take(row.place, one_line(row.text))
        self.pending.clear()

    def _head_at(self, at: int) -> int:
        row = self.rows[at]
        if self.head is not None and self.head.is_repeated_by(row):
            self.broken, self.table = True, row.table
            return 1
        found = read_head(self.rows, at)
        if found is None:
            return 0
        head, taken = found
        self.table = row.table
        self.broken = True
        if not is_plan_head(head):
            self.head = None
            return taken
        if self.head is None or self.head.words != head.words:
            self.tables.doubts += [
                doubt(row.place, "readers-doubt-column-unread", column=word)
                for word in head.unread
                if not is_dull(word)
            ]
        self.head = head
        self.tables.found = True
        self.tables.with_leads |= Column.LEAD in head
        self._choose_numbers(at + taken, head)
        self._take_pending()
        return taken

    def _next_table(self, row: Row) -> None:
        """Go on with the last table's head, if this one without a head has as many columns; else it is something else."""
        if self.head is not None and len(row.cells) != self.head.width:
            self.head = None
        self.table = row.table
        self.broken = True

    def _choose_numbers(self, start: int, head: Head) -> None:
        """Where a table has no numbers of its own, take those the texts begin with, if all do; else count."""
        self.numbered = None
        rows = [row for row in self.rows[start:] if not row.paragraph]
        if Column.NUMBER in head and any(cell_at(row, head, Column.NUMBER).text for row in rows):
            return
        texts = [cell_at(row, head, Column.TEXT).own for row in rows]
        tasks = [text for text in texts if text and not heading_level(one_line(text))]
        if tasks and all(leading_number(text) for text in tasks):
            self.numbered = leading_number
            return
        self.numbered = self._count
        if not self.tables.numbers_given:
            self.tables.numbers_given = True
            self.tables.doubts.append(doubt(self.rows[start - 1].place, "readers-doubt-numbers-given"))

    def _count(self, text: str) -> tuple[int, str]:
        return max(self.tables.last, default=0) + 1, text

    # ---- rows under a head

    def _table_row(self, row: Row, head: Head) -> None:
        filled = row.filled
        if not filled:
            return
        extra = [row.cells[index].text for index in filled if index >= head.width]
        if extra:
            self.tables.problems.append(
                doubt(row.place, "readers-bad-too-many-cells", cell=shown(extra[0]), columns=head.width)
            )
            return
        if self.headings.take_row(row, head, filled):
            return
        self.headings.take_columns(row, head)
        number_cell = cell_at(row, head, Column.NUMBER)
        if self.numbered is not None:
            text_cell = cell_at(row, head, Column.TEXT)
            if text_cell.own:
                numbered = self.numbered(text_cell.text)
                if numbered is None:
                    self.tables.problems.append(doubt(row.place, "readers-bad-no-number", text=shown(text_cell.text)))
                else:
                    self._new_task(row, head, numbered[0], numbered[1])
            else:
                self._continued(row, head, text_cell)
            return
        if number_cell.below or not number_cell.text:
            self._without_number(row, head, number_cell)
            return
        self._with_number(row, head, number_cell)

    def _new_task(self, row: Row, head: Head, number: int, text: str | None = None) -> None:
        place = row.place.of_task(number)
        if row.hidden:
            self.tables.doubts.append(doubt(place, "readers-doubt-hidden-row"))
        title, words, lead, support = (
            cell_at(row, head, column).text for column in (Column.TITLE, Column.TEXT, Column.LEAD, Column.SUPPORT)
        )
        if Column.LEAD not in head and Column.UNIT in head:
            lead = cell_at(row, head, Column.UNIT).text
            self.tables.with_leads = True
        words = words if text is None else text
        if not words and not lead and not support:
            self.tables.doubts.append(doubt(place, "readers-doubt-empty-row"))
            return
        draft = TaskDraft(number, place, self.headings.part, self.headings.measure, title=one_line(title))
        draft.texts = [without_own_number(words, number, in_word=place.kind is PlaceKind.TABLE_ROW)] if words else []
        draft.leads = self._units(lead, place, "leads")
        draft.supports = self._units(support, place, "supports")
        self.tables.drafts.append(draft)
        self.tables.last[number] = draft
        self.current = draft
        self.broken = False
        self.headings.end()

    def _units(self, cell: str, place: Place, role: str) -> list[str]:
        if squeezed(cell) in _SAME and self.current is not None:
            self.tables.doubts.append(doubt(place, "readers-doubt-same-as-above", written=squeezed(cell)))
            return list(self.current.leads if role == "leads" else self.current.supports)
        return [cell] if cell else []

    def _with_number(self, row: Row, head: Head, cell: Cell) -> None:
        number = whole_number(cell.text)
        if number is None:
            numbers = number_list(cell.text, limit=500)
            if numbers and len(numbers) > 1 and all(1 <= n <= _HIGHEST_NUMBER for n in numbers):
                self.tables.doubts.append(
                    doubt(row.place, "readers-doubt-number-range", written=shown(cell.text), count=len(numbers))
                )
                for one in numbers:
                    self._new_task(row, head, one)
                return
        if number is None or not 1 <= number <= _HIGHEST_NUMBER:
            self.tables.problems.append(doubt(row.place, "readers-bad-number", written=shown(cell.text)))
            return
        if self._is_further_row(row, head, number):
            return
        self._new_task(row, head, number)

    def _is_further_row(self, row: Row, head: Head, number: int) -> bool:
        """Whether a repeated number goes on with its task (a cut row, one row a unit) or says the same again."""
        earlier = self.tables.last.get(number)
        if earlier is None:
            return False
        text = one_line(cell_at(row, head, Column.TEXT).text)
        lead, support = cell_at(row, head, Column.LEAD).text, cell_at(row, head, Column.SUPPORT).text
        same_units = (squeezed("".join(earlier.leads)), squeezed("".join(earlier.supports))) == (
            squeezed(lead),
            squeezed(support),
        )
        if text == earlier.text and same_units:
            self.tables.doubts.append(doubt(row.place.of_task(number), "readers-doubt-repeated", row=earlier.place.row))
            return True
        if earlier is not self.current:
            return False
        if not text or text == earlier.text:
            if text and not self.broken:
                self.tables.doubts.append(
                    doubt(row.place.of_task(number), "readers-doubt-rows-joined", row=earlier.place.row)
                )
            self._append(earlier, "", lead, support)
            return True
        if self.broken and not earlier.complete:
            self._append(earlier, text, lead, support)
            return True
        return False

    def _without_number(self, row: Row, head: Head, number_cell: Cell) -> None:
        text_cell = cell_at(row, head, Column.TEXT)
        lead, support = cell_at(row, head, Column.LEAD).own, cell_at(row, head, Column.SUPPORT).own
        text = text_cell.own
        if not text and not lead and not support:
            return  # a heading's cell, which has been read
        if self.current is None:
            if text or lead:
                self.tables.problems.append(doubt(row.place, "readers-bad-no-number", text=shown(text or lead)))
            return
        merged = number_cell.below
        if merged or not text:
            self._continued(row, head, text_cell)
            return
        unfinished = not self.current.complete
        if (self.broken and (unfinished or not lead)) or (unfinished and not lead):
            if not unfinished or not self.broken:
                self.tables.doubts.append(
                    doubt(row.place.of_task(self.current.number), "readers-doubt-text-joined", text=shown(text))
                )
            self._append(self.current, text, lead, support)
            return
        self.tables.problems.append(doubt(row.place, "readers-bad-no-number", text=shown(text)))

    def _continued(self, row: Row, head: Head, text_cell: Cell) -> None:
        lead, support = cell_at(row, head, Column.LEAD).own, cell_at(row, head, Column.SUPPORT).own
        if self.current is None:
            if lead or support:
                self.tables.problems.append(doubt(row.place, "readers-bad-no-number", text=shown(lead or support)))
            return
        self._append(self.current, text_cell.own, lead, support)

    def _append(self, draft: TaskDraft, text: str, lead: str, support: str) -> None:
        if text:
            draft.texts.append(text)
        if lead:
            draft.leads.append(lead)
        if support:
            draft.supports.append(support)
        self.broken = False

"""The forms units send back: filled contact sheets (附件3) and report sheets, from rows to values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.rules.circular_columns import Column
from models.rules.circular_grid import Row, Sheet
from models.rules.circular_headers import Head, read_head
from models.rules.circular_words import number_list, one_line, squeezed
from models.rules.circulars import WHOLE_FILE, Doubt, Place, UnreadableFileError, doubt, refusal
from models.rules.units import Exact, Proposal, UnitBook
from models.rules.words import Status

_MOST_PROBLEMS = 20
_REPORT_COLUMNS = frozenset({Column.STATUS, Column.PERCENT, Column.PROGRESS, Column.PROBLEMS, Column.NEXT_STEP})
_FEWEST_REPORT_COLUMNS = 2
_EVERY_TASK = re.compile(r"(?:全部|所有|各项|全体|均|以上全部)(?:任务|工作|承接任务)*|all(?:tasks)?", re.IGNORECASE)
_UNIT_LINE = re.compile(
    r"^(?:(?:填报|报送|承接|责任|对接)?单位(?:名称|全称)?(?:[（(](?:盖章|公章|章)[）)])?|unit)\s*[:：]\s*(?P<unit>.*)$",
    re.IGNORECASE,
)
_PHONE_LINE = re.compile(
    r"(?:(?:单位|办公室|办公|值班|座机|固定)(?:联系)?(?:电话|座机)|telephone|officephone)\s*[:：]\s*(?P<phone>[-+()（）0-9 转—－,，;；、/]{5,60})",
    re.IGNORECASE,
)
_SEALS = re.compile(r"[（(](?:盖章|公章|章|签章|印章)[）)]|[_＿—]{2,}")
_LABEL_AND_VALUE = 2
_NOBODY = frozenset({"", "-", "—", "/", "无"})


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Who answers for some tasks of a unit; no numbers means all of the unit's tasks."""

    tasks: tuple[int, ...]
    leader: str
    leader_phone: str
    liaison: str
    liaison_phone: str
    place: Place = WHOLE_FILE


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """One unit's filled contact sheet. `unit` is empty where the file names none; `office_phone` where none is given."""

    unit: str
    rows: tuple[ContactRow, ...]
    office_phone: str = ""


@dataclass(frozen=True, slots=True)
class ContactFile:
    """A file of filled contact sheets, of one unit or many."""

    sheets: tuple[ContactSheet, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What a unit reports of one task; `status` is None where none is written, `percent` a whole number 0-100 or None."""

    task: int
    status: Status | None
    percent: int | None
    text: str
    problems: str
    next_step: str
    place: Place = WHOLE_FILE


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A unit's filled report sheet. `unit` and `round_slug` (`2024-06`) are empty where the file names none."""

    unit: str
    round_slug: str
    rows: tuple[ReportRow, ...]
    doubts: tuple[Doubt, ...] = ()


def is_report_head(head: Head) -> bool:
    """Whether a table with this head is a report sheet's: task numbers and several of status, percent, progress, problems."""
    return Column.NUMBER in head and len(_REPORT_COLUMNS & set(head.columns)) >= _FEWEST_REPORT_COLUMNS


def is_contact_head(head: Head) -> bool:
    """Whether a table with this head is a contact sheet's: leader or liaison, each with a telephone, and no cooperating units."""
    people = {Column.LEADER, Column.LIAISON} & set(head.columns)
    keyed = Column.NUMBER in head or Column.UNIT in head or Column.LEAD in head
    phones = {Column.LEADER_PHONE, Column.LIAISON_PHONE} & set(head.columns)
    keyed = keyed or (len(people) > 1 and bool(phones))  # one row for all of a unit's tasks needs no numbers
    return bool(people and keyed) and (len(people) > 1 or bool(phones)) and Column.SUPPORT not in head


def has_head(sheets: Sequence[Sheet], *, report: bool) -> bool:
    """Whether any table of the sheets is a report sheet's (or else a contact sheet's)."""
    wanted = is_report_head if report else is_contact_head
    heads = (read_head(sheet.rows, at) for sheet in sheets for at in range(len(sheet.rows)))
    return any(wanted(found[0]) for found in heads if found is not None)


# ---- contact sheets


@dataclass(slots=True)
class _ContactReader:
    book: UnitBook
    doubts: list[Doubt] = field(default_factory=list)
    problems: list[Doubt] = field(default_factory=list)
    rows: dict[str, list[ContactRow]] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    previous: ContactRow | None = None

    def sheet(self, sheet: Sheet) -> None:
        head: Head | None = None
        unit = ""
        at = 0
        self.previous = None
        table = 0
        while at < len(sheet.rows):
            row = sheet.rows[at]
            found = read_head(sheet.rows, at)
            if found is not None:
                head = found[0] if is_contact_head(found[0]) else None
                table = row.table
                self.previous = None
                at += found[1]
                continue
            named = unit_named(row)
            if named is not None:
                unit = self.unit(named, row.place) if named else ""
                self.previous = None
            phone = _PHONE_LINE.search(row.text)
            if phone is not None and (head is None or named is not None):
                self.phones.setdefault(unit, _phone(phone["phone"]))
            elif named is None and head is not None and row.table in {table, table + 1} and not row.paragraph:
                self.row(row, head, unit or self.of_sheet(sheet))
            at += 1

    def of_sheet(self, sheet: Sheet) -> str:
        return self.book.find(sheet.name) or ""

    def unit(self, written: str, place: Place) -> str:
        resolution = self.book.resolve(written)
        if isinstance(resolution, Exact):
            return resolution.name
        proposal = "、".join(resolution.candidates) if isinstance(resolution, Proposal) else ""
        key = "readers-doubt-unit-proposal" if proposal else "readers-doubt-unit-unknown"
        self.doubts.append(
            doubt(place, key, written=resolution.written, proposal=proposal)
            if proposal
            else doubt(place, key, written=resolution.written)
        )
        return resolution.written

    def row(self, row: Row, head: Head, unit: str) -> None:  # noqa: C901 - one row, one reading; each test is one line
        own_unit = text_at(row, head, Column.UNIT) or ("" if Column.UNIT in head else text_at(row, head, Column.LEAD))
        if own_unit and re.match(r"^(?:注|备注|说明|填表|审核|合计)", squeezed(row.text)):
            return
        if own_unit:
            unit = self.unit(own_unit, row.place)
        elif Column.UNIT in head and self.previous is not None and not unit:
            unit = next(reversed(self.rows), "")
        leader, leader_phone = self.person(row, head, Column.LEADER, Column.LEADER_PHONE)
        liaison, liaison_phone = self.person(row, head, Column.LIAISON, Column.LIAISON_PHONE)
        office = _phone(text_at(row, head, Column.OFFICE_PHONE))
        if office:
            self.phones.setdefault(unit, office)
        written = text_at(row, head, Column.NUMBER)
        tasks = () if _EVERY_TASK.fullmatch(squeezed(written)) or not written else number_list(written, limit=2000)
        people = (leader, leader_phone, liaison, liaison_phone)
        if not any(people):
            self.unnamed(row, tasks, unit)
            return
        if re.match(r"^(?:注|备注|说明|填表)", squeezed(row.text)):
            return
        if tasks is None or any(number < 1 for number in tasks):
            self.problems.append(doubt(row.place, "readers-bad-number", written=written[:24]))
            return
        contact = ContactRow(tasks, *people, place=row.place)
        for name, phone in ((leader, leader_phone), (liaison, liaison_phone)):
            if not name or not phone:
                self.doubts.append(doubt(row.place, "readers-doubt-person-incomplete", name=name or phone))
        if not liaison:
            self.doubts.append(doubt(row.place, "readers-doubt-no-liaison"))
        self.rows.setdefault(unit, []).append(contact)
        self.previous = contact

    def unnamed(self, row: Row, tasks: tuple[int, ...] | None, unit: str) -> None:
        """Let the person above stand for a number with nobody beside it (as in a sheet filled once), said as a doubt."""
        if not tasks:
            return
        if self.previous is None or not self.previous.tasks or unit not in self.rows:
            self.doubts.append(doubt(row.place, "readers-doubt-nobody", numbers="、".join(map(str, tasks))))
            return
        self.doubts.append(
            doubt(row.place, "readers-doubt-person-above", name=self.previous.liaison or self.previous.leader)
        )
        self.previous = replace(self.previous, tasks=tasks, place=row.place)
        self.rows[unit].append(self.previous)

    def person(self, row: Row, head: Head, name_column: Column, phone_column: Column) -> tuple[str, str]:
        written, phone = text_at(row, head, name_column), text_at(row, head, phone_column)
        together = re.search(r"[（(]?\+?[0-9][-0-9 ]{6,}[0-9][）)]?", written)
        if together and not phone:
            phone = together[0].strip("（）() ")
            written = written.replace(together[0], "")
        name = one_line(written).strip("，,、：:/ ")
        name = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", name)
        if re.search(r"[0-9]\.?[0-9]*[eE]\+[0-9]", phone):
            self.problems.append(doubt(row.place, "readers-bad-phone", written=phone))
        cleaned = _phone(phone)
        if cleaned and not re.fullmatch(r"(?:[0-9]{3,4}-)?[0-9]{5,12}(?:-[0-9]{1,6})?", cleaned.split("、")[0]):
            self.doubts.append(doubt(row.place, "readers-doubt-phone", written=cleaned))
        return "" if name in _NOBODY else name, cleaned


def read_contacts(sheets: Sequence[Sheet], book: UnitBook) -> ContactFile:
    """Read filled contact sheets. Raises UnreadableFileError where a number cannot be read or nobody is named."""
    reader = _ContactReader(book)
    for sheet in sheets:
        reader.sheet(sheet)
    if reader.problems:
        raise UnreadableFileError(*reader.problems[:_MOST_PROBLEMS])
    if not reader.rows:
        raise refusal(Place(), "readers-bad-empty-contacts")
    named = [unit for unit in reader.rows if unit]
    if "" in reader.rows:
        reader.doubts.append(doubt(reader.rows[""][0].place, "readers-doubt-no-unit"))
        if len(reader.phones) == 1 and not named:
            reader.phones.setdefault("", next(iter(reader.phones.values())))
    units = tuple(ContactSheet(unit, _once(rows), reader.phones.get(unit, "")) for unit, rows in reader.rows.items())
    return ContactFile(units, tuple(dict.fromkeys(reader.doubts)))


def _once(rows: Sequence[ContactRow]) -> tuple[ContactRow, ...]:
    """Rows that say the same once: our own workbook lists everybody on a first sheet, then again unit by unit."""
    kept: dict[tuple[object, ...], ContactRow] = {}
    for row in rows:
        kept.setdefault((row.tasks, row.leader, row.leader_phone, row.liaison, row.liaison_phone), row)
    return tuple(kept.values())


def unit_named(row: Row) -> str | None:
    """Return what 单位：… names, in one cell or two; empty where the line is not filled, None where it is no such line."""
    texts = [cell.own for cell in row.cells if cell.own]
    for index, text in enumerate(texts):
        line = one_line(text)
        match = _UNIT_LINE.match(line) or (
            _UNIT_LINE.match(f"{line}：")
            if index == 0 and len(texts) == _LABEL_AND_VALUE and _is_bare_label(line)
            else None
        )
        if match:
            named = _SEALS.sub("", match["unit"])
            named = re.split(
                r"\s{2,}|(?:填报|报送)?(?:时间|日期|人)[:：]|(?:单位|联系|办公室?|值班|座机|固定)*电话[:：]|期次[:：]",
                named,
            )[0].strip()
            if not named and index + 1 < len(texts) and not re.search("[:：]", texts[index + 1]):
                named = one_line(texts[index + 1])
            return named
    return None


def _is_bare_label(line: str) -> bool:
    return bool(re.fullmatch("(?:填报|报送|承接)?单位(?:名称)?", line))


def _phone(text: str) -> str:
    """Return a telephone number with its separators made plain; several are kept, with 、 between them."""
    plain = squeezed(text).replace("－", "-").replace("—", "-").replace("–", "-")
    plain = re.sub(r"\.0$", "", plain)
    numbers = [re.sub(r"^\+?86-?(?=1[0-9]{10}$)", "", part) for part in re.split("[、，,;；/]", plain)]
    numbers = [re.sub(r"^（(0[0-9]{2,3})）", r"\1-", number).replace("转", "-") for number in numbers]
    mobile = [
        re.sub("-", "", number) if re.fullmatch(r"1[0-9]{2}-?[0-9]{4}-?[0-9]{4}", number) else number
        for number in numbers
    ]
    return "" if plain in _NOBODY else "、".join(number for number in mobile if number)


def text_at(row: Row, head: Head, column: Column) -> str:
    """Return what the row says in a column, merged cells included; nothing where the table has no such column."""
    index = head.columns.get(column)
    if index is None or index >= len(row.cells) or row.cells[index].beside:
        return ""
    return row.cells[index].text

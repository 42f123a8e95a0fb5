"""The forms units send back: filled contact sheets (附件3) and report sheets, from rows to values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from models.rules.circular_grid import Row, Sheet
from models.rules.circular_headers import Column, Head, read_head
from models.rules.circular_words import number_list, one_line, squeezed, tidy
from models.rules.circulars import Doubt, Place, UnreadableFileError, doubt, refusal
from models.rules.replies.status import read_status_text
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
_ROUND_SLUG = re.compile(r"(?:期次|round)\s*[:：]\s*(?P<slug>[0-9A-Za-z][0-9A-Za-z_-]*)", re.IGNORECASE)
_MONTH = re.compile(r"(?P<year>20[0-9]{2})\s*(?:年|-|\.|/)\s*(?P<month>1[0-2]|0?[1-9])(?![0-9])")
_SEALS = re.compile(r"[（(](?:盖章|公章|章|签章|印章)[）)]|[_＿—]{2,}")
_NOBODY = frozenset({"", "-", "—", "/", "无"})


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Who answers for some tasks of a unit; no numbers means all of the unit's tasks."""

    tasks: tuple[int, ...]
    leader: str
    leader_phone: str
    liaison: str
    liaison_phone: str
    place: Place = Place()


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
    place: Place = Place()


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
    return bool(people and keyed) and (len(people) > 1 or bool(phones)) and Column.SUPPORT not in head


def has_head(sheets: Sequence[Sheet], *, report: bool) -> bool:
    """Whether any table of the sheets is a report sheet's (or else a contact sheet's)."""
    wanted = is_report_head if report else is_contact_head
    return any(
        found is not None and wanted(found[0])
        for sheet in sheets
        for at in range(len(sheet.rows))
        if (found := read_head(sheet.rows, at))
    )


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
            named = _unit_named(row)
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

    def row(self, row: Row, head: Head, unit: str) -> None:
        own_unit = _text(row, head, Column.UNIT) or ("" if Column.UNIT in head else _text(row, head, Column.LEAD))
        if own_unit and re.match(r"^(?:注|备注|说明|填表|审核|合计)", squeezed(row.text)):
            return
        if own_unit:
            unit = self.unit(own_unit, row.place)
        elif Column.UNIT in head and self.previous is not None and not unit:
            unit = next(reversed(self.rows), "")
        leader, leader_phone = self.person(row, head, Column.LEADER, Column.LEADER_PHONE)
        liaison, liaison_phone = self.person(row, head, Column.LIAISON, Column.LIAISON_PHONE)
        office = _phone(_text(row, head, Column.OFFICE_PHONE))
        if office:
            self.phones.setdefault(unit, office)
        written = _text(row, head, Column.NUMBER)
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
        """A number with nobody beside it: the person above stands for it too (as in a sheet filled once), said as a doubt."""
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
        written, phone = _text(row, head, name_column), _text(row, head, phone_column)
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


def _unit_named(row: Row) -> str | None:
    """What 单位：… names, in one cell or two; empty where the line is not filled, None where it is no such line."""
    texts = [cell.own for cell in row.cells if cell.own]
    for index, text in enumerate(texts):
        line = one_line(text)
        match = _UNIT_LINE.match(line) or (
            _UNIT_LINE.match(f"{line}：") if index == 0 and len(texts) == 2 and _is_bare_label(line) else None
        )
        if match:
            named = _SEALS.sub("", match["unit"])
            named = re.split(
                r"\s{2,}|(?:填报|报送)?(?:时间|日期|人)[:：]|(?:单位|联系|办公)?电话[:：]|期次[:：]", named
            )[0].strip()
            if not named and index + 1 < len(texts) and not re.search("[:：]", texts[index + 1]):
                named = one_line(texts[index + 1])
            return named
    return None


def _is_bare_label(line: str) -> bool:
    return bool(re.fullmatch("(?:填报|报送|承接)?单位(?:名称)?", line))


def _phone(text: str) -> str:
    """A telephone number with its separators made plain; several are kept, with 、 between them."""
    plain = squeezed(text).replace("－", "-").replace("—", "-").replace("–", "-")
    plain = re.sub(r"\.0$", "", plain)
    numbers = [re.sub(r"^\+?86-?(?=1[0-9]{10}$)", "", part) for part in re.split("[、，,;；/]", plain)]
    numbers = [re.sub(r"^（(0[0-9]{2,3})）", r"\1-", number).replace("转", "-") for number in numbers]
    mobile = [
        re.sub("-", "", number) if re.fullmatch(r"1[0-9]{2}-?[0-9]{4}-?[0-9]{4}", number) else number
        for number in numbers
    ]
    return "" if plain in _NOBODY else "、".join(number for number in mobile if number)


def _text(row: Row, head: Head, column: Column) -> str:
    index = head.columns.get(column)
    if index is None or index >= len(row.cells) or row.cells[index].beside:
        return ""
    return row.cells[index].text


# ---- report sheets


def read_report(sheets: Sequence[Sheet], book: UnitBook) -> ReportFile:
    """Read a unit's filled report sheet; rows with nothing filled in are left out.

    Raises UnreadableFileError where a number, percent or status cannot be read, a task stands twice, or nothing is filled in.
    """
    doubts: list[Doubt] = []
    problems: list[Doubt] = []
    rows: dict[int, ReportRow] = {}
    above: list[Row] = []
    units: dict[str, None] = {}
    for row, head in _report_rows(sheets, above):
        read = _report_row(row, head, problems, doubts)
        own_unit = _text(row, head, Column.UNIT)
        if own_unit and read is not None:
            units.setdefault(book.find(own_unit) or squeezed(own_unit))
        if read is None:
            continue
        earlier = rows.setdefault(read.task, read)
        if earlier is not read and replace(earlier, place=read.place) != read:
            problems.append(doubt(read.place, "readers-bad-duplicate-number", number=read.task, row=earlier.place.row))
    if problems:
        raise UnreadableFileError(*problems[:_MOST_PROBLEMS])
    if not rows:
        raise refusal(Place(), "readers-bad-empty-report")
    unit = _report_unit(above, book) or (next(iter(units)) if len(units) == 1 else "")
    slug = _report_round(above)
    if not unit:
        doubts.append(doubt(Place(), "readers-doubt-no-unit"))
    if not slug:
        doubts.append(doubt(Place(), "readers-doubt-no-round"))
    return ReportFile(unit, slug, tuple(rows.values()), tuple(doubts))


def _report_rows(sheets: Sequence[Sheet], above: list[Row]) -> Iterator[tuple[Row, Head]]:
    """The rows under a report head, with it; what stands elsewhere is put into `above`."""
    for sheet in sheets:
        head: Head | None = None
        at = 0
        while at < len(sheet.rows):
            row = sheet.rows[at]
            found = read_head(sheet.rows, at)
            if found is not None:
                head = found[0] if is_report_head(found[0]) else None
                at += found[1]
                continue
            if head is not None and not row.paragraph and len(row.cells) <= head.width:
                yield row, head
            else:
                above.append(row)
            at += 1


def _report_row(row: Row, head: Head, problems: list[Doubt], doubts: list[Doubt]) -> ReportRow | None:
    written = _text(row, head, Column.NUMBER)
    status_text = one_line(_text(row, head, Column.STATUS))
    percent_text = squeezed(_text(row, head, Column.PERCENT))
    text, problems_text, next_step = (
        tidy(_text(row, head, column)) for column in (Column.PROGRESS, Column.PROBLEMS, Column.NEXT_STEP)
    )
    if not any((status_text, percent_text, text, problems_text, next_step)):
        return None
    numbers = number_list(written, limit=2) if written else None
    if not numbers or len(numbers) != 1 or numbers[0] < 1:
        if written or text:
            problems.append(
                doubt(
                    row.place,
                    "readers-bad-number" if written else "readers-bad-no-number",
                    **({"written": written[:24]} if written else {"text": one_line(text)[:24]}),
                )
            )
        return None
    place = row.place.of_task(numbers[0])
    status = _status(status_text)
    if status_text and status is None:
        doubts.append(doubt(place, "readers-doubt-status", written=status_text[:24]))
    percent = _percent(percent_text)
    if percent_text and percent is None:
        problems.append(doubt(place, "readers-bad-percent", written=percent_text[:24]))
    return ReportRow(numbers[0], status, percent, text, problems_text, next_step, place)


_STATUS_WORDS = {
    "已完成": Status.DONE,
    "done": Status.DONE,
    "正常推进": Status.ON_TRACK,
    "ontrack": Status.ON_TRACK,
    "进度滞后": Status.DELAYED,
    "delayed": Status.DELAYED,
    "尚未启动": Status.NOT_STARTED,
    "notstarted": Status.NOT_STARTED,
    "本月无新进展": Status.NO_CHANGE,
    "nochangethismonth": Status.NO_CHANGE,
    "nochange": Status.NO_CHANGE,
}


def _status(text: str) -> Status | None:
    word = _STATUS_WORDS.get(squeezed(text).lower())
    return word if word is not None or not text else read_status_text(text)[0]


def _percent(text: str) -> int | None:
    """A whole percent: 80, 80%, 80.0; a bare fraction below 1 is what a percent-formatted cell leaves in a CSV (0.8)."""
    match = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]+)?)[%％]?", text)
    if match is None:
        return None
    value = float(match[1])
    if 0 < value < 1 and not text.endswith(("%", "％")):
        value *= 100
    return round(value) if value <= 100 else None  # noqa: PLR2004 - percent


def _report_unit(above: Sequence[Row], book: UnitBook) -> str:
    for row in above:
        named = _unit_named(row)
        if named:
            return book.find(named) or squeezed(named)
    for row in above:  # the title: 市文旅局2024年6月任务进展填报表
        match = _MONTH.search(one_line(row.text))
        before = one_line(row.text)[: match.start()] if match else ""
        if before and book.find(before):
            return book.find(before) or ""
    return ""


def _report_round(above: Sequence[Row]) -> str:
    texts = [one_line(row.text) for row in above]
    for text in texts:
        match = _ROUND_SLUG.search(text)
        if match:
            return match["slug"]
    for text in texts:
        match = _MONTH.search(text)
        if match and not re.search("截止|印发|Due", text):
            return f"{match['year']}-{int(match['month']):02}"
    return ""

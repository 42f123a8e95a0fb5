"""What a circular says outside its table: title, document number, issuer, dates, the monthly day, the registration cutoff."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from models.rules.circular_contacts import find_contact
from models.rules.circular_lines import Line
from models.rules.circular_titles import find_title, find_year, is_running
from models.rules.circular_words import (
    CHINESE_NUMERAL,
    measure_mark,
    one_line,
    part_mark,
    squeezed,
    whole_number,
    without_mark,
)
from models.rules.circulars import Contact, Doubt, Place, doubt

_N = rf"(?:[0-9]{{1,2}}|{CHINESE_NUMERAL}{{1,3}})"
_YEAR = r"(?:20[0-9]{2}|二[〇○零]" + CHINESE_NUMERAL + r"{2})"
_DAY = re.compile(rf"(?:(?P<year>{_YEAR})年)?(?P<month>{_N})月(?P<day>{_N})[日号]")
_ISO_DAY = re.compile(r"(?P<year>20[0-9]{2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})")
_CLOCK = re.compile(
    rf"(?P<half>上午|下午|中午|晚上|晚)?(?P<hour>{_N})(?:时|点|[:：](?=[0-9]{{2}}))(?P<half_past>半)?(?:(?P<minute>{_N})分?)?整?"
)
_MONTHLY = re.compile(
    rf"(?:每(?:个)?月|(?P<same>当月))(?:的)?(?P<day>{_N})[日号]?(?:[（(][^（）()]*[）)])?"
    rf"(?P<clock>(?:上午|下午|中午|晚上)?{_N}(?:时|点|[:：][0-9]{{2}})(?:{_N}分|半)?)?"
    r"(?:下班)?(?:之前|以前|前|截止|(?P<open>(?=[，、]?(?:报送|上报|填报|报告|反馈|提交)|$)))"
)
_MONTH_END = re.compile(r"每(?:个)?月(?:底|末|月底)(?:之前|以前|前)?")
_DOCUMENT_NO = re.compile(r"[\u4e00-\u9fff]{2,20}[〔\[【（(﹝［]20[0-9]{2}[〕\]】）)﹞］]第?[0-9]{1,5}号")
_REPORTING = re.compile("月报|逐月|按月|进展|进度")
_REGISTRATION_WORDS = re.compile(r"附件[3三]|联络员|对接表|对接人|对接名单|分管领导|联系人名单|登记|联络人")
_LONGEST_NAME = 40
_CLOSING = re.compile("截止(?:时间|日期)?(?:为|是)?[:：]?$")
_BEFORE = re.compile(r"^(?:之前|以前|前|截止|止)")

_FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("title", re.compile(r"(?:计划|文件|要点|方案)?(?:标题|名称|题目)|title|plan")),
    ("code", re.compile(r"(?:计划|要点|方案)?(?:代码|编码|年度|年份)|code|year")),
    ("document_no", re.compile(r"(?:发文|文件)?(?:文号|字号)|documentno\.?")),
    ("issuer", re.compile(r"(?:发文|印发|制发|下发|牵头)(?:单位|机关|部门)|落款|issuer")),
    ("issued_on", re.compile(r"(?:印发|发文|成文|下发)(?:日期|时间)|issuedon|dateofissue")),
    (
        "due_day",
        re.compile(r"(?:每月)?(?:报送|上报|填报|汇报)(?:日|日期|截止日|截止)|每月(?:报送|上报)?截止日?|dueday"),
    ),
    ("due_time", re.compile(r"(?:每月)?(?:报送|上报|填报)(?:时刻|时间点)|duetime")),
    (
        "registration",
        re.compile(
            r"(?:联络员)?(?:登记|对接|报名|名单)(?:报送)?(?:截止|截止时间|截止日期|时限)|registrationdue(?:at)?"
        ),
    ),
    ("contact_name", re.compile(r"(?:发文单位|办公室)?(?:联系人|联络人)|contact")),
    ("contact_phone", re.compile(r"(?:联系)?(?:电话|方式|联系方式)|contactphone|phone")),
    ("contact_mail", re.compile(r"(?:电子|联系)?(?:邮箱|邮件|信箱)|e-?mail|contactmail")),
)


@dataclass(slots=True)
class Letter:
    """What the prose says; what it does not say stays empty. Filled while reading, then read only."""

    title: str = ""
    code: str = ""
    document_no: str = ""
    issuer: str = ""
    issued_on: date | None = None
    due_day: int | None = None
    due_time: time | None = None
    registration_due_at: datetime | None = None
    contact: Contact = field(default_factory=Contact)
    part_headings: dict[int, tuple[Place, str]] = field(default_factory=dict)
    measure_headings: dict[int, tuple[Place, str]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def read_letter(lines: Sequence[Line], *, sheet_title: str = "", file_stem: str = "") -> Letter:
    """Read the prose of a circular. `sheet_title` (a worksheet's name) and `file_stem` help where nothing else names the plan."""
    letter = Letter()
    fields = _fields(lines)
    texts = [Line(line.place, one_line(line.text), line.cells, line.before_table) for line in lines]
    above = [line for line in texts if line.before_table]
    letter.title = fields.get("title", "") or find_title(above, sheet_name=sheet_title, file_stem=file_stem)
    letter.document_no = _document_no(fields.get("document_no", "")) or _own_number(texts)
    _signature(letter, texts, fields)
    year = find_year(fields.get("code", "")) or find_year(letter.title)
    letter.code = fields.get("code", "") if fields.get("code") and year is None else str(year or "")
    if not letter.code:
        found = re.search(r"〔(20[0-9]{2})〕", letter.document_no)
        year = int(found[1]) if found else letter.issued_on.year if letter.issued_on else find_year(file_stem)
        letter.code = str(year or "")
    _deadlines(letter, texts, fields)
    letter.contact = find_contact(texts, fields)
    for line in above:
        _collect_heading(letter, line)
    return letter


def _fields(lines: Sequence[Line]) -> dict[str, str]:
    """Return the label-and-value rows of our template, or of any sheet that has such rows above its table."""
    found: dict[str, str] = {}
    for line in lines:
        cells = [cell for cell in line.cells if cell.strip()]
        if len(cells) != 2:  # noqa: PLR2004 - a label and its value
            continue
        label = squeezed(cells[0]).rstrip("：:").lower()
        for name, pattern in _FIELDS:
            if pattern.fullmatch(label):
                found.setdefault(name, one_line(cells[1]))
    return found


def _document_no(text: str) -> str:
    match = _DOCUMENT_NO.search(squeezed(text))
    return _own_brackets(match[0]) if match else squeezed(text)


def _own_brackets(number: str) -> str:
    return re.sub(r"[\[【（(﹝［](20[0-9]{2})[\]】）)﹞］]", r"〔\1〕", number)


def _own_number(lines: Sequence[Line]) -> str:
    """Return the circular's own number stands on a line of its own, or begins one (签发人 may follow); quoted ones stand in sentences."""
    for line in lines:
        plain = re.sub("^(?:发文)?(?:文号|字号|编号)[:：]", "", squeezed(line.text))
        match = _DOCUMENT_NO.match(plain)
        if match:
            rest = plain[match.end() :]
            if not rest or rest.startswith("签发"):
                return _own_brackets(match[0])
    return ""


def read_day(text: str, *, year: int | None = None) -> date | None:
    """Return the first day a text names (2024年6月30日, 二〇二四年六月三十日, 2024-06-30); without a year, in `year`."""
    match = _DAY.search(text) or _ISO_DAY.search(text)
    return _as_day(match, year) if match else None


def _as_day(match: re.Match[str], year: int | None) -> date | None:
    if match.groupdict().get("y"):
        return _ordinary(int(match["y"]), int(match["m"]), int(match["d"]))
    written = match["year"]
    if written:
        year = whole_number(written)
    month, day = whole_number(match["month"]), whole_number(match["day"])
    return None if year is None or month is None or day is None else _ordinary(year, month, day)


def _ordinary(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _as_time(match: re.Match[str]) -> time | None:
    hour = whole_number(match["hour"])
    minute = 30 if match["half_past"] else whole_number(match["minute"]) if match["minute"] else 0
    if hour is None or minute is None:
        return None
    if match["half"] in {"下午", "晚上", "晚"} and hour < 12:  # noqa: PLR2004
        hour += 12
    try:
        return time(hour, minute)
    except ValueError:
        return None


_SIGNED_ON = re.compile(
    f"(?:(?P<year>{_YEAR})年(?P<month>{_N})月(?P<day>{_N})日"
    f"|^(?P<y>20[0-9]{{2}})(?P<dot>[-./])(?P<m>[0-9]{{1,2}})(?P=dot)(?P<d>[0-9]{{1,2}}))(?:印发)?$"
)


def _signature(letter: Letter, lines: Sequence[Line], fields: dict[str, str]) -> None:
    """Issuer and day stand at the foot of the letter: a short line, then a line with nothing but a date."""
    letter.issued_on = read_day(fields["issued_on"]) if "issued_on" in fields else None
    letter.issuer = fields.get("issuer", "")
    if letter.issuer and letter.issued_on:
        return
    for index, line in enumerate(lines):
        day = _SIGNED_ON.search(line.text)
        if day is None:
            continue
        before = line.text[: day.start()].strip()
        signers = [before] if before else _signers(lines[:index])
        if any(is_running(signer) or len(signer) > 60 for signer in signers) or not signers:  # noqa: PLR2004
            continue
        letter.issued_on = letter.issued_on or _as_day(day, None)
        letter.issuer = letter.issuer or "、".join(
            re.sub(r"[（(](?:盖章|印章|章|公章)[）)]", "", signer) for signer in signers
        )
        return


def _signers(lines: Sequence[Line]) -> list[str]:
    signers: list[str] = []
    for line in reversed(lines):
        if (
            not line.text
            or len(line.text) > _LONGEST_NAME
            or not re.search(
                r"(?:办公室|委员会|管委会|政府|局|委|办|部|厅|院|中心|集团|小组|指挥部|专班|联席会议)(?:[（(].{1,4}[）)])?$",
                line.text,
            )
        ):
            break
        signers.insert(0, line.text)
    return signers


def _sentences(lines: Sequence[Line]) -> list[tuple[Place, str]]:
    """Sentences with the place where they begin; paragraphs that break off in mid-sentence (a page's end) are joined."""
    sentences: list[tuple[Place, str]] = []
    open_place: Place | None = None
    rest = ""
    for line in lines:
        rest = one_line(rest + line.text)
        open_place = open_place or line.place
        *done, rest = re.split("[。！？]", rest)
        sentences += [(open_place if not index else line.place, sentence) for index, sentence in enumerate(done)]
        if done:
            open_place = line.place if rest else None
        if len(rest) > 2000:  # noqa: PLR2004 - no sentence is that long: start anew
            rest, open_place = "", None
    if rest and open_place:
        sentences.append((open_place, rest))
    return sentences


def _deadlines(letter: Letter, lines: Sequence[Line], fields: dict[str, str]) -> None:
    if "due_day" in fields:
        letter.due_day = whole_number(re.sub(r"^每月|前$", "", squeezed(fields["due_day"])).replace("日", ""))
    if "registration" in fields:
        letter.registration_due_at = _moment(
            fields["registration"], letter.issued_on.year if letter.issued_on else None
        )
    clock_field = _CLOCK.search(fields.get("due_time", ""))
    letter.due_time = _as_time(clock_field) if clock_field else None
    days: dict[int, Place] = {}
    for place, sentence in _sentences(lines):
        _monthly(letter, place, sentence, days)
        if _MONTH_END.search(sentence) and not days and letter.due_day is None:
            letter.doubts.append(doubt(place, "readers-doubt-month-end"))
        if letter.registration_due_at is None and _REGISTRATION_WORDS.search(sentence):
            _registration(letter, place, sentence)
    if letter.due_day is None and days:
        letter.due_day = next(iter(days))
        if len(days) > 1:
            letter.doubts.append(
                doubt(days[letter.due_day], "readers-doubt-several-due-days", days="、".join(map(str, days)))
            )


def _monthly(letter: Letter, place: Place, sentence: str, days: dict[int, Place]) -> None:
    for match in _MONTHLY.finditer(sentence):
        day = whole_number(match["day"])
        # 当月25日 and 每月25日 without 前 only say when reports are due in a sentence about reports.
        if (match["same"] or match["open"] is not None) and not _REPORTING.search(sentence):
            continue
        if day is not None and 1 <= day <= 31:  # noqa: PLR2004
            days.setdefault(day, place)
            clock = _CLOCK.match(match["clock"]) if match["clock"] else None
            letter.due_time = letter.due_time or (_as_time(clock) if clock else None)


def _year_of_issue(letter: Letter) -> int | None:
    if letter.issued_on:
        return letter.issued_on.year
    return int(letter.code) if letter.code.isdigit() else None


def _registration(letter: Letter, place: Place, sentence: str) -> None:
    for match in _DAY.finditer(sentence):
        rest = sentence[match.end() :]
        rest = re.sub(r"^[（(](?:星期|周)[一二三四五六日天][）)]", "", rest)
        clock = _CLOCK.match(rest)
        closing = rest[clock.end() :] if clock else re.sub(r"^下班", "", rest)
        if not _BEFORE.match(closing) and not _CLOSING.search(sentence[: match.start()]):
            continue
        day = _as_day(match, _year_of_issue(letter))
        moment = _as_time(clock) if clock else None
        if day is None:
            letter.doubts.append(doubt(place, "readers-doubt-registration-day", written=match[0]))
            continue
        if moment is None:
            moment = time(17, 0)
            letter.doubts.append(doubt(place, "readers-doubt-registration-hour", written=match[0]))
        letter.registration_due_at = datetime.combine(day, moment)
        return


def _moment(text: str, year: int | None) -> datetime | None:
    match = _DAY.search(text) or _ISO_DAY.search(text)
    day = _as_day(match, year) if match else None
    if match is None or day is None:
        return None
    clock = _CLOCK.search(text[match.end() :])
    return datetime.combine(day, (_as_time(clock) if clock else None) or time(17, 0))


_LONGEST_HEADING = 60


def _collect_heading(letter: Letter, line: Line) -> None:
    """Headings of the prose, to be held against the table's: 一、… on a line of its own, （一）… up to the first full stop."""
    first = re.split("[。；]", line.text, maxsplit=1)[0]
    if len(first) > _LONGEST_HEADING:
        return
    number = part_mark(line.text)
    if number is not None:
        letter.part_headings.setdefault(number, (line.place, without_mark(first)))
        return
    number = measure_mark(line.text)
    if number is not None:
        letter.measure_headings.setdefault(number, (line.place, without_mark(first)))

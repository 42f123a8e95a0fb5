"""Characters and numerals of official documents: cleaning, Chinese numbers, ranges, heading marks."""

import re
import unicodedata
from collections.abc import Iterable

# Written in files, seen by nobody: zero-width blanks and joiners, direction marks, soft hyphen, byte order mark.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
_BLANK = "[ \t\r\n\v\f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
_BLANKS = re.compile(f"{_BLANK}+")
_CJK = "\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\U00020000-\U0003ffff"
_BLANKS_BESIDE_CHINESE = re.compile(f"(?<=[{_CJK}]) +| +(?=[{_CJK}])")

DIGITS = "零一二三四五六七八九"
_DIGIT_VALUES = {
    **{character: value for value, character in enumerate(DIGITS)},
    **{character: value for value, character in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "○": 0,
    "两": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
_UNIT_VALUES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SHORT_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
CHINESE_NUMERAL = "[零〇○一二三四五六七八九十百千两廿卅卌壹贰貳叁參肆伍陆陸柒捌玖拾佰仟]"


# Full-width digits and letters, radicals and compatibility ideographs; never punctuation, which is official.
_MADE_PLAIN = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2e80-\u2fdf\uf900-\ufaff]")
_ODD = re.compile(f"{_INVISIBLE.pattern}|{_BLANK}|{_MADE_PLAIN.pattern}")
"""Whatever `tidy` would change: most texts have nothing of it."""


def tidy(text: str) -> str:
    """Return the text with invisible characters gone, look-alikes of PDF copies and full-width digits and letters made plain.

    Blanks of every kind become one space, except that line breaks stay (as one newline), since they may separate units.
    """
    if _ODD.search(text) is None:
        return text
    text = _INVISIBLE.sub("", text)
    if not text.isascii():
        text = _MADE_PLAIN.sub(lambda odd: unicodedata.normalize("NFKC", odd[0]), text)
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in re.split("\r\n|[\n\r\v\f\u0085\u2028\u2029]", text))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return running text on one line, without blanks beside Chinese characters; between Latin words one blank stays."""
    plain = tidy(text).replace("\n", " ")
    return _BLANKS_BESIDE_CHINESE.sub("", plain) if " " in plain else plain


def squeezed(text: str) -> str:
    """Return the text without any blank, brackets full-width: the form in which header words and names are compared."""
    return tidy(text).replace("\n", "").replace(" ", "").replace("(", "（").replace(")", "）")


def chinese_number(text: str) -> int | None:
    """Return the value (under 10,000) of a Chinese numeral, positional (二〇二四) or with units (三十五); None when it is none."""
    for short, long in _SHORT_TENS.items():
        text = text.replace(short, long)
    if not text:
        return None
    if all(character in _DIGIT_VALUES for character in text):
        value = int("".join(str(_DIGIT_VALUES[character]) for character in text))
        return value if len(text) <= 4 else None  # noqa: PLR2004 - four digits are a year, more are no count
    total, digit, last_unit = 0, None, 10_000
    for character in text:
        if character in _DIGIT_VALUES:
            if digit not in {None, 0}:
                return None
            digit = _DIGIT_VALUES[character]
        elif character in _UNIT_VALUES:
            unit = _UNIT_VALUES[character]
            if unit >= last_unit or digit == 0:
                return None
            total, digit, last_unit = total + (1 if digit is None else digit) * unit, None, unit
        else:
            return None
    return total + (digit or 0)


_NUMBER = re.compile(r"[0-9]{1,4}")
_DRESS = re.compile(
    r"^(?:任务编号|任务序号|工作任务|任务|编号|序号|第|No\.?|NO\.?|no\.?|№|#|[Tt]ask)?[:：]?[（(\[【]?(?P<core>.+?)[）)\]】]?(?:号任务"
    "|项任务|号|项|条)?[.．、。:：]?$"
)


def whole_number(text: str) -> int | None:
    """Return the number a cell stands for, however it is dressed: `12`, `１２.`, `（十二）`, `第12项`, `任务12`, `⑫`, `12.0`.

    None when the cell says anything else; a fraction or a sign is something else.
    """
    plain = squeezed(text)
    if len(plain) == 1 and unicodedata.category(plain) == "No":  # circled, bracketed and full-stopped digits
        value = unicodedata.numeric(plain)
        return int(value) if value.is_integer() else None
    match = _DRESS.match(plain)
    if match is None:
        return None
    core = re.sub(r"\.0+$", "", match["core"])
    if _NUMBER.fullmatch(core):
        return int(core)
    return chinese_number(core)


_RANGE = re.compile(r"^(.+?)(?:-|－|‐|‑|–|—|―|~|～|〜|至|到)+(.+)$")
_LIST = re.compile(r"[、，,;；/\n\s及和与.．]+")


def number_list(text: str, *, limit: int = 10_000) -> tuple[int, ...] | None:
    """Return the numbers of a list such as `1-3、7` or `一至三，七`, in the order written, each once; None when it is no list.

    `limit` bounds how many numbers a list may name, against `1-9999999`.
    """
    numbers: dict[int, None] = {}
    plain = tidy(text).replace("\n", "、")
    plain = re.sub(r"\s*([-－‐‑–—―~～〜至到])\s*", r"\1", plain)
    single = whole_number(plain)
    if single is not None:
        return (single,)
    if re.fullmatch(r"[0-9]+[.．][0-9]+", plain):
        return None  # a fraction, not a list
    for piece in _LIST.split(plain.strip("。. ")):
        if not piece:
            continue
        single = whole_number(piece)
        if single is not None:
            numbers[single] = None
            continue
        match = _RANGE.match(piece)
        first, last = (whole_number(match[1]), whole_number(match[2])) if match else (None, None)
        if first is None or last is None or last < first or last - first + len(numbers) >= limit:
            return None
        numbers.update(dict.fromkeys(range(first, last + 1)))
    return tuple(numbers) or None


def number_ranges(numbers: Iterable[int]) -> str:
    """Return numbers as `number_list` reads them: `1-3、7`."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


_PART_MARK = re.compile(
    rf"^(?:第({CHINESE_NUMERAL}+|[0-9]{{1,2}})(?:部分|章|大类|篇)[:：、.．]?|({CHINESE_NUMERAL}+)[、.．,，])"
)
_MEASURE_MARK = re.compile(
    rf"^(?:[（(]({CHINESE_NUMERAL}+)[）)][、.．]?|第({CHINESE_NUMERAL}+|[0-9]{{1,2}})节[:：、.．]?)"
)
_ARABIC_MARK = re.compile(r"^(?:[（(][0-9]{1,3}[）)][、.．]?|[0-9]{1,3}(?:[、．]|\.(?![0-9])|[）)]))")


def part_mark(text: str) -> int | None:
    """Return the number of a first-level heading (一、 第一部分); None when the text does not begin like one."""
    return _mark(_PART_MARK, text)


def measure_mark(text: str) -> int | None:
    """Return the number of a second-level heading (（一）); None when the text does not begin like one."""
    return _mark(_MEASURE_MARK, text)


def _mark(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.match(one_line(text))
    return whole_number(next(group for group in match.groups() if group)) if match else None


def without_mark(heading: str) -> str:
    """Return a heading on one line without its numeral and without a closing full stop or colon."""
    plain = one_line(heading)
    for pattern in (_PART_MARK, _MEASURE_MARK, _ARABIC_MARK):
        shorter = pattern.sub("", plain, count=1).strip(" ")
        if shorter and shorter != plain:
            plain = shorter
            break
    return plain.rstrip("。：:；; ")


def leading_number(text: str) -> tuple[int, str] | None:
    """Split `12.文字` or `12、文字` into number and text; None when the text does not begin with a number mark."""
    plain = one_line(text)
    match = re.match(r"^[（(]?([0-9]{1,4})(?:[、．）)]|\.(?![0-9]))[、.．]?\s*(.+)$", plain)
    return (int(match[1]), match[2]) if match else None

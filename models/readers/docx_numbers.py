"""Automatic numbering of Word paragraphs: the label Word shows but does not store in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from models.rules.circular_words import DIGITS

_LEVELS = 9
_MOST_LABEL = 32


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    pattern: str


def chinese_numeral(value: int) -> str:
    """Return 1 to 9,999 in Chinese as headings count (十二, 一百零五)."""
    if not 0 < value < 10_000:  # noqa: PLR2004 - the range of the numeral
        return str(value)
    text, zero = "", False
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + mark
            zero = False
        else:
            zero = True
    return text.removeprefix("一") if text.startswith("一十") else text


def _roman(value: int) -> str:
    pairs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for worth, mark in pairs:
        count, value = divmod(value, worth) if value < 4000 else (0, 0)  # noqa: PLR2004 - no list is that long
        text += mark * count
    return text


def _written(value: int, kind: str) -> str:
    if kind in {
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
        "japaneseLegal",
    }:
        return chinese_numeral(value)
    if kind in {"upperRoman", "lowerRoman"}:
        return _roman(value) if kind == "upperRoman" else _roman(value).lower()
    if kind in {"upperLetter", "lowerLetter"}:
        return chr((65 if kind == "upperLetter" else 97) + (value - 1) % 26)
    if kind in {"bullet", "none"}:
        return ""
    if kind == "decimalZero":
        return f"{value:02}"
    return str(value)


class Numbering:
    """Counts through a document in reading order. One object reads one document once."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._started: set[tuple[str, int]] = set()
        part = next(
            (
                r.target_part
                for r in document.part.rels.values()
                if r.reltype.endswith("/numbering") and not r.is_external
            ),
            None,
        )
        root = getattr(part, "element", None)
        if root is not None:
            self._read(root)
        styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        for name, style in styles.items():
            found = self._style_numbering(style, styles)
            if name and found:
                self._styles[name] = found

    def _read(self, root: Element) -> None:
        for abstract in root.iter(qn("w:abstractNum")):
            levels = dict(self._read_levels(abstract))
            self._levels[abstract.get(qn("w:abstractNumId")) or ""] = levels
        for number in root.iter(qn("w:num")):
            target = number.find(qn("w:abstractNumId"))
            starts = {}
            for override in number.iter(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    starts[_integer(override.get(qn("w:ilvl")))] = _integer(start.get(qn("w:val")))
            if target is not None:
                self._lists[number.get(qn("w:numId")) or ""] = (target.get(qn("w:val")) or "", starts)

    @staticmethod
    def _read_levels(abstract: Element) -> Iterator[tuple[int, _Level]]:
        for level in abstract.iter(qn("w:lvl")):
            values = {
                name: found.get(qn("w:val"))
                for name in ("start", "numFmt", "lvlText")
                if (found := level.find(qn(f"w:{name}"))) is not None
            }
            yield (
                _integer(level.get(qn("w:ilvl"))),
                _Level(
                    _integer(values.get("start"), 1), values.get("numFmt") or "decimal", values.get("lvlText") or ""
                ),
            )

    @staticmethod
    def _style_numbering(style: Element, styles: dict[str | None, Element]) -> tuple[str, int] | None:
        seen = 0
        current: Element | None = style
        while current is not None and seen < 20:  # noqa: PLR2004 - styles based on each other in a ring
            properties = current.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            number = properties.find(qn("w:numId")) if properties is not None else None
            if properties is not None and number is not None:
                level = properties.find(qn("w:ilvl"))
                return number.get(qn("w:val")) or "", _integer(level.get(qn("w:val")) if level is not None else None)
            base = current.find(qn("w:basedOn"))
            current = styles.get(base.get(qn("w:val"))) if base is not None else None
            seen += 1
        return None

    def label(self, paragraph: Element) -> str:
        """Count this paragraph and return its label (`一、`, `3.`), or nothing."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return ""
        own = properties.find(qn("w:numPr"))
        style = properties.find(qn("w:pStyle"))
        number, level = self._styles.get(style.get(qn("w:val")) or "", ("", 0)) if style is not None else ("", 0)
        if own is not None:
            identity, depth = own.find(qn("w:numId")), own.find(qn("w:ilvl"))
            number = identity.get(qn("w:val")) or "" if identity is not None else number
            level = _integer(depth.get(qn("w:val"))) if depth is not None else level
        if number not in self._lists or not 0 <= level < _LEVELS:
            return ""
        return self._count(number, level)

    def _count(self, number: str, level: int) -> str:
        abstract, starts = self._lists[number]
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        if level in starts and (number, level) not in self._started:
            self._counts[abstract, level] = starts[level] - 1
        self._started.add((number, level))
        start = levels[level].start
        self._counts[abstract, level] = self._counts.get((abstract, level), start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            self._counts.pop((abstract, deeper), None)

        def counted(mark: re.Match[str]) -> str:
            depth = int(mark[1]) - 1
            known = levels.get(depth)
            return _written(self._counts.get((abstract, depth), known.start), known.kind) if known else ""

        if levels[level].kind == "bullet":
            return ""
        return re.sub("%([1-9])", counted, levels[level].pattern)[:_MOST_LABEL]


def _integer(text: str | None, default: int = 0) -> int:
    return int(text) if text is not None and re.fullmatch("-?[0-9]{1,6}", text) else default

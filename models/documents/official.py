"""The layout of official documents, GB/T 9704-2012, on python-docx: page, fonts, paragraphs, tables, signature.

A4 with margins of 37, 35, 28 and 26 mm, 22 lines of 28 characters: title 2号 (22 pt) 小标宋, body 3号 (16 pt) 仿宋, headings
黑体, 楷体, 仿宋 by level, lines of exactly 28 pt, page numbers "— 1 —" of 4号 (14 pt) at the outer edge. The fonts the
standard names are proprietary: documents name them and their substitutes, and carry none.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from math import ceil

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer
from docx.shared import Mm
from docx.styles.style import ParagraphStyle

from locales import t
from models.documents.cleaning import ems
from models.documents.title_rows import title_rows

LATIN = "Times New Roman"
SONG_TITLE = "方正小标宋简体"
FANG_SONG = "仿宋_GB2312"
KAI = "楷体_GB2312"
HEI = "黑体"
SONG = "宋体"
# What a machine without the font shows instead, best first.
FALLBACKS = {
    SONG_TITLE: "方正小标宋_GBK,小标宋,华文中宋,宋体,SimSun",
    FANG_SONG: "仿宋,FangSong,华文仿宋,STFangsong",
    KAI: "楷体,KaiTi,华文楷体,STKaiti",
    HEI: "SimHei,华文黑体,微软雅黑",
    SONG: "SimSun,华文宋体",
}
LINE_TWIPS = 560  # 28 pt
TITLE_LINE_TWIPS = 700  # 35 pt: a 2号 title of several lines needs more air
TABLE_LINE_TWIPS = 400
TITLE_LINE_CHARACTERS = 20  # 156 mm of 22 pt
TEXT_WIDTH_MM = 156
_TWIPS_PER_MM = 1440 / 25.4
_CHARACTER_TWIPS = 320  # of 16 pt
_HALF_POINTS = {"title": 44, "body": 32, "page": 28, "table": 24}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its head, its width in mm, and whether its cells stand in the middle."""

    head: str
    width: float
    centred: bool = False


class OfficialDocument:
    """A document being written, from top to bottom; `to_bytes` ends it."""

    def __init__(self, language: str, title: str, author: str = "", made_at: datetime | None = None) -> None:
        self._document = Document()
        self._language = language
        self._end = self._document.element.body.sectPr
        self._set_page()
        self._set_styles()
        self._set_fonts()
        self._set_page_numbers()
        about = self._document.core_properties
        about.title, about.author, about.last_modified_by, about.comments = title, author, author, ""
        if made_at is not None:
            about.created = about.modified = made_at.astimezone(UTC).replace(tzinfo=None)  # the format stores bare UTC

    def title(self, *lines: str) -> None:
        """Write the title, one paragraph a line, each broken between words where that is known, else into lines of even length."""
        for whole in lines:
            *broken, line = title_rows(whole, TITLE_LINE_CHARACTERS)
            if broken:
                self._end.addprevious(_paragraph(self._id("Title"), [*broken, line], in_rows=True))
                continue
            rows = max(1, ceil(ems(line) / TITLE_LINE_CHARACTERS))
            spare = TITLE_LINE_CHARACTERS - ceil(ems(line) / rows) - 1
            indent = max(0, spare * 50) if rows > 1 else 0
            self._paragraph("Title", [line], indent={"leftChars": indent, "rightChars": indent} if indent else None)

    def under_title(self, text: str) -> None:
        """Write the line under the title (楷体), and the blank line below it."""
        self._paragraph("Subtitle", [text])
        self.blank()

    def blank(self) -> None:
        """Leave one line empty."""
        self._paragraph("Normal", [])

    def flush(self, text: str, *, kept: bool = False) -> None:
        """Write a line that starts at the left edge: those a document goes to. `kept`: on one page with what follows."""
        self._paragraph("Normal", [text], kept=kept)

    def heading(self, level: int, text: str) -> None:
        """Write a heading of level 1 (黑体), 2 (楷体) or 3 (仿宋)."""
        self._paragraph(f"Heading {level}", [text])

    def body(self, *paragraphs: str, label: str = "") -> None:
        """Write paragraphs of text; `label` stands bold before the first."""
        for number, text in enumerate(paragraphs or ("",)):
            self._paragraph("Body Text", [text], label=label if number == 0 else "")

    def caption(self, text: str) -> None:
        """Write the name of the table that follows."""
        self._paragraph("Caption", [text])

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]], *, total: bool = False) -> None:
        """Write a table whose head repeats on each page; line feeds part lines in a cell.

        With `total` the last row is emphasised, and the table, being a short one, is kept on one page.
        """
        cells = [tuple(column.head for column in columns), *(tuple(row) for row in rows)]
        table = OxmlElement("w:tbl")
        properties = _child(table, "w:tblPr")
        _child(properties, "w:tblStyle", val="TableGrid")
        _child(properties, "w:tblW", w=_twips(sum(column.width for column in columns)), type="dxa")
        _child(properties, "w:jc", val="center")
        _child(properties, "w:tblLayout", type="fixed")
        grid = _child(table, "w:tblGrid")
        for column in columns:
            _child(grid, "w:gridCol", w=_twips(column.width))
        for number, row in enumerate(cells):
            line = _child(table, "w:tr")
            row_properties = _child(line, "w:trPr")
            _child(row_properties, "w:cantSplit")
            if number == 0:
                _child(row_properties, "w:tblHeader")
            style = "Table Head" if number == 0 or (total and number == len(cells) - 1) else "Table Text"
            for column, text in zip(columns, row, strict=True):
                cell = _child(line, "w:tc")
                cell_properties = _child(cell, "w:tcPr")
                _child(cell_properties, "w:tcW", w=_twips(column.width), type="dxa")
                _child(cell_properties, "w:vAlign", val="center")
                for part in text.split("\n"):
                    cell.append(
                        _paragraph(
                            self._id(style),
                            [part],
                            centred=column.centred or number == 0,
                            kept=number == 0 or (total and number < len(cells) - 1),
                        )
                    )
        self._end.addprevious(table)
        # A table must be followed by a paragraph; one of the smallest height keeps the page's rhythm.
        self._paragraph("Table End", [])

    def signature(self, office: str, day: str) -> None:
        """Write who signs and the date: the date four characters from the right edge, the office centred over it."""
        date_right = 4.0
        office_right = max(0.0, date_right + ems(day) / 2 - ems(office) / 2)
        self._hold_last()
        for _ in range(2):
            self._paragraph("Signature", [])  # kept with what follows, as a blank line is not
        for text, right in ((office, office_right), (day, date_right)):
            self._paragraph("Signature", [text], indent={"rightChars": round(right * 100)})

    def annex_list(self, label: str, items: Sequence[str]) -> None:
        """Write the list of annexes under the body: the label, the first item beside it, the others below that one."""
        self._hold_last()
        self._paragraph("Signature", [])
        hang = round(ems(label) * 100)
        for number, item in enumerate(items):
            first = {"leftChars": 200 + hang, "hangingChars": hang} if number == 0 else {"leftChars": 200 + hang}
            # The signature must not stand alone on a page.
            self._paragraph("Normal", [(label if number == 0 else "") + item], indent=first, kept=True)

    def annex(self, label: str, title: str) -> None:
        """Begin an annex on a new page: 附件1 in 黑体 at the left edge, its title in the third line."""
        self._paragraph("Annex", [label])
        self.blank()
        self.title(title)
        self.blank()

    def to_bytes(self) -> bytes:
        """Return the .docx file."""
        stream = BytesIO()
        self._document.save(stream)
        return stream.getvalue()

    def _hold_last(self) -> None:
        """Keep the end of the text with what follows: a signature alone on a page could be put under anything."""
        last = self._end.getprevious()
        properties = None if last is None or last.tag != qn("w:p") else last.find(qn("w:pPr"))
        if properties is not None and properties.find(qn("w:keepNext")) is None:
            properties.insert(1, OxmlElement("w:keepNext"))  # behind the style, where the format wants it

    def _paragraph(
        self,
        style: str,
        texts: Sequence[str],
        *,
        label: str = "",
        indent: dict[str, int] | None = None,
        kept: bool = False,
    ) -> None:
        self._end.addprevious(_paragraph(self._id(style), texts, label=label, indent=indent, kept=kept))

    def _id(self, style: str) -> str:
        return self._style_ids[style]

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.header_distance, section.footer_distance = Mm(15), Mm(23)
        for grid in self._end.findall(qn("w:docGrid")):
            self._end.remove(grid)
        # The grid counts lines only: one that counts characters makes LibreOffice stretch them over two cells.
        _child(self._end, "w:docGrid", type="lines", linePitch=LINE_TWIPS)

    def _set_styles(self) -> None:
        self._style_ids: dict[str, str] = {}
        indented: dict[str, int] = {"firstLineChars": 200, "firstLine": 640}
        self._style("Normal", FANG_SONG, base="")
        self._style("Body Text", FANG_SONG, indent=indented, justified="both")
        self._style("Title", SONG_TITLE, "title", justified="center", line=TITLE_LINE_TWIPS, flags=("w:keepNext",))
        self._style("Subtitle", KAI, justified="center")
        for level, font in enumerate((HEI, KAI, FANG_SONG), start=1):
            self._style(f"Heading {level}", font, indent=indented, bold=level > 2, flags=("w:keepNext",), outline=level)  # noqa: PLR2004 - level 3 shares the body's font
        self._style("Signature", FANG_SONG, justified="right", flags=("w:keepNext",))
        self._style("Annex", HEI, flags=("w:keepNext", "w:pageBreakBefore"))
        self._style("Caption", HEI, "table", justified="center", flags=("w:keepNext",))
        self._style("Table Text", FANG_SONG, "table", line=TABLE_LINE_TWIPS)
        self._style("Table Head", HEI, "table", line=TABLE_LINE_TWIPS)
        self._style("Table End", FANG_SONG, "table", line=120)
        self._style("Footer", SONG, "page")

    def _style(
        self,
        name: str,
        font: str,
        size: str = "body",
        *,
        base: str = "Normal",
        indent: dict[str, int] | None = None,
        justified: str = "left",
        line: int = LINE_TWIPS,
        bold: bool = False,
        outline: int = 0,
        flags: Sequence[str] = (),
    ) -> None:
        styles = self._document.styles
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style = styles[name]
        if not isinstance(style, ParagraphStyle):  # pragma: no cover - the names above are paragraph styles
            raise TypeError(name)
        style.base_style = styles[base] if base else None
        self._style_ids[name] = style.style_id
        element = style.element
        for old in element.findall(qn("w:pPr")) + element.findall(qn("w:rPr")):
            element.remove(old)  # the template's blue headings and theme fonts
        paragraph = _child(element, "w:pPr")
        for flag in flags:
            _child(paragraph, flag)
        _child(paragraph, "w:widowControl", val="0")
        if line != LINE_TWIPS:
            # On the page's grid of 28 pt a line of 20 pt would take 28 and one of 35 pt 56.
            _child(paragraph, "w:snapToGrid", val="0")
        _child(paragraph, "w:spacing", before=0, after=0, line=line, lineRule="exact")
        if indent:
            _child(paragraph, "w:ind", **indent)
        _child(paragraph, "w:jc", val=justified)
        if outline:
            _child(paragraph, "w:outlineLvl", val=outline - 1)
        run = _child(element, "w:rPr")
        _child(run, "w:rFonts", ascii=LATIN, hAnsi=LATIN, cs=LATIN, eastAsia=font)
        for flag in ("w:b", "w:bCs"):
            _child(run, flag, val=int(bold))
        for flag in ("w:i", "w:iCs"):
            _child(run, flag, val=0)
        _child(run, "w:color", val="000000")
        # 28 characters of 16 pt are a little wider than 156 mm.
        _child(run, "w:spacing", val=-5 if size == "body" else 0)
        _child(run, "w:sz", val=_HALF_POINTS[size])
        _child(run, "w:szCs", val=_HALF_POINTS[size])
        _child(run, "w:lang", val="en-US", eastAsia="zh-CN")

    def _set_fonts(self) -> None:
        entries = "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{names}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
            for name, names in FALLBACKS.items()
        )
        part = self._document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
        # python-docx keeps the font table as opaque bytes and has no call for them.
        part._blob = re.sub(  # noqa: SLF001 - see above
            rb"(<w:fonts[^>]*>).*(</w:fonts>)",
            lambda found: found[1] + entries.encode() + found[2],
            part.blob,
            flags=re.DOTALL,
        )

    def _set_page_numbers(self) -> None:
        self._document.settings.odd_and_even_pages_header_footer = True
        section = self._document.sections[0]
        self._page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "rightChars")
        self._page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "leftChars")

    def _page_number(self, footer: _Footer, side: WD_ALIGN_PARAGRAPH, edge: str) -> None:
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        # python-docx has no indent in characters; the format wants it before the alignment.
        _child(paragraph._p.get_or_add_pPr(), "w:ind", **{edge: 100})  # noqa: SLF001 - see above
        paragraph.alignment = side
        before, after = t(self._language, "document-page", number="\n").split("\n")
        for kind, text in (("", before), ("begin", ""), ("code", "PAGE"), ("end", ""), ("", after)):
            run = paragraph.add_run(text if not kind else "")._r  # noqa: SLF001 - fields are raw XML
            if kind == "code":
                _child(run, "w:instrText").text = text
            elif kind:
                _child(run, "w:fldChar", fldCharType=kind)


def _paragraph(
    style_id: str,
    texts: Sequence[str],
    *,
    label: str = "",
    indent: dict[str, int] | None = None,
    centred: bool = False,
    kept: bool = False,
    in_rows: bool = False,
) -> BaseOxmlElement:
    paragraph = OxmlElement("w:p")
    properties = _child(paragraph, "w:pPr")
    _child(properties, "w:pStyle", val=style_id)
    if kept:
        _child(properties, "w:keepNext")
    if indent:
        # Word measures in characters; LibreOffice and WPS on a phone know the lengths alone.
        lengths = {side.removesuffix("Chars"): round(part * _CHARACTER_TWIPS / 100) for side, part in indent.items()}
        _child(properties, "w:ind", **indent, **lengths)
    if centred:
        _child(properties, "w:jc", val="center")
    for text, bold in ((label, True), *((text, False) for text in texts)):
        if text:
            run = _child(paragraph, "w:r")
            if bold:
                _child(_child(run, "w:rPr"), "w:b")
            if in_rows and run.getprevious() is not None and run.getprevious().tag == run.tag:
                _child(run, "w:br")
            node = _child(run, "w:t")
            node.text = text
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return paragraph


def _child(parent: BaseOxmlElement, tag: str, **attributes: str | int) -> BaseOxmlElement:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), str(value))
    parent.append(child)
    return child


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_PER_MM)

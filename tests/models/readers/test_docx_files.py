"""Word documents as offices make them."""

import copy
import io
import zipfile
from collections.abc import Callable, Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table, _Cell, _Row

from models.rules.circulars import Task
from tests.models.readers.plans import HEADS, LETTER, docx_bytes, plan_of, synthetic_tasks, table_rows

TASKS = synthetic_tasks()
ROWS = table_rows(TASKS, joiner="、")


def read_after(edit: Callable[[Table], None]) -> tuple[Task, ...]:
    return plan_of(docx_bytes(ROWS, edit=edit)).tasks


def saved(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_table(document: WordDocument, rows: Sequence[Sequence[str]]) -> Table:
    table: Table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return table


def row_of(table: Table, number: int) -> _Row:
    found: _Row = next(row for row in table.rows if row.cells[1].text == str(number))
    return found


def cell_of(table: Table, number: int, column: int) -> _Cell:
    return row_of(table, number).cells[column]


def test_the_letter_is_read_beside_the_table() -> None:
    circular = plan_of(docx_bytes(ROWS))
    assert circular.tasks == TASKS
    assert (circular.document_no, circular.issuer, circular.due_day) == (
        "某某办字〔2031〕7号",
        "某某市工作专班办公室",
        20,
    )


def test_merged_headings_and_measures_are_spread_over_their_rows() -> None:
    def merge(table: Table) -> None:
        start = None
        rows = list(table.rows)
        for index, row in enumerate(rows):
            first = row.cells[0].text
            if first[1:2] == "、":
                row.cells[0].merge(row.cells[4])
            if first:
                start = index if first.startswith("（") else None
            elif start is not None:
                rows[start].cells[0].merge(row.cells[0])

    assert read_after(merge) == TASKS


def test_units_apart_by_paragraphs_or_line_breaks_are_all_read() -> None:
    def spread(table: Table) -> None:
        cell = cell_of(table, 6, 4)
        first, second = cell.text.rsplit("、", 1)
        cell.text = ""
        cell.paragraphs[0].add_run(first).add_break()
        cell.paragraphs[0].add_run(second)
        other = cell_of(table, 10, 4)
        first, second = other.text.rsplit("、", 1)
        other.text = first
        other.add_paragraph(second)

    assert read_after(spread) == TASKS


def test_a_table_cut_into_several_with_repeated_heads_is_one_plan() -> None:
    document = Document()
    add_table(document, ROWS[:6])
    document.add_paragraph("— 1 —")
    add_table(document, [list(HEADS), *ROWS[6:10]])
    document.add_paragraph("")
    add_table(document, ROWS[10:])  # the last piece has no head at all
    assert plan_of(saved(document)).tasks == TASKS


def test_a_row_cut_by_the_end_of_a_page_is_joined() -> None:
    index = next(i for i, row in enumerate(ROWS) if row[1] == "6")
    measure, number, text, lead, support = ROWS[index]
    first, second = support.rsplit("、", 1)
    upper = [measure, number, text[:9], lead, first]
    lower = ["", "", text[9:], "", second]
    document = Document()
    add_table(document, [*ROWS[:index], upper])
    document.add_paragraph("")
    add_table(document, [list(HEADS), lower, *ROWS[index + 1 :]])
    assert plan_of(saved(document)).tasks == TASKS


def test_tracked_changes_read_as_accepted() -> None:
    def change(table: Table) -> None:
        paragraph = cell_of(table, 4, 2).paragraphs[0]
        run = paragraph.runs[0]._r
        inserted = OxmlElement("w:ins")
        deleted = parse_xml(
            f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>作废字样</w:delText></w:r></w:del>'
        )
        paragraph._p.append(deleted)
        paragraph._p.append(inserted)
        inserted.append(run)
        gone = copy.deepcopy(row_of(table, 5)._tr)
        properties = gone.get_or_add_trPr()
        properties.append(OxmlElement("w:del"))
        row_of(table, 5)._tr.addnext(gone)

    assert read_after(change) == TASKS


def test_content_controls_around_text_cells_and_rows_are_seen_through() -> None:
    def wrap(element: object, parent: object) -> None:
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        control.append(content)
        element.addprevious(control)  # type: ignore[attr-defined]
        content.append(element)
        assert parent is not None

    def edit(table: Table) -> None:
        text = cell_of(table, 3, 2).paragraphs[0]
        cell, row = cell_of(table, 7, 3)._tc, row_of(table, 9)._tr
        wrap(text.runs[0]._r, text._p)
        wrap(cell, cell.getparent())
        wrap(row, row.getparent())

    assert read_after(edit) == TASKS


def numbered(document: WordDocument, pattern: str, kind: str) -> str:
    """Add a list with one level to the document; returns its number."""
    numbering = document.part.numbering_part.element
    identity = str(900 + len(numbering))
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
    )
    number = parse_xml(f'<w:num {nsdecls("w")} w:numId="{identity}"><w:abstractNumId w:val="{identity}"/></w:num>')
    numbering.insert(0, abstract)
    numbering.append(number)
    return identity


def give_number(cell: _Cell, identity: str) -> None:
    properties = cell.paragraphs[0]._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{identity}"/></w:numPr>'))


def test_automatic_numbers_count_for_tasks_parts_and_measures() -> None:
    document = Document()
    table = add_table(document, ROWS)
    tasks, parts, measures = (
        numbered(document, "%1.", "decimal"),
        numbered(document, "%1、", "chineseCounting"),
        numbered(document, "（%1）", "chineseCounting"),
    )
    for row in list(table.rows)[1:]:
        first = row.cells[0].text
        if row.cells[1].text:
            row.cells[1].text = ""
            give_number(row.cells[1], tasks)
        if first.startswith("（"):
            row.cells[0].text = first.split("）", 1)[1]
            give_number(row.cells[0], measures)
        elif first:
            row.cells[0].text = first.split("、", 1)[1]
            give_number(row.cells[0], parts)
    assert plan_of(saved(document)).tasks == TASKS


def test_headings_between_tables_head_the_next_table() -> None:
    document = Document()
    parts = list(dict.fromkeys(task.part for task in TASKS))
    for ordinal, part in enumerate(parts):
        document.add_paragraph(f"{'一二'[ordinal]}、{part}")
        rows = table_rows([task for task in TASKS if task.part == part], joiner="、")
        add_table(document, [rows[0], *rows[2:]])
    assert plan_of(saved(document)).tasks == TASKS


def test_a_plan_in_a_table_inside_a_table_is_found() -> None:
    document = Document()
    outer = document.add_table(rows=1, cols=1)
    inner = outer.rows[0].cells[0].add_table(rows=len(ROWS), cols=5)
    for row, cells in zip(inner.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    assert plan_of(saved(document)).tasks == TASKS


def test_a_document_with_macros_is_read_as_any_other() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_bytes(ROWS))) as plain, zipfile.ZipFile(stream, "w") as macros:
        for name in plain.namelist():
            kind = (
                b"openxmlformats-officedocument.wordprocessingml.document.main",
                b"ms-word.document.macroEnabled.main",
            )
            macros.writestr(name, plain.read(name).replace(*kind) if name.startswith("[") else plain.read(name))
    assert plan_of(stream.getvalue()).tasks == TASKS


def test_hidden_text_is_left_out() -> None:
    def hide(table: Table) -> None:
        run = cell_of(table, 2, 2).paragraphs[0].add_run("内部批注")
        run.font.hidden = True

    assert read_after(hide) == TASKS


def test_the_letter_may_stand_in_a_text_box() -> None:
    document = Document()
    box = parse_xml(
        f"<w:p {nsdecls('w')}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{LETTER[0]}</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r></w:p>"
    )
    document.element.body.insert(0, box)
    add_table(document, ROWS)
    assert document.element.body.find(qn("w:tbl")) is not None
    assert plan_of(saved(document)).document_no == LETTER[0]


def test_what_was_moved_away_and_prompts_nobody_filled_in_are_left_out() -> None:
    def change(table: Table) -> None:
        paragraph = cell_of(table, 6, 2).paragraphs[0]
        run = paragraph.runs[0]._r
        moved = parse_xml(f'<w:moveTo {nsdecls("w")} w:id="4" w:author="a"/>')
        away = f'<w:moveFrom {nsdecls("w")} w:id="3" w:author="a"><w:r><w:t>移走的话</w:t></w:r></w:moveFrom>'
        paragraph._p.append(parse_xml(away))
        paragraph._p.append(moved)
        moved.append(run)
        cell_of(table, 9, 4)._tc.append(
            parse_xml(
                f'<w:p {nsdecls("w")}><w:pPr><w:rPr><w:moveFrom w:id="9" w:author="a"/></w:rPr></w:pPr>'
                '<w:moveFrom w:id="7" w:author="a"><w:r><w:t>市公安局</w:t></w:r></w:moveFrom></w:p>'
            )
        )
        cell_of(table, 2, 4)._tc.append(
            parse_xml(
                f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r>"
                "<w:t>单击或点击此处输入文字。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            )
        )

    assert read_after(change) == TASKS

import re
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from models.documents.cleaning import tidy
from models.documents.digest import addendum_docx, digest_docx
from models.documents.summary import summary_docx
from models.rules.digests import Digest, TaskLine
from models.rules.words import RoundKind, Status
from tests.models.documents.offices import MEASURES, PARTS, digest


def read(data: bytes) -> Docx:
    return Document(BytesIO(data))


def words(document: Docx) -> str:
    """Return all that stands in a document, paragraphs and table cells, a line each, from top to bottom."""
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [cell.text for row in block.rows for cell in row.cells]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def styled(document: Docx, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if _style(paragraph).name == style]


def _style(paragraph: Paragraph) -> ParagraphStyle:
    assert isinstance(paragraph.style, ParagraphStyle)
    return paragraph.style


def with_task(made: Digest, line: TaskLine) -> Digest:
    return replace(made, tasks=tuple(line if each.number == line.number else each for each in made.tasks))


@pytest.fixture(scope="module")
def made() -> Digest:
    return digest()


@pytest.fixture(scope="module")
def document(made: Digest) -> Docx:
    return read(digest_docx(made, "zh-CN"))


def test_the_page_is_that_of_an_official_document(document: Docx) -> None:
    (section,) = document.sections
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    # The format counts in twentieths of a point.
    assert [abs(got - Mm(want)) < Pt(0.1) for got, want in zip(margins, (37, 35, 28, 26), strict=True) if got] == [
        True
    ] * 4


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Subtitle", "楷体_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Annex", "黑体", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_each_level_has_the_font_and_size_of_the_standard(document: Docx, style: str, font: str, points: float) -> None:
    found = document.styles[style]
    assert isinstance(found, ParagraphStyle)
    fonts = found.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    assert fonts is not None
    assert fonts.get(qn("w:eastAsia")) == font
    assert not [name for name in fonts.attrib if "heme" in str(name)], "a theme's font would win over the one named"
    assert found.font.size == Pt(points)
    assert found.font.italic is False


def test_no_run_carries_a_font_of_its_own(document: Docx) -> None:
    assert not document.element.body.findall(f".//{qn('w:rFonts')}")


def test_body_lines_are_exactly_28_points_with_two_characters_indented(document: Docx) -> None:
    body = document.styles["Body Text"]
    assert isinstance(body, ParagraphStyle)
    assert body.paragraph_format.line_spacing == Pt(28)
    assert body.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    indent = body.element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    assert indent is not None
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_every_font_named_has_a_substitute_named_for_machines_without_it(document: Docx) -> None:
    table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE).blob.decode()
    used = {
        fonts.get(qn("w:eastAsia"))
        for style in document.styles.element.findall(qn("w:style"))
        for fonts in style.findall(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    } - {None}
    for font in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"):
        assert font in used
        assert re.search(rf'w:name="{font}"><w:altName w:val="[^"]+"', table)


def test_page_numbers_stand_between_dashes_at_the_outer_edge(document: Docx) -> None:
    (section,) = document.sections
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "—  —"
        assert [field.text for field in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
        justified = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        assert justified is not None
        assert justified.get(qn("w:val")) == side


def test_headings_follow_the_circular_with_its_numbers(document: Docx, made: Digest) -> None:
    assert styled(document, "Heading 1") == [
        "总体情况",
        *(f"{n}、{part}" for n, part in zip("一二三四", PARTS, strict=True)),
    ]
    numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三"]
    assert styled(document, "Heading 2") == [f"（{n}）{measure}" for n, measure in zip(numerals, MEASURES, strict=True)]
    assert styled(document, "Heading 3") == [
        f"{line.number}. {line.text.rstrip('。')}（{'、'.join(line.lead)}）" for line in made.tasks
    ]


def test_overview_tasks_signature_and_lists_stand_in_this_order(document: Docx, made: Digest) -> None:
    text = words(document)
    landmarks = [
        "城市品质提升行动2024年工作要点", "2024年8月进展情况汇总", "（截至2024年8月25日17:01，第2稿）", "市委、市政府：", "总体情况",
        f"本期应报{made.expected}件", "各部分任务报送情况", "一、夯实发展根基", "56. ", "附件：1. 进度滞后任务清单",
        "城市品质提升行动领导小组办公室\n2024年8月25日", "附件1\n", "附件2\n", "附件3\n",
    ]  # fmt: skip
    places = [text.index(landmark) for landmark in landmarks]
    assert places == sorted(places)


def test_every_text_a_unit_wrote_stands_in_the_document_exactly_once(document: Docx, made: Digest) -> None:
    text = words(document)
    written = [
        paragraph
        for line in made.tasks
        for answer in line.answers
        for field in (answer.text, *((answer.problems, answer.next_step) if len(line.lead) == 1 else ()))
        for paragraph in tidy(field)
    ]
    assert len(written) > 80
    assert {paragraph: text.count(paragraph) for paragraph in written} == dict.fromkeys(written, 1)


def test_the_overview_gives_the_five_numbers_and_what_changed(document: Docx, made: Digest) -> None:
    text = words(document)
    assert (
        f"本期应报{made.expected}件，截至2024年8月25日17:01已报{made.answered}件，其中按时{made.on_time}件、逾期{made.late}件；"
        f"未报{made.owed}件。" in text
    )
    assert "新出现滞后1项（第9项）；由滞后恢复推进1项（第2项）。" in text


def test_the_table_by_part_adds_up_to_its_last_row(document: Docx, made: Digest) -> None:
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [row[0] for row in rows] == ["任务类别", *PARTS, "合计"]
    for column in range(1, 8):
        assert sum(int(row[column]) for row in rows[1:-1]) == int(rows[-1][column])
    assert rows[-1][1:7] == [str(n) for n in (56, made.expected, made.answered, made.on_time, made.late, made.owed)]


def test_the_lists_name_the_delayed_and_the_missing_with_phones_and_the_unregistered_apart(document: Docx) -> None:
    late, missing, unregistered = ([[cell.text for cell in row.cells] for row in t.rows] for t in document.tables[1:])
    assert late[2][:2] == ["9", "建设公共检测实验室，为中小企业提供釉料成分和烧成曲线检测服务（9号任务）。"]
    assert late[2][2:] == ["市委宣传部、市住建局", "63%\n63%", "正常推进"]
    assert missing[1] == ["市住建局", "14", "李0 13807980000\n王小明 0798-8280000", "—"]
    assert [row[:2] for row in unregistered[1:]] == [["市教体局", "18"], ["市民航服务中心", "—"], ["乐平市政府", "—"]]
    assert "市教体局" not in [row[0] for row in missing]


def test_each_table_repeats_its_head_on_every_page(document: Docx) -> None:
    assert len(document.tables) == 4
    for table in document.tables:
        assert len(table._tbl.findall(f".//{qn('w:tblHeader')}")) == 1


def test_several_leads_are_each_named_and_one_text_of_both_is_printed_once(made: Digest) -> None:
    line = next(line for line in made.tasks if line.number == 9)
    one, other = line.answers
    same = replace(other, text=one.text, problems=one.problems, next_step=one.next_step, on_time=False)
    apart = words(read(digest_docx(made, "zh-CN")))
    merged = words(read(digest_docx(with_task(made, replace(line, answers=(one, same))), "zh-CN")))
    assert f"{one.unit}（进度滞后，完成63%）：{one.text}" in apart
    assert f"{other.unit}（进度滞后，完成63%）：{other.text}" in apart
    assert f"{one.unit}（进度滞后，完成63%）、{other.unit}（进度滞后，完成63%，逾期报送）：{one.text}" in merged
    assert merged.count(one.text) == 1


def test_silence_is_told_apart_done_before_not_asked_and_not_answered(made: Digest) -> None:
    line = made.tasks[0]
    for asked, said in (
        (replace(line, answers=(), missing=line.lead), "尚未报送。"),
        (replace(line, answers=(), missing=()), "本期不需报送。"),
        (replace(line, answers=(), missing=(), done_before=True), "此前已办结。"),
        (replace(line, lead=("甲局", "乙局"), missing=("乙局",)), "乙局：尚未报送。"),
    ):
        paragraphs = [paragraph.text for paragraph in read(digest_docx(with_task(made, asked), "zh-CN")).paragraphs]
        after = paragraphs[paragraphs.index("（一）完善工作机制") + 2 : paragraphs.index("（一）完善工作机制") + 5]
        assert said in after


def test_control_characters_and_markup_in_a_text_neither_break_nor_enter_the_document(made: Digest) -> None:
    line = made.tasks[0]
    (answer,) = line.answers
    hostile = replace(
        answer, text="市<文旅>局&\x00协会\x0b\ud83d完成\x1b[31m签约\ufffe", problems="a\u202eb", next_step="{{ x }}"
    )
    text = words(read(digest_docx(with_task(made, replace(line, answers=(hostile,))), "zh-CN")))
    assert "：市<文旅>局&协会。\n" in text
    assert "\n完成[31m签约。\n" in text
    assert "存在问题：ab\n" in text
    assert "下一步打算：{{ x }}\n" in text


def test_a_final_digest_no_longer_calls_itself_a_draft(made: Digest) -> None:
    assert "（截至2024年8月25日17:01）" in styled(read(digest_docx(replace(made, final=True), "zh-CN")), "Subtitle")


def test_a_round_without_tasks_still_makes_a_document_of_who_is_missing(made: Digest) -> None:
    registration = replace(made, kind=RoundKind.REGISTRATION, round_slug="2024-registration", tasks=(), previous=None)
    text = words(read(digest_docx(registration, "zh-CN")))
    assert "2024年对接人登记进展情况汇总" in text
    assert "附件1\n\n未报送单位名单" in text
    assert "滞后" not in text


def test_where_only_unregistered_units_owe_nobody_reads_that_all_have_answered(made: Digest) -> None:
    strangers = tuple(unit for unit in made.missing if not unit.registered)
    monthly = words(read(digest_docx(replace(made, missing=strangers), "zh-CN")))
    assert "已登记的单位均已报送；未登记的单位见附后名单。" in monthly
    assert "应报单位均已报送" not in monthly
    nobody = words(read(digest_docx(replace(made, missing=(), unregistered=()), "zh-CN")))
    assert "应报单位均已报送。" in nobody
    registration = replace(
        made, kind=RoundKind.REGISTRATION, round_slug="2024-registration", tasks=(), missing=strangers
    )
    text = words(read(digest_docx(replace(registration, previous=None), "zh-CN")))
    assert "附件1\n\n未登记联络员单位名单" in text
    assert "均已报送" not in text


def test_the_addendum_holds_only_what_came_after_the_digest_was_final(made: Digest) -> None:
    line = made.tasks[0]
    (answer,) = line.answers
    later = with_task(made, replace(line, answers=(replace(answer, version=2, text="补充：评审会已于25日开完"),)))
    document = read(addendum_docx(replace(made, final=True), later, "zh-CN"))
    assert "2024年8月进展情况补充汇总" in styled(document, "Title")
    assert len(styled(document, "Heading 3")) == 1
    assert "补充：评审会已于25日开完。" in words(document)


def test_in_english_every_word_but_the_units_own_is_english(made: Digest) -> None:
    document = read(digest_docx(made, "en"))
    assert "Progress report, August 2024" in styled(document, "Title")
    assert styled(document, "Heading 1")[:2] == ["Overview", "Part 1. 夯实发展根基"]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == [
        "Part", "Tasks", "Expected", "Received", "On time", "Late", "Missing", "Delayed",
    ]  # fmt: skip


def test_the_summary_names_delayed_tasks_with_their_reason_and_counts_what_it_leaves_out(made: Digest) -> None:
    document = read(summary_docx(made, "zh-CN"))
    assert styled(document, "Heading 1") == ["新完成的任务", "进度滞后的任务", "未报送和未登记的单位"]
    text = words(document)
    assert "第3项受雨季影响，土方工程停工9天，部分材料价格上涨，原定预算偏紧。" in text
    delayed = [line for line in made.tasks if any(answer.status is Status.DELAYED for answer in line.answers)]
    left_out = re.search(r"其余(\d+)项见汇总全文。", text)
    assert left_out is not None
    assert text.count("受雨季影响") == len(delayed) - int(left_out[1])
    assert "未登记联络员：市教体局（第18项）、市民航服务中心、乐平市政府。" in text


def test_the_summary_of_a_quiet_round_has_room_for_the_table(made: Digest) -> None:
    quiet = replace(made, tasks=tuple(line for line in made.tasks if line.number % 6 != 3), previous=None)
    few = replace(quiet, tasks=tuple(line for line in quiet.tasks if line.number % 6 != 1))
    assert len(read(summary_docx(few, "zh-CN")).tables) == 1

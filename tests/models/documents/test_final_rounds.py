"""What comes after 定稿 stands apart, in every document; a status is said once; no signature stands alone."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from models.documents.annual import annual_docx
from models.documents.digest import digest_docx
from models.documents.ledger import ledger_xlsx
from models.rules.digest_changes import addendum
from models.rules.digests import Digest, Reported
from models.rules.words import Status
from tests.models.documents.offices import digest

LATER = "补充：评审会已于25日开完"


def saying(made: Digest, number: int, status: Status, text: str) -> Digest:
    """Return the digest with one task's answers of this status and text."""
    return replace(
        made,
        tasks=tuple(
            line
            if line.number != number
            else replace(
                line,
                missing=(),
                answers=tuple(replace(each, status=status, text=text, percent=None) for each in line.answers),
            )
            for line in made.tasks
        ),
    )


def paragraphs(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]


def with_later_answer(made: Digest) -> Digest:
    """Return a final digest to whose first task a second version was sent afterwards."""
    line = made.tasks[0]
    (first,) = line.answers
    newer: Reported = replace(first, version=2, text=LATER)
    later = replace(made, tasks=(replace(line, answers=(newer,)), *made.tasks[1:]))
    return replace(made, final=True, after=addendum(made, later))


@pytest.fixture(scope="module")
def made() -> Digest:
    return digest(previous=False)


@pytest.mark.parametrize(
    ("status", "text", "printed"),
    [
        (Status.ON_TRACK, "正常推进，初稿已成", "进展情况：正常推进，初稿已成。"),
        (Status.DELAYED, "进度滞后：经费未到位", "进展情况：进度滞后：经费未到位。"),
        (Status.DONE, "已完成", "进展情况：已完成。"),
        (Status.DONE, "已完成初稿撰写", "进展情况（已完成）：已完成初稿撰写。"),
        (Status.ON_TRACK, "已完成，正在收尾", "进展情况（正常推进）：已完成，正在收尾。"),
    ],
)
def test_a_status_the_text_begins_with_is_not_said_a_second_time_before_it(
    made: Digest, status: Status, text: str, printed: str
) -> None:
    assert printed in paragraphs(digest_docx(saying(made, 1, status, text), "zh-CN"))


def test_of_several_units_too_each_status_is_said_once(made: Digest) -> None:
    several = saying(made, 9, Status.ON_TRACK, "正常推进，初稿已成")
    one, other = next(line.answers for line in several.tasks if line.number == 9)
    assert f"{one.unit}、{other.unit}：正常推进，初稿已成。" in paragraphs(digest_docx(several, "zh-CN"))
    year = paragraphs(annual_docx([several], "zh-CN"))
    assert f"2024年8月，{one.unit}：正常推进，初稿已成。" in year


def test_lateness_and_percent_are_told_even_where_the_text_says_its_status(made: Digest) -> None:
    said = saying(made, 1, Status.ON_TRACK, "正常推进，初稿已成")
    line = said.tasks[0]
    late = replace(line, answers=tuple(replace(each, percent=60, on_time=False) for each in line.answers))
    printed = paragraphs(digest_docx(replace(said, tasks=(late, *said.tasks[1:])), "zh-CN"))
    assert "进展情况（完成60%，逾期报送）：正常推进，初稿已成。" in printed


def test_the_end_of_the_text_the_annexes_and_the_signature_stay_together(made: Digest) -> None:
    document = Document(BytesIO(digest_docx(made, "zh-CN")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    last = next(number for number, text in enumerate(texts) if text.startswith("附件：")) - 2
    assert texts[last]
    signed = texts.index(made.office)
    for paragraph in document.paragraphs[last:signed]:
        kept = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}")
        style = paragraph.style
        assert kept is not None or (style is not None and style.name == "Signature"), paragraph.text


def test_indents_are_given_in_lengths_too_for_programs_that_do_not_count_characters(made: Digest) -> None:
    document = Document(BytesIO(digest_docx(made, "zh-CN")))
    indents = [each for each in document.element.body.iter(qn("w:ind")) if each.get(qn("w:leftChars"))]
    assert indents
    assert all(int(each.get(qn("w:left"))) * 100 == int(each.get(qn("w:leftChars"))) * 320 for each in indents)


def test_the_ledger_of_a_final_round_keeps_what_was_signed_and_lists_later_answers_apart(made: Digest) -> None:
    signed = load_workbook(BytesIO(ledger_xlsx([replace(made, final=True)], "zh-CN")))
    book = load_workbook(BytesIO(ledger_xlsx([with_later_answer(made)], "zh-CN")))
    assert book.sheetnames == [*signed.sheetnames, "定稿后补充"]
    for name in signed.sheetnames:
        assert list(book[name].values) == list(signed[name].values)
    assert "已定稿" in str(book["2024-08"]["A2"].value)
    rows = [row for row in book["定稿后补充"].values if LATER in row]
    assert len(rows) == 1
    assert rows[0][2] == 1
    assert rows[0][-1] == "2024年8月"


def test_months_side_by_side_and_the_years_view_mark_what_came_after_the_final_version(made: Digest) -> None:
    digests = [digest(7, previous=False), with_later_answer(made)]
    months = load_workbook(BytesIO(ledger_xlsx(digests, "zh-CN")))["逐月进展"]
    (row,) = [row for row in months.values if row[2] == 1]
    unit = made.tasks[0].lead[0]
    assert str(row[-1]).endswith(f"\n【定稿后补报】{unit}：{LATER}")
    assert LATER not in str(row[-2])
    year = paragraphs(annual_docx(digests, "zh-CN"))
    assert f"2024年8月定稿后补报（已完成，完成100%）：{LATER}。" in year


def test_twelve_months_side_by_side_are_printed_on_pages_one_can_read() -> None:
    year = [replace(digest(month, previous=False, tasks=2), round_slug=f"2024-{month:02d}") for month in range(1, 13)]
    sheet = load_workbook(BytesIO(ledger_xlsx(year, "zh-CN")))["逐月进展"]
    assert sheet.page_setup.fitToWidth == 3
    assert sheet.print_title_cols == "$A:$D"

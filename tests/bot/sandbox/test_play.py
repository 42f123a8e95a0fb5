"""`sandbox --play`: a month is played without a browser, and reads well."""

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.cli import DONE, REFUSED, main


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one play came to."""

    status: int
    said: str
    complained: str
    documents: Path


def played(folder: Path, *words: str) -> Outcome:
    said, complained = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(complained):
        status = main(["sandbox", "--play", "--out", str(folder), *words])
    return Outcome(status, said.getvalue(), complained.getvalue(), folder)


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return played(tmp_path_factory.mktemp("zh"))


def test_a_month_is_played_to_its_end_and_nothing_is_complained_about(chinese: Outcome) -> None:
    assert chinese.status == DONE
    assert chinese.complained == ""
    assert "演示到此结束" in chinese.said


@pytest.mark.parametrize(
    "moment",
    [
        "确认导入",
        "已导入56项任务",
        "本群已绑定为办公室群",
        "已登记，回执",
        "📱 138",
        "联络员登记已通过。您负责报送16项任务：3—6、21、28—32、35、38、41、45、46、51",
        "━━━ 6月18日（周二）09:00  本月报送开启",
        "🔔 市文旅局联络员，您好！",
        "〔开始填报（16项）〕",
        "回执 2024-06-0001",
        "━━━ 6月21日（周五）09:00",
        "━━━ 6月24日（周一）09:00",
        "━━━ 6月25日（周二）15:00",
        "━━━ 6月25日（周二）17:00",
        "📎 2024年6月进展汇总.docx",
        "已过截止时间，请尽快补报",
        "其中7项晚于截止时间，记为逾期。",
        "━━━ 6月28日（周五）09:00",
        "〔继续登记〕",
        "━━━ 6月30日（周日）17:00",
        "📎 对接人登记表.docx",
    ],
)
def test_the_transcript_shows(chinese: Outcome, moment: str) -> None:
    assert moment in chinese.said


def test_at_three_on_the_due_day_only_those_who_have_not_begun_are_reminded(chinese: Outcome) -> None:
    scene = chinese.said.split("6月25日（周二）15:00")[1].split("━━━")[0]
    reminded = {line.split("]")[0].split("[")[1] for line in scene.split("\n") if line.startswith("15:00 [")}
    assert reminded == {"景德镇陶瓷大学", "市委宣传部", "市工信局"}


def test_the_office_gets_documents_that_open_and_hold_what_was_said(chinese: Outcome) -> None:
    names = {path.name for path in chinese.documents.iterdir()}
    assert names >= {"2024年6月进展汇总.docx", "2024年6月进展台账.xlsx", "对接人登记表.docx", "对接人登记表.xlsx"}
    assert all(name.endswith((".docx", ".xlsx")) for name in names)
    digest = Document(str(chinese.documents / "2024年6月进展汇总.docx"))
    text = "\n".join(
        [paragraph.text for paragraph in digest.paragraphs]
        + [cell.text for table in digest.tables for row in table.rows for cell in row.cells]
    )
    assert "两处景区提升工程雨季停工" in text
    ledger = load_workbook(chinese.documents / "2024年6月进展台账.xlsx")
    cells = [str(cell) for sheet in ledger for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any("引进链主企业1家" in cell for cell in cells)
    contacts = load_workbook(chinese.documents / "对接人登记表.xlsx")
    cells = [str(cell) for sheet in contacts for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any("市发改委" in cell for cell in cells)


def test_it_plays_in_english_too(tmp_path: Path) -> None:
    outcome = played(tmp_path, "--language", "en")
    assert outcome.status == DONE
    assert outcome.complained == ""
    for moment in ("Welcome!", "Start reporting (16)", "Receipt", "count as late", "Not registered", "digest.docx"):
        assert moment in outcome.said
    assert "您好" not in outcome.said


@pytest.mark.parametrize("start", ["yesterday", "2024-13-01"])
def test_a_start_that_is_no_time_is_refused_in_one_line(start: str, tmp_path: Path) -> None:
    outcome = played(tmp_path, "--start", start)
    assert outcome.status == REFUSED
    assert outcome.complained.count("\n") == 1
    assert start in outcome.complained


def test_a_start_after_the_plan_has_ended_is_refused_in_one_line(tmp_path: Path) -> None:
    outcome = played(tmp_path, "--start", "2025-02-01T09:00")
    assert outcome.status == REFUSED
    assert outcome.complained.count("\n") == 1

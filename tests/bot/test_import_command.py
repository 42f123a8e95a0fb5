"""`import` on the command line: lists whose units come by template, contact and report sheets, corrections of a plan."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.cli import main
from tests.models.readers.plans import csv_bytes
from tests.world import DEMO_PLAN

LIST = "2026年重点工作清单\n\n类别,重点工作,主要内容\n保护,资源调查,摸清资源底数。\n保护,抢救保护,抢救地方戏曲。\n传播,宣传片,拍摄宣传片。\n"
SPAN_2026 = ("--first", "2026-06", "--last", "2026-12")
Import = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Import:
    """Give what runs a command in a folder of its own, and returns its status and what it said, refusals included."""
    for name in os.environ:
        if name.startswith("LIAISON_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LIAISON_DATABASE_URL", "sqlite:///office/liaison.db")
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        status = main(words)
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def data(run: Import, folder: Path) -> dict[str, list[dict[str, Any]]]:
    assert run("export", "data", "--out", "data.json")[0] == 0
    read: dict[str, list[dict[str, Any]]] = json.loads((folder / "data.json").read_text(encoding="utf-8"))
    return read


def test_a_list_without_units_gets_them_by_a_filled_template_and_a_correction_keeps_them(
    run: Import, tmp_path: Path
) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    status, said = run("import", "list.csv", "--yes", *SPAN_2026)
    assert status == 0
    assert "任务1-3：没有责任单位" in said
    assert run("import", "--template", "template.xlsx")[0] == 0
    book = load_workbook(tmp_path / "template.xlsx")
    sheet = book.worksheets[0]
    (head_row,) = [row for row in sheet.iter_rows() if "责任单位" in [cell.value for cell in row]]
    head = int(head_row[0].row or 0)
    columns = {str(cell.value): int(cell.column or 0) for cell in head_row}
    for offset, unit in enumerate(("市文旅局", "市教体局", "市委宣传部"), 1):
        assert sheet.cell(head + offset, columns["任务编号"]).value == offset
        sheet.cell(head + offset, columns["责任单位"]).value = unit
    book.save(tmp_path / "template.xlsx")
    status, said = run("import", "template.xlsx", "--yes", *SPAN_2026)
    assert status == 0
    assert "任务1的单位：— → 市文旅局" in said
    (tmp_path / "list.csv").write_text(LIST.replace("摸清", "全面摸清"), encoding="utf-8")
    status, said = run("import", "list.csv", "--yes", *SPAN_2026)
    assert status == 0
    assert "内容有变：1" in said
    assert "的单位" not in said
    assert "没有责任单位" not in said


def test_contact_and_report_sheets_come_in_by_the_command_line_and_a_sheet_that_is_wrong_changes_nothing(
    run: Import, tmp_path: Path
) -> None:
    assert run("import", str(DEMO_PLAN), "--yes", "--first", "2024-06", "--last", "2099-12")[0] == 0
    head = ["单位", "单位电话", "任务编号", "分管领导", "联系电话", "联络员", "联系电话"]
    row = ["市科技局", "0798-8588002", "22", "孙某", "13800000003", "周某", "13900000003"]
    (tmp_path / "contacts.csv").write_bytes(csv_bytes([head, row]))
    assert run("import", "contacts.csv", "--yes")[0] == 0
    (tmp_path / "wrong.csv").write_bytes(
        csv_bytes([head, row, ["市外办", "", "22", "吴某", "13800000004", "郑某", "1"]])
    )
    status, said = run("import", "wrong.csv", "--yes")
    assert status == 1
    assert "市外办没有承担任务22" in said
    found = data(run, tmp_path)
    assert [(line["unit"], line["name"], line["chat_user_id"]) for line in found["liaisons"]] == [
        ("市科技局", "周某", None)
    ]
    assert {unit["name"]: unit["telephone"] for unit in found["units"] if unit.get("telephone")} == {
        "市科技局": "0798-8588002"
    }
    round_ = next(row["round"] for row in found["assignments"] if row["task"] is not None)
    sheet = [["单位：市科技局", f"期次：{round_}", "", ""], ["任务编号", "状态", "完成百分比", "本月进展"]]
    (tmp_path / "report.csv").write_bytes(csv_bytes([*sheet, ["22", "正常推进", "60", "已签约。"]]))
    assert run("import", "report.csv", "--yes")[0] == 0
    answers = [row for row in data(run, tmp_path)["answers"] if row["task"] is not None]
    assert [(row["task"], row["unit"], row["percent"], row["on_behalf"]) for row in answers] == [
        (22, "市科技局", 60, True)
    ]


def test_a_correction_on_the_command_line_shows_the_difference_and_keeps_the_answers(
    run: Import, tmp_path: Path
) -> None:
    span = ("--first", "2024-06", "--last", "2099-12")
    assert run("import", str(DEMO_PLAN), "--yes", *span)[0] == 0
    round_ = next(row["round"] for row in data(run, tmp_path)["assignments"] if row["task"] is not None)
    sheet = [["单位：市科技局", f"期次：{round_}", ""], ["任务编号", "状态", "本月进展"], ["22", "已完成", "已签约。"]]
    (tmp_path / "report.csv").write_bytes(csv_bytes(sheet))
    assert run("import", "report.csv", "--yes")[0] == 0
    lines = [line for line in DEMO_PLAN.read_text(encoding="utf-8").split("\n") if not line.startswith("\t56\t")]
    text = "\n".join(lines).replace("\t22\t", "\t22\t改写：", 1)
    (tmp_path / "again.txt").write_text(text, encoding="utf-8")
    status, said = run("import", "again.txt", "--yes", *span)
    assert status == 0
    assert "22" in next(line for line in said.splitlines() if "内容有变" in line)
    answers = [row for row in data(run, tmp_path)["answers"] if row["task"] is not None]
    assert [(row["task"], row["text"], row["status"]) for row in answers] == [(22, "已签约。", "done")]


def test_a_correction_on_the_command_line_lists_another_due_day_and_cutoff(run: Import, tmp_path: Path) -> None:
    assert run("import", str(DEMO_PLAN), "--yes", "--first", "2090-06", "--last", "2090-12")[0] == 0
    text = DEMO_PLAN.read_text(encoding="utf-8").replace("每月25日前", "每月28日12时前")
    (tmp_path / "again.txt").write_text(text.replace("6月30日17时前", "6月20日17时前"), encoding="utf-8")
    span = ("--first", "2090-07", "--last", "2090-12")
    status, said = run("import", "again.txt", *span)
    assert status == 1, "there is nobody to ask, so it is only shown"
    assert "· 每月截止：25日17:00 → 28日12:00" in said
    assert "尚未开启的7期随之调整，最近一期2090年6月进展：6月25日（周日）17:00 → 6月28日（周三）12:00" in said
    assert "· 登记截止：6月30日（周日）17:00 → 6月20日（周四）17:00" in said
    assert "· 月报期次：2090-06至2090-12 → 2090-07至2090-12" in said
    (plan,) = data(run, tmp_path)["plans"]
    assert (plan["due_day"], plan["registration_due_at"][:10]) == (25, "2024-06-30")
    status, said = run("import", "again.txt", "--yes", *span)
    assert status == 0
    assert "已按新文件更正" in said
    (plan,) = data(run, tmp_path)["plans"]
    assert (plan["due_day"], plan["registration_due_at"][:10]) == (28, "2024-06-20")
    rounds = {row["slug"]: row["due_at"][:16] for row in data(run, tmp_path)["rounds"]}
    assert "2090-06" not in rounds
    assert rounds["2090-07"] == "2090-07-28T12:00"

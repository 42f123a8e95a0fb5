"""The year's view says once what is the same for months in a row."""

from collections.abc import Mapping
from dataclasses import replace

from models.documents.annual import annual_docx
from models.rules.digests import Digest, TaskLine
from tests.models.documents.offices import digest
from tests.models.documents.test_final_rounds import paragraphs


def year(*months: Mapping[str, object]) -> list[Digest]:
    """Return a month's digest each, of task 1 alone, changed as said."""
    made: list[Digest] = []
    for number, change in enumerate(months, start=6):
        one = digest(number, previous=False)
        line: TaskLine = one.tasks[0]
        changed = replace(line, **{"answers": (), "missing": (), "done_before": False, **change})  # type: ignore[arg-type]
        made.append(replace(one, round_slug=f"2024-{number:02d}", tasks=(changed,)))
    return made


def test_months_without_an_answer_and_months_after_the_end_are_drawn_together() -> None:
    answers = digest(6, previous=False).tasks[0].answers
    owed = {"missing": ("市文旅局",)}
    done = {"done_before": True}
    printed = paragraphs(annual_docx(year(owed, owed, {"answers": answers}, owed, done, done, done), "zh-CN"))
    months = [text for text in printed if text.startswith("2024年") and "：" in text]
    assert [text.partition("：")[0].partition("（")[0] for text in months] == [
        "2024年6月至2024年7月",
        "2024年8月",
        "2024年9月",
        "2024年10月至2024年12月",
    ]
    assert months[0] == "2024年6月至2024年7月：尚未报送。"
    assert months[-1] == "2024年10月至2024年12月：此前已办结。"

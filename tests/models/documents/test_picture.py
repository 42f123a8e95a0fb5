from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from models.documents import lettering
from models.documents.picture import _CELLS, _PENDING, MOST_UNITS, WIDTH, progress_picture
from models.rules.digests import Digest
from models.rules.punctuality_matrix import CellState
from tests.models.documents.offices import UNITS, digest


def picture(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def colours(image: Image.Image) -> dict[str, int]:
    found = image.convert("RGB").getcolors(maxcolors=1 << 24) or []
    return {"#{:02X}{:02X}{:02X}".format(*colour): number for number, colour in found if isinstance(colour, tuple)}


def of_units(made: Digest, number: int) -> Digest:
    """Return a digest in which task n is answered by unit n, of `number` units."""
    lines = tuple(
        replace(
            line,
            number=n,
            lead=(f"单位{n}",),
            answers=tuple(replace(answer, unit=f"单位{n}") for answer in line.answers[:1]),
            missing=(),
        )
        for n, line in enumerate((made.tasks[0],) * number)
    )
    return replace(made, tasks=lines)


def test_a_year_of_forty_units_fits_a_phone_and_telegrams_limits() -> None:
    year = [
        replace(of_units(digest(month, previous=False), 40), round_slug=f"2024-{month:02d}") for month in range(1, 13)
    ]
    data = progress_picture(year, "zh-CN")
    image = picture(data)
    assert image.format == "PNG"
    assert image.width == WIDTH == 1080
    assert 40 * 44 < image.height < 4000
    assert len(data) < 1_000_000


def test_more_units_than_fit_leave_a_picture_telegram_takes() -> None:
    image = picture(progress_picture([of_units(digest(previous=False), MOST_UNITS * 2)], "zh-CN"))
    assert image.width + image.height < 10_000


def test_late_is_yellow_missing_red_and_before_the_due_time_blue() -> None:
    made = of_units(digest(previous=False), 5)
    first, second, third, fourth, fifth = made.tasks
    (late,) = second.answers
    lines = (
        first,
        replace(second, answers=(replace(late, on_time=False),)),
        replace(third, answers=(), missing=third.lead),
        fourth,
        replace(fifth, answers=(), missing=fourth.lead),  # the fourth unit has answered one of its two
    )
    after = replace(made, tasks=lines)
    before = replace(after, made_at=made.due_at - timedelta(days=1))
    now, earlier = (colours(picture(progress_picture([one], "zh-CN"))) for one in (after, before))
    legend, cell = 28 * 28, 120 * 40
    for state in (CellState.ON_TIME, CellState.LATE, CellState.PARTLY, CellState.MISSING):
        assert cell < now[_CELLS[state]] < 2 * cell
    assert _PENDING not in now
    assert earlier[_PENDING] > 2 * cell
    assert earlier[_CELLS[CellState.MISSING]] <= legend


def test_a_round_without_tasks_still_makes_a_picture() -> None:
    assert picture(progress_picture([replace(digest(previous=False), tasks=())], "en")).height > 100
    with pytest.raises(ValueError, match="round"):
        progress_picture([], "zh-CN")


def test_our_own_font_has_every_character_of_the_units_and_of_both_languages() -> None:
    text = "".join(UNITS) + "截至已报应报按时逾期未报《》〔〕、，。：；“”…—℃%0123456789ABCabc喆堃珺祎"
    assert lettering.runs(text, system=()) == [(str(lettering.FONT_FILE), text)]


def test_a_character_our_font_lacks_is_taken_from_the_machine_or_shown_as_a_missing_type() -> None:
    rare = "𬳵"  # in neither GB 2312 nor our additions
    assert lettering.runs(f"马{rare}局", system=("no-such-font.ttf",)) == [(str(lettering.FONT_FILE), "马〓局")]
    (_, before), *between, (_, after) = lettering.runs(f"马{rare}局")
    assert (before[0], after[-1]) == ("马", "局")
    assert all(piece in {rare, "〓"} for _, piece in between)


def test_a_name_too_long_for_its_place_is_cut_with_an_ellipsis() -> None:
    cut = lettering.shortened("景德镇陶瓷文化传承创新中心", 28, 200)
    assert cut.endswith("…")
    assert lettering.width(cut, 28) <= 200 < lettering.width(cut.replace("…", "化…"), 28)
    assert lettering.wrapped("一二三四五", 20, 45) == ["一二", "三四", "五"]


def test_the_font_is_small_and_carries_its_licence() -> None:
    assert lettering.FONT_FILE.stat().st_size < 2_500_000
    assert "SIL Open Font License, Version 1.1" in (lettering.FONT_FILE.parent / "OFL.txt").read_text(encoding="utf-8")

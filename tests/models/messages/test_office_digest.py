"""What the office reads in chat: numbers that add up, every unit that owes named once, in messages Telegram takes."""

from dataclasses import replace

import pytest

from models.messages import office as say
from models.messages.words import plain_text
from models.rules.chats import utf16_length
from models.rules.digest_sums import check_sums, counts
from models.rules.digests import Digest, MissingUnit, Person
from models.rules.words import RoundKind
from tests.models.documents.offices import digest

UNITS = tuple(f"某某文化传承创新发展服务中心{number:02d}" for number in range(44))


def of_forty_four_units() -> Digest:
    """Return a digest in which 44 units owe a task each, four of them unregistered, and twelve more answered."""
    made = digest(previous=False)
    tasks = tuple(
        replace(line, lead=(UNITS[place],), answers=(), missing=(UNITS[place],)) if place < len(UNITS) else line
        for place, line in enumerate(made.tasks)
    )
    found = counts(tasks)
    missing = tuple(
        MissingUnit(
            unit, (place + 1,), (Person("欧阳某某", f"1390000{place:04d}"),) * (place % 3 + 1), place >= 4, None
        )
        for place, unit in enumerate(UNITS)
    )
    return replace(
        made,
        tasks=tasks,
        missing=missing,
        # 25 more that owe nothing this month: the registration's business, not this list's.
        unregistered=(*UNITS[:4], *(f"未登记单位{number}" for number in range(25))),
        expected=found.expected,
        answered=found.answered,
        on_time=found.on_time,
        late=found.late,
        owed=found.owed,
    )


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("words", ["digest", "brief", "missing", "missing_plain"])
def test_forty_four_units_are_each_named_once_in_messages_that_telegram_takes(words: str, language: str) -> None:
    made = of_forty_four_units()
    check_sums(made)
    messages = {
        "digest": lambda: say.digest(language, made, 1),
        "brief": lambda: say.brief(language, made, 1),
        "missing": lambda: say.missing(language, made, 1),
        "missing_plain": lambda: say.missing_plain(language, made),
    }[words]()
    assert all(utf16_length(message.html) <= 4096 for message in messages)
    text = "\n".join(plain_text(message.html) for message in messages)
    assert {unit: text.count(unit) for unit in UNITS} == dict.fromkeys(UNITS, 1)
    assert "未登记单位" not in text
    # A line is never cut in two: whom to telephone stands beside the unit.
    for message in messages:
        for line in plain_text(message.html).split("\n"):
            assert ("某某文化" in line) == ("139" in line), line


def test_the_five_numbers_stand_in_the_words_of_the_office() -> None:
    made = of_forty_four_units()
    said = plain_text(say.missing("zh-CN", made, 1)[0].html)
    assert f"应报{made.expected}　已报{made.answered}（按时{made.on_time}　逾期{made.late}）　未报{made.owed}" in said
    assert "未报（40家单位）" in said
    assert "未登记（4家单位）" in "\n".join(plain_text(message.html) for message in say.missing("zh-CN", made, 1))


def test_in_a_call_without_tasks_a_unit_nobody_speaks_for_is_named_too() -> None:
    made = of_forty_four_units()
    call = replace(
        made,
        kind=RoundKind.DATA_CALL,
        tasks=(),
        missing=tuple(replace(unit, tasks=()) for unit in made.missing),
    )
    text = "\n".join(plain_text(message.html) for message in say.missing("zh-CN", call, 1))
    assert all(text.count(unit) == 1 for unit in UNITS)
    assert "未登记单位" not in text

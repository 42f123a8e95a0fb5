"""Whatever the bot says, said back to it, reports nothing; and what people write of themselves is never taken for the bot's."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from locales import LANGUAGES, t
from models.messages.own_words import is_ours
from models.messages.pages import fit
from models.messages.words import plain_text
from models.rules.chats import Message
from models.rules.replies import Intent, read_reply
from tests.models.messages import test_every_message as every

REPORTS = (Intent.REPORT, Intent.CORRECTION, Intent.NO_PROGRESS_ALL, Intent.SAME_AS_LAST)
REPLIES = Path(__file__).parents[1] / "rules" / "replies"
SHARED = Path(__file__).parents[3] / "../shared/data/messages-examples.jsonl"
# Said to admins and the office alone, of whose files and lists little is wording; the block that is to be filled in; and
# lists that, drawn at random, may hold next to nothing but names: real ones are pasted in tests/conversation.
APART = {
    "acts.return_done",
    "history.history",
    "owed.owed_list",
    "owed.tasks_list",
    "acts.accepted",
    "acts.files_sent",
    "acts.task",
    "gaps.unregistered",
    "importing.plan_taken",
    "importing.preview_plan",
    "importing.preview_read",
    "invitations.links",
    "owed.block",
    "rescheduling.ladder",
    "rescheduling.show_round",
    "units.unit_card",
}
FUNCTIONS = [
    (name, function)
    for name, function in every.FUNCTIONS
    if name not in APART and "Message" in str(function.__annotations__.get("return"))
]
_NAMES = st.sampled_from(["市先陶办", "博物馆规划与地图", "李某某"])
_TEXTS = st.sampled_from(["地图已上线", "28已完成，地图已上线", "主体封顶，设备进场", ""])
_WRITTEN = dict.fromkeys(("text", "problems", "next_step", "reason"), _TEXTS)


@pytest.fixture(autouse=True)
def plausible(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names and texts be drawn as people write them: what is nasty in itself is read as a report by nobody."""
    monkeypatch.setattr(every, "_NAMES", _NAMES)
    monkeypatch.setattr(every, "_LONG", _TEXTS)
    monkeypatch.setattr(
        every,
        "_BY_NAME",
        {
            **every._BY_NAME,
            **_WRITTEN,
            "noted": st.just("✅ 已记下任务28：已完成"),
            "remarks": st.lists(_TEXTS.filter(bool), max_size=3),
            # A data call is named by its title; no round is named by its slug.
            "round_title": st.just("征集半年总结材料"),
        },
    )


def reports(text: str) -> bool:
    """Tell whether a text would go into a draft, whosever tasks it speaks of."""
    return read_reply(text, tuple(range(1, 100)), 99).intent in REPORTS


@pytest.mark.parametrize(("name", "function"), FUNCTIONS, ids=[name for name, _ in FUNCTIONS])
def test_no_message_of_ours_is_read_as_a_report_when_it_is_sent_back(name: str, function: Callable[..., Any]) -> None:
    @settings(
        max_examples=25,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(every._arguments(name, function))
    def tries(values: dict[str, Any]) -> None:
        made = function(**values)
        messages = [made] if isinstance(made, Message) else [each for each in made if isinstance(each, Message)]
        # The pages behind a first one have no heading; they are known by what was sent (tests/conversation).
        for message in messages[:1]:
            text = plain_text(fit(message)[0].html)
            assert is_ours(text) or not reports(text), text

    tries()


def _replies() -> list[str]:
    files = [REPLIES / "blind.jsonl", REPLIES / "blind-misses.jsonl", *([SHARED] if SHARED.exists() else [])]
    return [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


def test_nothing_that_people_have_written_is_taken_for_the_bots() -> None:
    replies = _replies()
    assert len(replies) > 300
    assert [text for text in replies if is_ours(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "28已完成，地图已上线；29滞后，经费未到位；其余按计划推进",
        "28 博物馆规划与地图　已完成\n地图已上线",
        "28（博物馆规划与地图）：已完成，地图已上线\n29（方案）：正常推进，方案在编",
        "存在问题：经费未到位\n下一步：本月底前落实",
        "✅28已完成",
        "已完成",
        "其余均无新进展",
        "与牵头单位一致",
        "单位：市先陶办\n28已完成，地图已上线",
        "张某某 13800000000，李某某 13900000000",
        "Task 28: done, map online\nTask 29: delayed. Problems: funds missing",
        "28、29上期滞后、本期无新进展：经费未到位",
        "与上期相比\n28加快\n29持平",
        "进度滞后（2项）\n28经费未到位\n29人员不足",
        "与上月文字相同。",
        "",
        "\n",
    ],
)
def test_what_people_fill_in_or_say_in_our_words_is_theirs(text: str) -> None:
    assert not is_ours(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_read_and_what_stands_above_it_is_not_ours_alone(language: str) -> None:
    heading = plain_text(t(language, "report-block"))
    assert not is_ours(f"{heading}\n28（博物馆规划与地图）：已完成，地图已上线")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_known_with_something_said_above_or_below_it(language: str) -> None:
    receipt = plain_text(
        t(language, "report-receipt", receipt="2024-06-0001", round="2024年6月进展", at="9:00", count=2)
    )
    assert is_ours(receipt)
    assert is_ours(f"转发：\n{receipt}")
    assert is_ours(f"{receipt}\n28已完成，地图已上线")
    assert not is_ours(f"28已完成，地图已上线\n29正常推进，方案在编\n30尚未启动\n{receipt.splitlines()[0]}")

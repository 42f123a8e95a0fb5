"""Wordings that leave a doubt (doubts.txt): nothing becomes done, and nothing is filed, that was not said."""

from pathlib import Path

import pytest

from models.rules.replies import Intent, read_reply
from models.rules.words import Status

OWN = (28, 29, 31)
DONE_WORDS = ("完成", "搞定", "办完")


def _frames() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("doubts.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            frames = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            frames.append(line)
    return found


FRAMES = _frames()


@pytest.mark.parametrize("own", [OWN, (28,)])
def test_a_word_for_finished_that_is_denied_planned_asked_or_partial_is_not_done(own: tuple[int, ...]) -> None:
    said = [frame.replace("N", "28").replace("V", word) for frame in FRAMES["not done"] for word in DONE_WORDS]
    wrong = [text for text in said if any(entry.status is Status.DONE for entry in read_reply(text, own).entries)]
    assert len(said) > 600
    assert wrong == []


@pytest.mark.parametrize("own", [OWN, (28,)])
def test_a_question_a_promise_or_a_word_on_the_reporting_files_nothing(own: tuple[int, ...]) -> None:
    filed = {text: reply.entries for text in FRAMES["no report"] if (reply := read_reply(text, own)).entries}
    assert len(FRAMES["no report"]) > 150
    assert filed == {}


def test_a_word_of_progress_that_is_denied_or_only_called_for_is_not_on_track() -> None:
    wrong = [
        text
        for text in FRAMES["not on track"]
        if any(entry.status in {Status.ON_TRACK, Status.DONE} for entry in read_reply(text, OWN).entries)
    ]
    assert wrong == []


def test_what_is_put_right_is_a_correction_that_holds_the_new_state_alone() -> None:
    read = {text: read_reply(text, OWN) for text in FRAMES["corrected"]}
    wrong = {
        text: reply
        for text, reply in read.items()
        if reply.intent is not Intent.CORRECTION
        or [(entry.task, entry.status) for entry in reply.entries] != [(28, Status.ON_TRACK)]
    }
    assert wrong == {}


def test_what_is_withdrawn_or_swapped_is_a_correction_without_content() -> None:
    read = {text: read_reply(text, OWN) for text in FRAMES["withdrawn"]}
    assert {text: reply for text, reply in read.items() if reply.intent is not Intent.CORRECTION or reply.entries} == {}


@pytest.mark.parametrize(
    "text",
    ["28已完成，写错了", "28已完成，不对", "28已完成 打错了", "28已完成，哦不", "28已完成，写错了，抱歉", "28写错了"],
)
def test_what_a_message_itself_calls_wrong_is_named_and_left_open(text: str) -> None:
    reply = read_reply(text, OWN)
    assert reply.intent is Intent.CORRECTION
    (entry,) = reply.entries
    assert (entry.task, entry.status, entry.percent, entry.text) == (28, None, None, "")


@pytest.mark.parametrize("text", ["28已完成，不对，是29", "28已完成，说错了，29", "28已完成 打错了 应该是29"])
def test_a_slip_of_the_number_alone_files_what_was_said_under_the_other_one(text: str) -> None:
    (entry,) = read_reply(text, OWN).entries
    assert (entry.task, entry.status, entry.text) == (29, Status.DONE, "已完成")


@pytest.mark.parametrize("text", ["2个已完成，1个推进中", "大部分都完成了", "有的完成了，有的没动", "一个完成一个没动"])
def test_a_word_on_some_of_the_tasks_is_asked_about_and_never_filed_for_all(text: str) -> None:
    (entry,) = read_reply(text, OWN).entries
    assert entry.task is None

"""What people write stays text wherever it goes: messages, file names, the log, the catalogues' placeholders."""

import logging
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import _Line
from locales import LANGUAGES, t
from models.rules.filenames import safe_name, unlike
from tests.handlers.scene import OTHER_GROUP, STRANGER, make_scene, said

NASTY = (
    "<b>粗</b>",
    "</code><a href='tg://user?id=1'>x</a>",
    "&lt;script&gt;",
    "{ $user_id }",
    "{ button-submit }",
    '{"x"}',
    "%s %(name)s {0} {user_id}",
    "\u202egpj.exe",
    "-term = x\nhelp-stranger = y",
    "=HYPERLINK(1)",
    "\x00\x1b[31m",
)


@pytest.mark.parametrize("words", NASTY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_placeholder_takes_whatever_it_is_given_as_it_is(language: str, words: str) -> None:
    said_ = t(language, "alarm-error", what=words, count=1)
    assert words in said_
    assert t(language, "alarm-error", what="X", count=1).replace("X", words) == said_


@given(
    st.one_of(st.sampled_from(NASTY), st.text(max_size=300)), st.sampled_from(["", ".docx", "/../../etc/passwd", "\\x"])
)
def test_a_file_s_name_is_one_harmless_name_on_every_system(name: str, ending: str) -> None:
    safe = safe_name(name + ending)
    assert safe
    assert PurePosixPath(safe).name == safe
    assert PureWindowsPath(safe).name == safe
    assert not safe.startswith(".")
    assert len(safe.encode()) <= 200
    assert safe.isprintable() or all(char.isprintable() or char == " " for char in safe)
    assert "\u202e" not in safe
    assert safe_name(safe) == safe
    assert unlike(safe, {safe}) != safe


@pytest.mark.parametrize("words", NASTY)
def test_in_the_log_it_is_one_line_that_cannot_pass_for_another(words: str) -> None:
    record = logging.makeLogRecord(
        {"name": "bot", "levelname": "INFO", "msg": "said %s", "args": (words,), "more": words}
    )
    assert len(_Line().format(record).splitlines()) == 1


def test_a_name_or_a_command_full_of_markup_is_shown_as_it_was_typed(tmp_path) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - pytest's
    scene = make_scene(tmp_path)
    for words in NASTY:
        for chat in (STRANGER, OTHER_GROUP):
            outcome = scene.try_out(said(STRANGER, chat, f"/{words}"))
            for word in outcome.words:
                assert "<b>粗" not in word
                assert "<a " not in word
                assert "<script" not in word
    scene.database.close()

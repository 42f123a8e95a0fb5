import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.messages.channels import (
    Files,
    files_on,
    plain_text,
    say_channel,
    say_elsewhere,
    say_failure,
    say_too_large,
    split_for,
    texts_for,
)

CHINESE = "各县区各部门推进项目建设资金到位情况良好"
TEXTS = st.text(st.sampled_from(f'{CHINESE}。；\n "\\<@>ab1️👍🏽\u200dé\u0301'), max_size=6000)
LIMITS: dict[str, Callable[[str], bool]] = {
    "wecom": lambda piece: len(piece.encode()) <= 2048,
    "dingtalk": lambda piece: len(json.dumps({"text": piece}, ensure_ascii=False).encode()) <= 19_000,
    "feishu": lambda piece: len(json.dumps({"text": piece}, ensure_ascii=False).encode()) <= 19_000,
    "json": lambda _: True,
    "mail": lambda _: True,
}


def without_blanks(text: str) -> str:
    return re.sub(r"[\s<＜]", "", text)


@pytest.mark.parametrize("kind", LIMITS)
@given(text=TEXTS)
def test_pieces_fit_and_together_say_everything_in_order(kind: str, text: str) -> None:
    pieces = split_for(kind, text)
    assert all(LIMITS[kind](piece) for piece in pieces)
    assert all(piece.strip() for piece in pieces)
    assert without_blanks("".join(pieces)) == without_blanks(text)


@given(text=TEXTS)
def test_a_piece_never_begins_inside_a_character(text: str) -> None:
    later = split_for("wecom", text.replace("\n", "").replace("。", ""))[1:]
    assert all(piece[0] not in "\u200d\ufe0f\u0301🏽" for piece in later)


@given(lines=st.lists(st.text(CHINESE, min_size=1, max_size=120), min_size=1, max_size=60))
def test_short_lines_are_never_cut(lines: list[str]) -> None:
    assert "\n".join(split_for("wecom", "\n".join(lines))).split("\n") == lines


def test_a_text_is_split_into_as_few_pieces_as_its_lines_allow() -> None:
    line = "字" * 100
    assert [piece.count("\n") + 1 for piece in split_for("wecom", "\n".join([line] * 13))] == [6, 6, 1]


def test_a_long_line_is_cut_after_a_sentence() -> None:
    sentence = "字" * 99 + "。"
    assert split_for("wecom", sentence * 8) == [sentence * 6, sentence * 2]


def test_a_long_text_without_any_end_is_cut_between_characters() -> None:
    assert split_for("wecom", "字" * 1000) == ["字" * 682, "字" * 318]


@pytest.mark.parametrize("text", ["", " \n　"])
def test_a_blank_text_is_not_sent(text: str) -> None:
    assert split_for("wecom", text) == split_for("mail", text) == []


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<b>6月</b>进展\n应报 <i>3</i> 项", "6月进展\n应报 3 项"),
        ("1 &lt; 2 &amp;&amp; &quot;x&quot; &#39;", '1 < 2 && "x" \''),
        ("&lt;b&gt;不是标记&lt;/b&gt;", "<b>不是标记</b>"),
        ('见<a href="https://x.cn/a?b=1&amp;c=2">通知</a>。', "见通知 https://x.cn/a?b=1&c=2 。"),
        ('<a href="https://x.cn">https://x.cn</a>', "https://x.cn"),
        ('<a href="tg://user?id=5">张三</a>', "张三"),
        ("<pre>一\n  二</pre>", "一\n  二"),
        ("结尾 &amp", "结尾 &"),
    ],
)
def test_html_becomes_the_words_people_see(html: str, plain: str) -> None:
    assert plain_text(html) == plain


@pytest.mark.parametrize(
    ("language", "has_office", "has_mail", "said"),
    [
        ("zh-CN", True, True, "此处不能发送文件，Word 材料汇总、附件压缩包请到办公室的 Telegram 群或邮箱查收。"),
        ("zh-CN", False, False, "此处不能发送文件，Word 材料汇总、附件压缩包请到管理员的 Telegram 私聊查收。"),
        (
            "en",
            True,
            True,
            "Files cannot be sent here. Find them in the office’s Telegram group or mailbox: Word collection, ZIP of attachments.",
        ),
        (
            "en",
            False,
            False,
            "Files cannot be sent here. Find them in the admins’ Telegram chats: Word collection, ZIP of attachments.",
        ),
    ],
)
def test_a_channel_without_files_says_which_there_are_and_where(
    language: str, *, has_office: bool, has_mail: bool, said: str
) -> None:
    documents = ["collection_docx", "picture_png", "files_zip"]
    assert say_elsewhere(language, documents, has_office=has_office, has_mail=has_mail) == said


def test_attachments_that_are_too_many_are_said_to_be_so_with_their_size_rounded_up() -> None:
    size = 13 * 1024 * 1024 + 1
    said = "附件压缩包约14MB，超过此处限额，没有随附，请到办公室的 Telegram 群查收。"
    assert say_too_large("zh-CN", size, has_office=True) == said
    said = "The attachments (about 14 MB) are more than can be sent here. Find them in the admins’ Telegram chats."
    assert say_too_large("en", size, has_office=False) == said


def test_what_is_said_of_the_files_stands_at_the_end_of_the_text() -> None:
    assert texts_for("wecom-3fa91c", ["<b>一</b>", "二"]) == ["一\n二"]
    assert texts_for("mail", ["<b>一</b>"], ["三。", "四。"]) == ["一\n\n三。\n四。"]
    assert files_on("dingtalk-1") is files_on("feishu-1") is Files.NONE
    assert (files_on("wecom-1"), files_on("json-1"), files_on("mail")) == (
        Files.SEPARATE,
        Files.INCLUDED,
        Files.INCLUDED,
    )


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_channel_has_a_name_that_people_know(language: str) -> None:
    channels = ["wecom-3fa91c", "dingtalk-3fa91c", "feishu-3fa91c", "json-3fa91c", "mail"]
    names = [say_channel(language, channel) for channel in channels]
    assert len(set(names)) == len(names)
    assert not set(names) & (set(channels) - {"mail"})
    assert all("3fa91c" in name for name in names[:4])
    failure = say_failure(language, "wecom-3fa91c", "93000 invalid webhook url")
    assert names[0] in failure
    assert "93000" in failure

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.emulator.entities import detect, parse_html, to_html, trim, utf16_length, utf16_slice
from bot.sandbox.emulator.seen import word_of

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@given(texts, texts)
def test_what_is_shown_as_html_reads_back_the_same(before: str, inside: str) -> None:
    entities = [{"type": "bold", "offset": utf16_length(before), "length": utf16_length(inside)}] if inside else []
    assert parse_html(to_html(before + inside, entities)) == (before + inside, entities)


@given(texts)
def test_trimming_leaves_entities_on_their_words(word: str) -> None:
    kept = word.strip(" \t\r\n\v\f")
    if kept:
        text, entities = trim(f" \n{kept} ", [{"type": "bold", "offset": 0, "length": utf16_length(kept) + 3}])
        assert utf16_slice(text, entities[0]["offset"], entities[0]["length"]) == kept == text


@pytest.mark.parametrize(
    ("source", "plain", "kinds"),
    [
        ('<pre><code class="language-py">x</code></pre>', "x", ["pre"]),
        ("<u><i>a</i></u>", "a", ["italic", "underline"]),
        ('<a href="tg://user?id=5">你</a>', "你", ["text_mention"]),
        ('<a href="nonsense">你</a>', "你", []),
        ("&nbsp;&#20320;&#x597d;&amp", "&nbsp;你好&", []),
        ("<blockquote expandable>长</blockquote>", "长", ["expandable_blockquote"]),
    ],
)
def test_html_is_read_as_telegram_reads_it(source: str, plain: str, kinds: list[str]) -> None:
    text, entities = parse_html(source)
    assert (text, sorted(entity["type"] for entity in entities)) == (plain, kinds)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/start abc", ["bot_command"]),
        ("请看 /tasks@liaison_bot 吧", ["bot_command"]),
        ("5/10 完成", []),
        ("任务/填报", []),
        ("见 https://example.org/a。", ["url"]),
        ("@anna 和 a@example.org", ["mention", "email"]),
    ],
)
def test_commands_links_and_mentions_are_found_by_themselves(text: str, kinds: list[str]) -> None:
    assert [entity["type"] for entity in detect(text)] == kinds


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("📝 开始填报（16项）", "开始填报"),
        ("✅ 已完成", "已完成"),
        ("1️⃣ 修改", "修改"),
        ("🧑‍💻 换人", "换人"),
        ("确认提交", "确认提交"),
        ("→ 下一项 (3/16)", "下一项"),
        ("56 项", "56 项"),
    ],
)
def test_a_buttons_word_is_what_is_left_without_its_ornaments(text: str, word: str) -> None:
    assert word_of(text) == word

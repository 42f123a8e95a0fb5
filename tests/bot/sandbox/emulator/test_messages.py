import httpx
import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, Forbidden

from bot.sandbox.emulator import Bot, Emulator, NoSuchButton, Person
from tests.bot.sandbox.emulator.conftest import MovableClock


def one_button(text: str, data: str = "x") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup.from_button(InlineKeyboardButton(text, callback_data=data))


@pytest.fixture(autouse=True)
def _started(anna: Person, account: Bot) -> None:
    anna.chat(account).start()


async def test_html_becomes_text_and_entities_and_can_be_shown_again(bot: telegram.Bot, anna: Person) -> None:
    sent = await bot.send_message(
        anna.id, "<b>截止</b> 3 &lt; 4 <a href='https://example.org/'>看</a>\n", parse_mode="HTML"
    )
    assert sent.text == "截止 3 < 4 看"
    assert [(entity.type, entity.offset, entity.length) for entity in sent.entities] == [
        ("bold", 0, 2),
        ("text_link", 9, 1),
    ]
    assert anna.chat().last.html == '<b>截止</b> 3 &lt; 4 <a href="https://example.org/">看</a>'


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("任务<foo>", 'Unsupported start tag "foo" at byte offset 6'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b x>a</b>", 'Expected equal sign in declaration of an attribute of the tag "b" at byte offset 0'),
    ],
)
async def test_wrong_html_is_refused_in_telegrams_words(
    raw: httpx.AsyncClient, anna: Person, source: str, words: str
) -> None:
    answer = await raw.post("sendMessage", data={"chat_id": anna.id, "text": source, "parse_mode": "HTML"})
    assert answer.status_code == 400
    assert answer.json() == {
        "ok": False,
        "error_code": 400,
        "description": f"Bad Request: can't parse entities: {words}",
    }


async def test_length_is_counted_in_utf16_units_after_parsing(bot: telegram.Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "<b>" + "😀" * 2048 + "</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(anna.id, "😀" * 2048 + "一")
    await bot.send_message(anna.id, "&amp;" * 4096, parse_mode="HTML")


@pytest.mark.parametrize("text", ["", "  \n ", "<b></b>"])
async def test_an_empty_text_is_refused(raw: httpx.AsyncClient, anna: Person, text: str, emulator: Emulator) -> None:
    answer = await raw.post("sendMessage", json={"chat_id": anna.id, "text": text, "parse_mode": "HTML"})
    assert answer.json()["description"] in {"Bad Request: message text is empty", "Bad Request: text must be non-empty"}
    assert emulator.violations == []


async def test_chats_that_cannot_be_written_to_are_told_apart(
    emulator: Emulator, bot: telegram.Bot, anna: Person
) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(999, "谁")
    emulator.person(502, "未启")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(502, "谁")
    emulator.group("办公室", [anna, emulator.person(502)], bots=[emulator.only_bot()])
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(502, "谁")
    anna.chat().block()
    with pytest.raises(Forbidden, match="Forbidden: bot was blocked by the user"):
        await bot.send_message(anna.id, "在")
    anna.chat().start()
    await bot.send_message(anna.id, "在")
    anna.deactivate()
    with pytest.raises(Forbidden, match="Forbidden: user is deactivated"):
        await bot.send_message(anna.id, "在")


async def test_callback_data_holds_sixty_four_bytes_and_no_more(bot: telegram.Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "好", reply_markup=one_button("甲", "一" * 21 + "a"))
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(anna.id, "好", reply_markup=one_button("甲", "一" * 22))


async def test_a_press_finds_the_newest_button_of_a_word_and_is_answered_once(bot: telegram.Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "旧", reply_markup=one_button("开始填报", "old"))
    await bot.send_message(anna.id, "新", reply_markup=one_button("📝 开始填报（16项）", "new"))
    press = anna.chat().press("开始填报")
    assert press.button.data == "new"
    await bot.answer_callback_query(press.query_id, "收到", show_alert=True)
    assert await anna.chat().answered(press) == {"text": "收到", "show_alert": True, "url": None}
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await bot.answer_callback_query(press.query_id)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query("4711")


async def test_a_button_nobody_sees_cannot_be_pressed(bot: telegram.Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "选", reply_markup=one_button("修改", "m"))
    with pytest.raises(NoSuchButton, match="修改"):
        anna.chat().press("取消")
    await bot.edit_message_reply_markup(anna.id, sent.message_id)
    with pytest.raises(NoSuchButton, match="none"):
        anna.chat().press("修改")


async def test_an_edit_replaces_text_and_keyboard_and_keeps_what_was_said(bot: telegram.Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "一", reply_markup=one_button("修改"))
    await bot.edit_message_text("二", anna.id, sent.message_id)
    seen = anna.chat().last
    assert (seen.text, seen.said_before, seen.words, seen.is_edited) == ("二", ["一"], [], True)
    with pytest.raises(BadRequest) as refused:
        await bot.edit_message_text("二", anna.id, sent.message_id)
    assert refused.value.message == (
        "Message is not modified: specified new message content and reply markup are exactly the same as a current "
        "content and reply markup of the message"
    )
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("三", anna.id, 4711)
    own = anna.chat().send("我的")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("三", anna.id, own.id)


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(bot: telegram.Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "电话？", reply_markup=ReplyKeyboardMarkup([["好"]]))
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("三", anna.id, sent.message_id)


async def test_a_reply_keyboard_stays_until_it_is_removed(bot: telegram.Bot, anna: Person) -> None:
    contact = telegram.KeyboardButton("📱 发送我的号码", request_contact=True)
    await bot.send_message(anna.id, "电话？", reply_markup=ReplyKeyboardMarkup([[contact]]))
    await bot.send_message(anna.id, "等您")
    assert anna.chat().tap("发送我的号码").content["contact"]["user_id"] == anna.id
    await bot.send_message(anna.id, "谢谢", reply_markup=telegram.ReplyKeyboardRemove())
    assert anna.chat().keyboard == []


async def test_old_messages_cannot_be_deleted_and_deleted_ones_not_answered(
    bot: telegram.Bot, anna: Person, clock: MovableClock
) -> None:
    first = await bot.send_message(anna.id, "一")
    second = await bot.send_message(anna.id, "二")
    await bot.delete_message(anna.id, first.message_id)
    assert [seen.text for seen in anna.chat().messages] == ["/start", "二"]
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(anna.id, "三", reply_parameters=ReplyParameters(first.message_id))
    await bot.send_message(
        anna.id, "三", reply_parameters=ReplyParameters(first.message_id, allow_sending_without_reply=True)
    )
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(anna.id, first.message_id)
    clock.move(hours=49)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(anna.id, second.message_id)


async def test_long_texts_of_people_arrive_in_pieces(bot: telegram.Bot, anna: Person) -> None:
    anna.chat().send("字" * 5000)
    texts = [update.message.text for update in await bot.get_updates() if update.message and update.message.text]
    assert [len(text) for text in texts[1:]] == [4096, 904]


async def test_copies_and_forwards_carry_the_content(emulator: Emulator, bot: telegram.Bot, anna: Person) -> None:
    boris = emulator.person(502, "鲍里斯")
    boris.chat().start()
    said = anna.chat().send("请看")
    await bot.copy_message(boris.id, anna.id, said.id)
    assert boris.chat().last.is_from_bot
    forwarded = await bot.forward_message(boris.id, anna.id, said.id)
    assert isinstance(forwarded.forward_origin, telegram.MessageOriginUser)
    assert forwarded.forward_origin.sender_user.id == anna.id


async def test_waiting_ends_when_the_message_comes_and_says_what_there_was_when_not(
    bot: telegram.Bot, anna: Person
) -> None:
    await bot.send_message(anna.id, "回执 0001")
    assert (await anna.chat().wait_for_text("回执")).text == "回执 0001"
    with pytest.raises(TimeoutError, match="回执 0001"):
        await anna.chat().wait_for_text("没有", timeout=0.01)

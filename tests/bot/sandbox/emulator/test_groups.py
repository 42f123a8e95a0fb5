import pytest
import telegram
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChatAdministrators,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.sandbox.emulator import Bot, Emulator, Person


@pytest.fixture
def boris(emulator: Emulator) -> Person:
    return emulator.person(502, "鲍里斯")


async def read(bot: telegram.Bot) -> list[telegram.Update]:
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return list(updates)


async def test_a_bot_learns_of_being_added_and_removed(
    emulator: Emulator, bot: telegram.Bot, account: Bot, anna: Person
) -> None:
    group = emulator.group("办公室", [anna], bots=[account])
    added = (await read(bot))[0].my_chat_member
    assert added is not None
    assert (added.old_chat_member.status, added.new_chat_member.status) == ("left", "member")
    await bot.send_message(group.id, "大家好")
    group.remove(account)
    removed = (await read(bot))[0].my_chat_member
    assert removed is not None
    assert removed.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="Forbidden: bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "还在吗")


async def test_privacy_mode_lets_through_commands_and_replies_only(
    emulator: Emulator, bot: telegram.Bot, account: Bot, anna: Person
) -> None:
    group = emulator.group("办公室", [anna], bots=[account])
    card = await bot.send_message(group.id, "卡片")
    await read(bot)
    group.send(anna, "午饭吃什么")
    group.send(anna, "/missing@liaison_bot")
    group.send(anna, "/missing@other_bot")
    group.send(anna, "收到", reply_to=card.message_id)
    texts = [update.message.text for update in await read(bot) if update.message]
    assert texts == ["/missing@liaison_bot", "收到"]
    group.promote(account)
    group.send(anna, "午饭吃什么")
    assert [update.message.text for update in await read(bot) if update.message] == ["午饭吃什么"]


async def test_everybody_can_press_and_only_members_can(
    emulator: Emulator, bot: telegram.Bot, account: Bot, anna: Person, boris: Person
) -> None:
    group = emulator.group("办公室", [anna, boris], bots=[account])
    button = telegram.InlineKeyboardButton("催报", callback_data="remind")
    await bot.send_message(group.id, "未报 3 家", reply_markup=telegram.InlineKeyboardMarkup.from_button(button))
    await read(bot)
    group.press(boris, "催报")
    pressed = (await read(bot))[0].callback_query
    assert pressed is not None
    assert pressed.from_user.id == boris.id
    group.leave(boris)
    with pytest.raises(PermissionError):
        group.press(boris, "催报")


async def test_membership_can_be_asked(
    emulator: Emulator, bot: telegram.Bot, account: Bot, anna: Person, boris: Person
) -> None:
    group = emulator.group("办公室", [anna], bots=[account])
    assert (await bot.get_chat_member(group.id, anna.id)).status == "creator"
    assert (await bot.get_chat_member(group.id, boris.id)).status == "left"
    group.add(boris)
    group.promote(boris)
    assert {member.user.id for member in await bot.get_chat_administrators(group.id)} == {anna.id, boris.id}
    assert await bot.get_chat_member_count(group.id) == 3
    assert (await bot.get_chat(group.id)).title == "办公室"


async def test_pinning_needs_the_right_to(emulator: Emulator, bot: telegram.Bot, account: Bot, anna: Person) -> None:
    group = emulator.group("办公室", [anna], bots=[account])
    card = await bot.send_message(group.id, "卡片")
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages in the chat"):
        await bot.pin_chat_message(group.id, card.message_id)
    group.promote(account)
    await bot.pin_chat_message(group.id, card.message_id)
    assert [seen.text for seen in group.pinned] == ["卡片"]
    assert (await bot.get_chat(group.id)).pinned_message is not None
    await bot.unpin_all_chat_messages(group.id)
    assert group.pinned == []


async def test_a_group_that_became_a_supergroup_says_where_it_is(
    emulator: Emulator, bot: telegram.Bot, account: Bot, anna: Person
) -> None:
    group = emulator.group("办公室", [anna], bots=[account], kind="group")
    await read(bot)
    grown = group.upgrade()
    moved, came = [update.message for update in await read(bot)]
    assert moved is not None
    assert came is not None
    assert (moved.migrate_to_chat_id, came.migrate_from_chat_id) == (grown.id, group.id)
    with pytest.raises(ChatMigrated) as refused:
        await bot.send_message(group.id, "在")
    assert refused.value.new_chat_id == grown.id
    await bot.send_message(grown.id, "在")


async def test_topics_exist_or_are_refused(emulator: Emulator, bot: telegram.Bot, account: Bot, anna: Person) -> None:
    group = emulator.group("办公室", [anna], bots=[account], is_forum=True)
    topic = group.topic("要点工作")
    sent = await bot.send_message(group.id, "汇总", message_thread_id=topic)
    assert (sent.message_thread_id, group.last.topic) == (topic, topic)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "汇总", message_thread_id=4711)


async def test_people_see_the_commands_of_their_scope_and_language(
    emulator: Emulator, bot: telegram.Bot, account: Bot, anna: Person, boris: Person
) -> None:
    group = emulator.group("办公室", [anna, boris], bots=[account])
    boris.user.language_code = "en"
    await bot.set_my_commands([BotCommand("help", "Help")], BotCommandScopeDefault())
    await bot.set_my_commands([BotCommand("tasks", "我的任务")], BotCommandScopeAllPrivateChats(), language_code="zh")
    await bot.set_my_commands([BotCommand("digest", "汇总")], BotCommandScopeChatAdministrators(group.id))
    assert anna.chat().commands == [("tasks", "我的任务")]
    assert boris.chat().commands == [("help", "Help")]
    assert group.commands(anna) == [("digest", "汇总")]
    assert group.commands(boris) == [("help", "Help")]
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        await bot.set_my_commands([BotCommand("任务", "我的任务")])
    with pytest.raises(BadRequest, match="Invalid language code specified"):
        await bot.set_my_commands([BotCommand("tasks", "我的任务")], language_code="zh-hans")


async def test_a_bot_deletes_others_messages_only_with_the_right_to(
    emulator: Emulator, bot: telegram.Bot, account: Bot, anna: Person
) -> None:
    group = emulator.group("办公室", [anna], bots=[account])
    said = group.send(anna, "错了")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, said.id)
    group.promote(account)
    await bot.delete_message(group.id, said.id)
    assert said.is_deleted

"""Raw updates read into our own words: every kind Telegram sends us, odd ones too, and never an exception for a well-formed one."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.updates import ALLOWED_UPDATES, DOWNLOAD_LIMIT, chat_of, read_update
from models.rules.chats import Incoming, IncomingFile, IncomingKind

FETCHED = datetime(2024, 6, 18, 1, 0, 30, tzinfo=UTC)
SENT = datetime(2024, 6, 18, 1, 0, tzinfo=UTC)
ANNA = {
    "id": 501,
    "is_bot": False,
    "first_name": "安",
    "last_name": "娜",
    "username": "anna",
    "language_code": "zh-hans",
}
PRIVATE = {"id": 501, "type": "private", "first_name": "安"}
GROUP = {"id": -1001, "type": "supergroup", "title": "办公室"}


def message(**content: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of a Message
    return {"message_id": 7, "date": int(SENT.timestamp()), "chat": PRIVATE, "from": ANNA, **content}


def read(kind: str, value: dict[str, Any]) -> Incoming:
    return read_update({"update_id": 99, kind: value}, FETCHED)


def document(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of a Document
    return {"file_id": "F", "file_unique_id": "u", "file_name": "表.xlsx", "file_size": 100, **more}


# -- messages


def test_a_message_is_read_with_its_sender_its_text_and_the_time_it_was_sent() -> None:
    incoming = read("message", message(text="28已完成"))
    assert incoming == Incoming(
        update_id=99,
        kind=IncomingKind.MESSAGE,
        fetched_at=FETCHED,
        chat_id=501,
        is_private=True,
        user_id=501,
        user_name="安 娜",
        sent_at=SENT,
        message_id=7,
        text="28已完成",
    )
    assert incoming.said_at == SENT


def test_an_edit_is_an_edit_of_the_same_message() -> None:
    incoming = read("edited_message", message(text="28滞后", edit_date=int(FETCHED.timestamp())))
    assert (incoming.kind, incoming.message_id, incoming.text) == (IncomingKind.EDIT, 7, "28滞后")


def test_a_message_of_a_group_and_its_topic_is_not_private() -> None:
    incoming = read("message", message(chat=GROUP, text="/progress", is_topic_message=True, message_thread_id=12))
    assert (incoming.chat_id, incoming.is_private, incoming.chat_title) == (-1001, False, "办公室")
    assert incoming.thread_id == 12


def test_a_thread_of_replies_is_no_topic() -> None:
    assert read("message", message(chat=GROUP, text="x", message_thread_id=12)).thread_id is None


def test_a_message_in_the_name_of_a_chat_has_no_person_behind_it() -> None:
    bot = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    assert read("message", message(chat=GROUP, sender_chat=GROUP, text="x", **{"from": bot})).user_id == 0


def test_a_contact_is_read_with_whose_it_is() -> None:
    incoming = read("message", message(contact={"phone_number": "+8613800138000", "first_name": "安", "user_id": 501}))
    assert (incoming.contact_phone, incoming.contact_user_id) == ("+8613800138000", 501)
    assert incoming.other_content is False
    foreign = read("message", message(contact={"phone_number": "13800138000", "first_name": "李"}))
    assert foreign.contact_user_id is None


def test_a_document_is_read_with_its_caption() -> None:
    incoming = read("message", message(document=document(), caption="28 附表"))
    assert incoming.files == (IncomingFile("F", "表.xlsx", 100),)
    assert incoming.text == "28 附表"


def test_the_largest_size_of_a_photograph_counts() -> None:
    sizes = [
        {"file_id": "s", "file_unique_id": "1", "width": 90, "height": 60, "file_size": 1000},
        {"file_id": "l", "file_unique_id": "3", "width": 1280, "height": 900, "file_size": 90000},
        {"file_id": "m", "file_unique_id": "2", "width": 320, "height": 200, "file_size": 9000},
    ]
    (file,) = read("message", message(photo=sizes)).files
    assert (file.file_id, file.size) == ("l", 90000)
    assert file.name.endswith(".jpg")


def test_sizes_without_a_file_size_are_compared_by_width() -> None:
    sizes = [{"file_id": "s", "width": 90, "height": 60}, {"file_id": "l", "width": 1280, "height": 900}]
    assert read("message", message(photo=sizes)).files[0].file_id == "l"


@pytest.mark.parametrize("kind", ["document", "audio", "video", "animation", "voice", "video_note"])
def test_every_kind_of_file_is_taken_even_without_a_name(kind: str) -> None:
    (file,) = read("message", message(**{kind: {"file_id": "F", "file_unique_id": "u"}})).files
    assert file.file_id == "F"
    assert file.name


def test_an_animation_is_one_file_though_telegram_names_it_twice() -> None:
    # Bot API, Message.animation: "For backward compatibility, when this field is set, the document field will also be set".
    both = document(file_name="a.mp4")
    assert len(read("message", message(animation=both, document=both)).files) == 1


def test_a_file_beyond_what_bots_may_download_is_marked_and_not_dropped() -> None:
    (file,) = read("message", message(document=document(file_size=DOWNLOAD_LIMIT + 1))).files
    assert file.too_large
    (file,) = read("message", message(document=document(file_size=DOWNLOAD_LIMIT))).files
    assert not file.too_large


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": {"file_id": "F", "emoji": "👍"}},
        {"location": {"latitude": 1, "longitude": 2}},
        {"poll": {"id": "1", "question": "?"}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"text": ""},
    ],
)
def test_what_holds_neither_text_nor_contact_nor_file_is_other_content(content: dict[str, Any]) -> None:
    assert read("message", message(**content)).other_content


def test_a_forwarded_message_is_known_as_such() -> None:
    origin = {"type": "user", "date": 1, "sender_user": ANNA}
    assert read("message", message(text="x", forward_origin=origin)).is_forwarded
    assert not read("message", message(text="x")).is_forwarded


def test_a_group_that_became_a_supergroup_says_where_it_went() -> None:
    incoming = read("message", message(chat={"id": -5, "type": "group", "title": "x"}, migrate_to_chat_id=-1005))
    assert (incoming.kind, incoming.chat_id, incoming.migrated_to) == (IncomingKind.MIGRATION, -5, -1005)


@pytest.mark.parametrize("date", [0, -1, 10**18, None, "soon"])
def test_a_time_no_clock_can_show_is_no_time_and_no_exception(date: object) -> None:
    incoming = read("message", message(text="x", date=date))
    assert incoming.said_at.tzinfo is not None


# -- presses


def test_a_press_counts_from_when_it_was_fetched() -> None:
    query = {"id": "q", "from": ANNA, "data": "status:3:d", "message": message(text="card"), "chat_instance": "1"}
    incoming = read("callback_query", query)
    assert (incoming.kind, incoming.data, incoming.query_id) == (IncomingKind.PRESS, "status:3:d", "q")
    assert (incoming.user_id, incoming.chat_id, incoming.message_id) == (501, 501, 7)
    assert incoming.said_at == FETCHED


def test_the_presser_is_who_pressed_and_not_who_wrote_the_message() -> None:
    bot = {"id": 1, "is_bot": True, "first_name": "bot"}
    card = message(chat=GROUP, text="card", **{"from": bot})
    incoming = read("callback_query", {"id": "q", "from": ANNA, "data": "x", "message": card})
    assert (incoming.user_id, incoming.is_bot, incoming.chat_id, incoming.is_private) == (501, False, -1001, False)


def test_a_press_under_a_message_that_is_too_old_is_still_a_press() -> None:
    # Bot API, InaccessibleMessage: chat, message_id, and a date of 0.
    gone = {"chat": GROUP, "message_id": 7, "date": 0}
    incoming = read("callback_query", {"id": "q", "from": ANNA, "data": "x", "message": gone})
    assert (incoming.chat_id, incoming.message_id, incoming.is_private) == (-1001, 7, False)


def test_a_press_without_any_message_belongs_to_the_pressers_own_chat() -> None:
    query = {"id": "q", "from": ANNA, "inline_message_id": "i", "chat_instance": "1"}
    assert read("callback_query", query).chat_id == 501
    assert chat_of({"update_id": 1, "callback_query": query}) == 501


# -- membership, and what is none of ours


@pytest.mark.parametrize(
    ("status", "can_write"),
    [("member", True), ("administrator", True), ("restricted", True), ("kicked", False), ("left", False)],
)
def test_being_blocked_and_let_in_again_is_told_by_membership(status: str, can_write: bool) -> None:  # noqa: FBT001 - a parameter of the test
    change = {
        "chat": PRIVATE,
        "from": ANNA,
        "date": 1,
        "old_chat_member": {"status": "member"},
        "new_chat_member": {"status": status, "user": {"id": 1, "is_bot": True, "first_name": "bot"}},
    }
    incoming = read("my_chat_member", change)
    assert (incoming.kind, incoming.user_id, incoming.can_write) == (IncomingKind.MEMBERSHIP, 501, can_write)


@pytest.mark.parametrize("kind", ["poll", "channel_post", "inline_query", "something_new"])
def test_a_kind_nobody_handles_is_other_and_belongs_to_no_chat(kind: str) -> None:
    assert read(kind, {"id": 1}).kind is IncomingKind.OTHER
    assert chat_of({"update_id": 1, kind: {"id": 1}}) is None


def test_an_update_with_nothing_in_it_is_other() -> None:
    assert read_update({"update_id": 5}, FETCHED).kind is IncomingKind.OTHER


def test_every_kind_asked_for_is_read_as_something() -> None:
    samples: dict[str, dict[str, Any]] = {
        "message": message(text="x"),
        "edited_message": message(text="x"),
        "callback_query": {"id": "q", "from": ANNA, "message": message(text="x")},
        "my_chat_member": {"chat": PRIVATE, "from": ANNA, "new_chat_member": {"status": "member"}},
    }
    assert set(samples) == set(ALLOWED_UPDATES)
    for kind, value in samples.items():
        assert read(kind, value).kind is not IncomingKind.OTHER
        assert chat_of({"update_id": 1, kind: value}) == 501


# -- whatever comes

NAMES = st.none() | st.text(max_size=10)
IDS = st.integers(-(2**52), 2**52)
USERS = st.fixed_dictionaries(
    {"id": IDS, "is_bot": st.booleans(), "first_name": st.text(max_size=10)},
    optional={"last_name": st.text(max_size=10), "username": st.text(max_size=10), "added_later": st.none()},
)
CHATS = st.fixed_dictionaries(
    {"id": IDS, "type": st.sampled_from(["private", "group", "supergroup", "channel"])},
    optional={"title": st.text(max_size=10), "is_forum": st.just(True)},  # noqa: FBT003 - a value of Telegram's
)
FILES = st.fixed_dictionaries(
    {"file_id": st.text(min_size=1, max_size=5), "file_unique_id": st.text(max_size=5)},
    optional={
        "file_name": st.text(max_size=10),
        "file_size": st.integers(0, 2**40),
        "width": st.integers(0, 9999),
        "mime_type": st.text(max_size=5),
    },
)
MESSAGES = st.fixed_dictionaries(
    {"message_id": st.integers(0, 2**31), "date": st.integers(0, 2**33), "chat": CHATS},
    optional={
        "from": USERS,
        "sender_chat": CHATS,
        "text": st.text(max_size=20),
        "caption": st.text(max_size=20),
        "photo": st.lists(FILES, max_size=3),
        "document": FILES,
        "animation": FILES,
        "voice": FILES,
        "contact": st.fixed_dictionaries(
            {"phone_number": st.text(max_size=15), "first_name": st.text(max_size=5)}, optional={"user_id": IDS}
        ),
        "new_chat_members": st.lists(USERS, max_size=2),
        "migrate_to_chat_id": IDS,
        "forward_origin": st.just({"type": "hidden_user"}),
        "media_group_id": st.text(max_size=5),
        "reply_to_message": st.just({"message_id": 1}),
    },
)
QUERIES = st.fixed_dictionaries(
    {"id": st.text(max_size=10), "from": USERS, "chat_instance": st.text(max_size=5)},
    optional={"message": MESSAGES, "data": st.text(max_size=64), "inline_message_id": st.text(max_size=5)},
)
MEMBERSHIPS = st.fixed_dictionaries(
    {
        "chat": CHATS,
        "from": USERS,
        "date": st.integers(0, 2**33),
        "new_chat_member": st.fixed_dictionaries(
            {"status": st.sampled_from(["member", "kicked", "new"]), "user": USERS}
        ),
    }
)
UPDATES = st.one_of(
    [
        st.fixed_dictionaries({"update_id": st.integers(0, 2**31), kind: value})
        for kind, value in (
            ("message", MESSAGES),
            ("edited_message", MESSAGES),
            ("callback_query", QUERIES),
            ("my_chat_member", MEMBERSHIPS),
            ("chosen_inline_result", USERS),
        )
    ]
)


@given(UPDATES)
def test_no_well_formed_update_raises_and_its_chat_is_the_one_it_is_queued_under(update: dict[str, Any]) -> None:
    incoming = read_update(update, FETCHED)
    assert incoming.update_id == update["update_id"]
    assert incoming.said_at.tzinfo is not None
    assert chat_of(update) == (None if incoming.kind is IncomingKind.OTHER else incoming.chat_id)


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "chat", "from", "message", "text", "photo", "date", "data"]), inner)
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from([*ALLOWED_UPDATES, "poll"]), ODD, max_size=2))
def test_a_malformed_update_fails_only_in_the_ways_the_dispatcher_sets_aside(content: dict[str, Any]) -> None:
    for read_it in (lambda update: read_update(update, FETCHED), chat_of):
        try:
            read_it({**content, "update_id": 1})
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            # The dispatcher counts an attempt and in the end puts it aside; only the inbox must not fall over it.
            continue

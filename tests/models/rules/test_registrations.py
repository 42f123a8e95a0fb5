"""The registration form of 附件3 in conversation: which question comes next, and what an answer means."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.registrations import (
    NAME_LENGTH,
    RegistrationForm,
    RegistrationStep,
    answer_form,
    form_from_json,
    mask_phone,
    read_name,
    read_people,
    read_person,
    read_phone,
)

EMPTY = RegistrationForm(unit_id=7)
FOUR = RegistrationForm(7, "张某某", "13800000001", "李某某", "13900000002")

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
LANDLINES = st.from_regex(r"0798-[2-9][0-9]{6}", fullmatch=True) | st.from_regex(r"010-[2-9][0-9]{7}", fullmatch=True)
CHINESE_NAMES = st.from_regex(r"[赵钱孙李周吴郑王欧阳张陈][一-龥]{1,3}", fullmatch=True).filter(
    lambda name: read_name(name) is not None
)
ENGLISH_NAMES = st.sampled_from(
    ["Ann Patel", "Telma Mantel", "Bob Telford", "Ana-Maria O'Neil", "Leadera Namez", "Zoë Ng"]
)


# -- telephone numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13800000001", "13800000001"),
        (" 138 0000 0001 ", "13800000001"),
        ("138-0000-0001", "13800000001"),
        ("+8613800000001", "13800000001"),
        ("8613800000001", "13800000001"),
        ("１３８０００００００１", "13800000001"),
        ("手机：13800000001", "13800000001"),
        ("联系电话:13800000001。", "13800000001"),
        ("Phone: 13800000001", "13800000001"),
        ("0798-8500000", "0798-8500000"),
        ("07988500000", "0798-8500000"),
        ("（0798）8500000", "0798-8500000"),
        ("0798—8500000", "0798-8500000"),
        ("01062345678", "010-62345678"),
        ("02158881234", "021-58881234"),
        ("075586543210", "0755-86543210"),
        ("8500000", "8500000"),
        ("85000000", "85000000"),
        ("0798-8500000转801", "0798-8500000-801"),
        ("0798-8500000-801", "0798-8500000-801"),
        ("0798-8500000 ext. 801", "0798-8500000-801"),
    ],
)
def test_a_telephone_number_is_read_however_it_is_written(text: str, number: str) -> None:
    assert read_phone(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "张某某",
        "1380000000",
        "138000000012",
        "12800000001",
        "13800000001 13900000002",
        "+1 555 123 4567",
        "123456",
        "2024-06-25",
        "28",
        "360200199001011234",
        "٠٧٩٨-٨٥٠٠٠٠٠",
        "没有",
    ],
)
def test_what_is_not_one_telephone_number_is_asked_again(text: str) -> None:
    assert read_phone(text) is None


@given(MOBILES | LANDLINES)
def test_a_number_that_was_read_is_read_again_unchanged(number: str) -> None:
    once = read_phone(number)
    assert once is not None
    assert read_phone(once) == once
    assert once.isascii()


@given(st.text(max_size=30))
def test_any_text_is_a_plain_number_or_none(text: str) -> None:
    number = read_phone(text)
    assert number is None or set(number) <= set("0123456789-")


@given(MOBILES | LANDLINES)
def test_a_masked_number_does_not_give_the_number_away(number: str) -> None:
    masked = mask_phone(number)
    assert "****" in masked
    assert len([character for character in masked if character.isdigit()]) <= 7


@pytest.mark.parametrize("number", ["", "1", "8500000"])
def test_a_short_number_is_masked_too(number: str) -> None:
    assert "****" in mask_phone(number)
    assert number == "" or number not in mask_phone(number)


# -- names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张某某", "张某某"),
        (" 张某某。", "张某某"),
        ("姓名：张某某", "张某某"),
        ("分管领导：张某某", "张某某"),
        ("分管领导姓名：张某某", "张某某"),
        ("分管领导是张某某", "张某某"),
        ("联络员 李某某", "李某某"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("张 三", "张 三"),
        ("Ann Patel", "Ann Patel"),
        ("Name: Ann Patel", "Ann Patel"),
        ("Leader's name: Ann Patel", "Ann Patel"),
        ("Telma Mantel", "Telma Mantel"),
        ("Martin Luther King Jr.", "Martin Luther King Jr"),
        ("John Q. Public", "John Q. Public"),
    ],
)
def test_a_name_is_read_without_what_stands_around_it(text: str, name: str) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "张",
        "13800000001",
        "张三13800000001",
        "/cancel",
        "张三，李四",
        "28已完成",
        "姓名：",
        "陶" * (NAME_LENGTH + 1),
        "<b>",
        "？",
    ],
)
def test_what_is_no_name_is_asked_again(text: str) -> None:
    assert read_name(text) is None


@given(ENGLISH_NAMES | CHINESE_NAMES)
def test_no_part_of_a_name_is_taken_for_a_label(name: str) -> None:
    assert read_name(name) == name


@given(st.text(max_size=60))
def test_a_name_that_was_read_is_read_again_unchanged_and_fits_its_column(text: str) -> None:
    name = read_name(text)
    if name is not None:
        assert len(name) <= NAME_LENGTH
        assert not any(character.isdigit() for character in name)
        assert read_name(name) == name


# -- all four in one message


@pytest.mark.parametrize(
    "text",
    [
        "张某某 13800000001，李某某 13900000002",
        "张某某13800000001李某某13900000002",
        "张某某\n13800000001\n李某某\n13900000002",
        "分管领导：张某某，电话：13800000001；联络员：李某某，电话：13900000002",
        "分管领导姓名：张某某\n分管领导联系电话：13800000001\n联络员姓名：李某某\n联络员联系电话：13900000002",
        "分管领导张某某（13800000001），联络员李某某（13900000002）。",
        "张某某，138 0000 0001；李某某，139-0000-0002",
    ],
)
def test_all_four_in_one_message_are_understood(text: str) -> None:
    assert read_people(text) == ("张某某", "13800000001", "李某某", "13900000002")


def test_all_four_are_understood_in_english_and_with_landlines() -> None:
    assert read_people("Leader: Ann Patel, phone 0798-8500000; liaison: Bob Telford, tel. 13900000002") == (
        "Ann Patel",
        "0798-8500000",
        "Bob Telford",
        "13900000002",
    )
    assert read_people("张某某 0798-8500000转801，李某某 8500001") == (
        "张某某",
        "0798-8500000-801",
        "李某某",
        "8500001",
    )


@given(CHINESE_NAMES, MOBILES | LANDLINES, CHINESE_NAMES, MOBILES, st.sampled_from(["，", "；", "\n", " "]))
def test_any_two_people_with_their_numbers_are_understood(
    leader: str, leader_phone: str, liaison: str, phone: str, between: str
) -> None:
    text = f"{leader} {leader_phone}{between}{liaison} {phone}"
    assert read_people(text) == (leader, leader_phone, liaison, phone)


@pytest.mark.parametrize(
    "text",
    [
        "张某某 13800000001",
        "13800000001 张某某 13900000002 李某某",
        "张某某 13800000001 李某某 13900000002 王某某 13700000003",
        "张某某 13800000001 13900000002",
        "张某某 13800000001，李某某 13900000002，明天开会",
        "",
    ],
)
def test_a_message_that_is_not_two_people_is_not_guessed_at(text: str) -> None:
    assert read_people(text) is None


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("李某某 13900000002", ("李某某", "13900000002")),
        ("李某某13900000002", ("李某某", "13900000002")),
        ("13900000002 李某某", ("李某某", "13900000002")),
        ("姓名：李某某，电话：13900000002", ("李某某", "13900000002")),
        ("电话：13900000002，姓名：李某某", ("李某某", "13900000002")),
        ("联络员：李某某（139 0000 0002）", ("李某某", "13900000002")),
        ("Ann Patel, tel. 0798-8500000", ("Ann Patel", "0798-8500000")),
        ("李某某", ("李某某", None)),
        ("姓名：李某某", ("李某某", None)),
        ("13900000002", (None, "13900000002")),
        ("电话：13900000002", (None, "13900000002")),
        ("0798 850 0000", (None, "0798-8500000")),
    ],
)
def test_one_person_is_read_from_a_name_a_number_or_both(text: str, person: tuple[str | None, str | None]) -> None:
    assert read_person(text) == person


@pytest.mark.parametrize(
    "text",
    ["", "28已完成", "李某某 13900000002 13800000001", "李某某 13900000002 王某某", "<b>"],
)
def test_what_is_not_one_person_is_not_guessed_at(text: str) -> None:
    assert read_person(text) == (None, None)


# -- the form


def test_the_questions_come_in_the_order_of_the_contract() -> None:
    form, asked = EMPTY, []
    for answer in ("张某某", "13800000001", "李某某", "13900000002"):
        asked.append(form.step)
        answered = answer_form(form, answer)
        assert answered is not None
        form = answered
    assert asked == list(RegistrationStep)[:4]
    assert form == FOUR
    assert form.step is RegistrationStep.COVERAGE
    assert replace(form, covers_all=True).step is RegistrationStep.PREVIEW
    assert replace(form, by_task=True).step is RegistrationStep.TASKS
    assert replace(form, by_task=True, tasks=(1, 2)).step is RegistrationStep.PREVIEW


@pytest.mark.parametrize(
    "form",
    [
        EMPTY,
        replace(EMPTY, leader_name="王某"),
        replace(FOUR, liaison_name="", liaison_phone=""),
        replace(FOUR, liaison_phone=""),
    ],
)
def test_all_four_in_one_message_answer_any_of_the_four_questions(form: RegistrationForm) -> None:
    assert answer_form(form, "张某某 13800000001，李某某 13900000002") == FOUR


@pytest.mark.parametrize(
    ("form", "text"),
    [(EMPTY, "13800000001"), (replace(EMPTY, leader_name="张某某"), "张某某"), (EMPTY, ""), (FOUR, "张某某")],
)
def test_what_does_not_answer_the_question_changes_nothing(form: RegistrationForm, text: str) -> None:
    assert answer_form(form, text) is None


@pytest.mark.parametrize("form", [FOUR, replace(FOUR, by_task=True), replace(FOUR, covers_all=True)])
def test_a_question_with_buttons_is_not_answered_by_text(form: RegistrationForm) -> None:
    assert answer_form(form, "张某某 13800000001，李某某 13900000002") is None


FORMS = st.builds(
    RegistrationForm,
    st.integers(1, 99),
    st.text(max_size=5),
    st.text(max_size=5),
    st.text(max_size=5),
    st.text(max_size=5),
    st.booleans(),
    st.booleans(),
    st.lists(st.integers(1, 56), max_size=5).map(tuple),
)


@given(FORMS)
def test_a_form_survives_being_kept_between_two_messages(form: RegistrationForm) -> None:
    assert form_from_json(json.loads(json.dumps(form.to_json()))) == form


@given(FORMS, st.text(max_size=40))
def test_no_answer_takes_a_form_backwards(form: RegistrationForm, text: str) -> None:
    order = list(RegistrationStep)
    answered = answer_form(form, text)
    if answered is not None:
        assert order.index(answered.step) > order.index(form.step)
        assert answered.unit_id == form.unit_id

"""Who may do what: docs/permissions.md is what the table says, and every cell of it is what the program does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers import needs_membership
from handlers.permission_page import COLUMNS, NO, YES, permission_page
from handlers.permissions import Place, Role
from handlers.routing import COMMANDS, PRESSES
from locales import t
from models.rules.chats import Incoming
from tests.handlers.scene import (
    ADMIN,
    ANNA,
    LEADER,
    MEMBER,
    OFFICE_GROUP,
    OTHER_GROUP,
    STRANGER,
    Outcome,
    Scene,
    make_scene,
    pressed,
    said,
)

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
# Callback data of every button, with numbers that name something: {anna} a post, {owed} an item of another unit.
PRESSED = {
    **dict.fromkeys(
        [
            "report",
            "clean",
            "rest",
            "preview",
            "change",
            "drop",
            "submit",
            "sheet",
            "block",
            "missing",
            "missing_plain",
            "digest",
            "ledger",
            "finalize",
            "finalize_yes",
            "files",
            "remind",
            "links",
            "leaders",
            "leaders_go",
        ],
        "{round}",
    ),
    **dict.fromkeys(["item", "same", "skip", "add", "aslead", "ask"], "{annas}"),
    **dict.fromkeys(["accept", "return", "attached"], "{answered}"),
    **dict.fromkeys(["members", "unit"], "{unit}"),
    **dict.fromkeys(["units", "audit", "members_page", "dismiss"], "0"),
    **dict.fromkeys(["handover", "handover_go", "handover_stop"], "{anna}"),
    **dict.fromkeys(["replace", "replace_go", "revoke"], "{boris}"),
    **dict.fromkeys(["approve", "refuse", "approve_all"], "{claim}"),
    **dict.fromkeys(["held", "note", "contact_go", "import"], "yes"),
    **dict.fromkeys(["register", "fresh", "leader_link"], "{other_unit}"),
    "status": "{annas}:d",
    "form": "submit",
    "iam": "{nobody}",
    "give": "{owed}",
    "quote": "{given}",
    "enter": "{owed}",
    "remind_yes": "{round}:0",
    "broadcast": "{notice}:yes",
    "merge": "{other_unit}:{unit}",
    "snooze": "ask",
    "confirm": "yes:1",
    "notice": "go",
    "rung": "monthly:opening",
    "rest_day": "{round}:keep",
    "plan_end": "{plan}:end",
    "take": "yes",
    "leave": "end",
    "contact": "{anna}:own",
    "wish": "start",
    "erase": "ask",
    "mydata": "go",
    "sheets": "{round}",
    "enclosed": "{round}",
    "uninvite": "{link}",
    "extend": "yes:{wish}",
}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    scene = make_scene(tmp_path_factory.mktemp("office"))
    yield scene
    scene.database.close()


def _sender(roles: frozenset[Role], place: Place) -> tuple[int, int, bool]:
    """Return user and chat of a column, and whether the lookup would find a member of the office's group."""
    users = {Role.STRANGER: STRANGER, Role.LIAISON: ANNA, Role.LEADER: LEADER, Role.OFFICE: MEMBER}
    user = ADMIN if Role.ADMIN in roles else users[next(iter(roles))]
    chat = {Place.PRIVATE: user, Place.OFFICE_GROUP: OFFICE_GROUP, Place.OTHER_GROUP: OTHER_GROUP}[place]
    return user, chat, Role.OFFICE in roles and place is Place.PRIVATE


def _rows(kind: str) -> dict[str, list[str]]:
    """Return the cells of the committed page by name: of its commands, or of its buttons."""
    text = PAGE.read_text(encoding="utf-8").split(f"## {kind}", 1)[1].split("\n## ", 1)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return {row[0].strip("`/"): row[2:] for row in rows[2:]}


def test_the_page_is_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == permission_page(), "run `make permissions`"


def test_the_page_has_a_row_for_every_command_and_every_button() -> None:
    assert set(_rows("Commands")) == set(COMMANDS)
    assert set(_rows("Buttons")) == set(PRESSES) == set(PRESSED)
    assert {len(cells) for kind in ("Commands", "Buttons") for cells in _rows(kind).values()} == {len(COLUMNS)}


def test_the_commands_of_the_contract_are_for_whom_it_says() -> None:
    """Contract, "In the chat"."""
    lists = {
        "yes yes yes yes yes": "start help language privacy cancel",
        "– yes . – .": "tasks report status history contacts handover leave",
        "– – – yes yes": "progress missing task digest finalize export remind return accept enter",
        "– – – – yes": "import invite units members approve revoke extend round calendar bind_office broadcast audit",
    }
    rows = _rows("Commands")
    assert set(rows) == {name for names in lists.values() for name in names.split()}
    for pattern, names in lists.items():
        for name in names.split():
            assert re.fullmatch(pattern.replace(".", "(yes|–)"), " ".join(rows[name][:5])), name


def _refusals() -> set[str]:
    keys = ("office-not-allowed", "office-admins-only", "permission-not-here")
    return {t("zh-CN", key) for key in (*keys, "permission-in-private", "permission-for-liaisons")}


def _check(outcome: Outcome, cell: str, where: str, *, is_press: bool) -> None:
    refusals = _refusals()
    if cell == YES:
        assert not refusals & set(outcome.words), where
        # A call with nothing enclosed has nothing to send again.
        assert where.startswith("enclosed") or outcome.words or outcome.sent or outcome.changed(but=("person",)), where
        return
    assert cell == NO
    # Nothing is done, nobody else hears of it, and nothing is shown but that it may not be.
    assert outcome.changed(but=("outbox", "person")) == [], where
    assert [row.kind for row in outcome.sent] in ([], ["message"]), where
    if is_press:
        assert outcome.sent == [], where
        assert outcome.toast in refusals | {t("zh-CN", "report-gone")}, where
    else:
        greetings = ("您好", "这里是任务联络机器人", t("zh-CN", "leaders-reading-only")[:6])
        assert all(word in refusals or word.startswith(greetings) for word in outcome.words), (where, outcome.words)


@pytest.mark.parametrize("column", range(len(COLUMNS)), ids=[name for name, _, _ in COLUMNS])
def test_every_command_does_what_its_cell_says(scene: Scene, column: int) -> None:
    user, chat, in_office = _sender(*COLUMNS[column][1:])
    for name, cells in _rows("Commands").items():
        update = said(user, chat, f"/{name}", in_office=in_office)
        _check(scene.try_out(update), cells[column], f"/{name}, {COLUMNS[column][0]}", is_press=False)


@pytest.mark.parametrize("column", range(len(COLUMNS)), ids=[name for name, _, _ in COLUMNS])
def test_every_button_does_what_its_cell_says(scene: Scene, column: int) -> None:
    user, chat, in_office = _sender(*COLUMNS[column][1:])
    for verb, cells in _rows("Buttons").items():
        update = pressed(user, chat, f"{verb}:{PRESSED[verb].format(**scene.ids)}", in_office=in_office)
        _check(scene.try_out(update), cells[column], f"{verb}, {COLUMNS[column][0]}", is_press=True)


def test_what_a_button_of_the_office_may_do_it_may_do_only_for_who_is_a_member_now(scene: Scene) -> None:
    """The same person, found to be a member or not at the press."""
    data = f"accept:{scene.ids['answered']}"
    assert scene.try_out(pressed(MEMBER, MEMBER, data, in_office=True)).changed(but=("outbox", "audit", "person")) == [
        "assignment"
    ]
    assert scene.try_out(pressed(MEMBER, MEMBER, data)).changed(but=("person",)) == []


def _is_looked_up(update: Incoming) -> bool:
    return needs_membership(update, "some_bot")


def test_membership_is_looked_up_exactly_where_a_member_may_more_than_a_stranger() -> None:
    for kind, rows in (("/", _rows("Commands")), ("", _rows("Buttons"))):
        for name, cells in rows.items():
            by_column = dict(zip([name for name, _, _ in COLUMNS], cells, strict=True))
            data = "0" if kind else f"{name}:0"
            update = said(1, 1, f"/{name}") if kind else pressed(1, 1, data)
            # Of what is for everyone, the greeting alone is another for a member; /help is asked for too often to be looked up.
            is_told_apart = kind == "/" and name == "start"
            assert _is_looked_up(update) == (is_told_apart or by_column["office"] != by_column["stranger"]), name
            in_group = said(1, OFFICE_GROUP, f"/{name}") if kind else pressed(1, OFFICE_GROUP, data)
            assert not _is_looked_up(in_group), name

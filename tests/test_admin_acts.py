"""Every command and button of the admins and the office, in Chinese and in English: exactly what it changes in `export data`."""

from pathlib import Path

import pytest

from handlers.permissions import Audience
from handlers.routing import COMMANDS, PRESSES
from locales import LANGUAGES
from tests import test_office_acts
from tests.admin_table import (
    NONE,
    Data,
    Row,
    Table,
    changes,
    deed,
    dues,
    leads_of_several,
    round_of,
    states,
    table_of,
    walk,
)
from tests.world import DEMO_PLAN, running

FIRST, SECOND, THIRD, FOURTH = "市先陶办", "市文旅局", "市商务局", "市科技局"


# ---- people


async def invite(table: Table) -> None:
    assert "https://t.me/liaison_test_bot?start=" in await table.say(f"/invite {FIRST}")


async def anna_claims(table: Table) -> None:
    await table.claim("安娜", FIRST)


async def approve(table: Table) -> None:
    assert "安娜" in await table.say("/approve")
    await table.press("approve")


def first_is_active(_before: Data, after: Data) -> None:
    assert states(after, FIRST) == ["active"]


async def boris_claims(table: Table) -> None:
    await table.claim("鲍里斯", SECOND)


async def refuse(table: Table) -> None:
    await table.press("refuse")


def second_is_refused(before: Data, after: Data) -> None:
    assert states(before, SECOND) == ["pending"]
    assert states(after, SECOND) == ["revoked"]


async def several_claim(table: Table) -> None:
    for name, unit in (("陈晨", SECOND), ("达娜", THIRD), ("恩佐", FOURTH), ("方圆", FOURTH)):
        await table.claim(name, unit)


async def approve_all(table: Table) -> None:
    await table.say("/approve")
    await table.press("approve_all")


def all_are_active(_before: Data, after: Data) -> None:
    assert [states(after, unit)[-1] for unit in (SECOND, THIRD, FOURTH)] == ["active"] * 3


async def look_at_members(table: Table) -> None:
    await table.say("/members")
    await table.press("members_page")
    await table.say(f"/members {SECOND}")
    await table.say("/members")
    await table.press("members")


async def replace_member(table: Table) -> None:
    await table.say(f"/members {SECOND}")
    await table.press("replace", "陈晨")
    await table.press("replace_go")


def second_is_vacant(_before: Data, after: Data) -> None:
    assert states(after, SECOND)[-1] == "revoked"


async def revoke_by_command(table: Table) -> None:
    await table.say(f"/revoke {THIRD}")


def third_is_revoked(_before: Data, after: Data) -> None:
    assert states(after, THIRD) == ["revoked"]


async def revoke_by_button(table: Table) -> None:
    await table.say(f"/revoke {FOURTH}")
    await table.press("revoke", "恩佐")


def one_of_the_fourth_is_revoked(before: Data, after: Data) -> None:
    assert states(before, FOURTH) == ["active", "active"]
    assert states(after, FOURTH) == ["revoked", "active"]


async def withdraw_link(table: Table) -> None:
    await table.say(f"/members {SECOND}")
    await table.press("uninvite")


# ---- time


async def june(table: Table) -> None:
    await table.world.move_to("2024-06-18 09:00")
    await table.world.move_to("2024-06-18 10:00")


async def extend(table: Table) -> None:
    await table.say(f"/extend {FIRST} all 2024-06-27 12:00")


def first_has_till_the_27th(before: Data, after: Data) -> None:
    assert dues(before, FIRST) == {"2024-06-25"}
    assert dues(after, FIRST) == {"2024-06-27"}
    assert len(before["assignments"]) == len(after["assignments"])


async def anna_asks_for_time(table: Table) -> None:
    await table.say("25申请延期到6月28日，因经费审批未完成", by=table.people["安娜"])
    await table.press("wish", "yes", by=table.people["安娜"])


async def grant_more_time(table: Table) -> None:
    await table.press_in_group("extend", "yes")


def the_28th_is_granted(_before: Data, after: Data) -> None:
    assert dues(after, FIRST) == {"2024-06-27", "2024-06-28"}


async def calendar(table: Table) -> None:
    await table.say("/calendar")
    await table.press("notice")
    await table.say("2024-07-18 休息")
    await table.press("confirm", "yes")


def july_opens_a_day_later(before: Data, after: Data) -> None:
    assert round_of(before, "2024-07")["opens_at"].startswith("2024-07-18")
    assert round_of(after, "2024-07")["opens_at"].startswith("2024-07-19")


async def look_at_rounds(table: Table) -> None:
    await table.say("/round")
    assert await table.say("/round 2024-06")
    await table.say("/round 2024-09 skip")
    await table.press("confirm", "no")


async def move_due(table: Table) -> None:
    await table.say("/round 2024-08 due 2024-08-23 17:00")
    await table.press("confirm", "yes")


def august_is_due_earlier(_before: Data, after: Data) -> None:
    assert round_of(after, "2024-08")["due_at"].startswith("2024-08-23T17:00")


async def skip_round(table: Table) -> None:
    await table.say("/round 2024-09 skip")
    await table.press("confirm", "yes")


def september_is_off(_before: Data, after: Data) -> None:
    assert round_of(after, "2024-09")["skipped_at"] is not None


async def merge_rounds(table: Table) -> None:
    await table.say("/round 2024-10 merge 2024-11")
    await table.press("confirm", "yes")


def october_is_merged(_before: Data, after: Data) -> None:
    assert round_of(after, "2024-10")["skipped_at"] is not None
    assert round_of(after, "2024-11")["skipped_at"] is None


async def ladder(table: Table) -> None:
    await table.say("/round ladder monthly")
    await table.press("rung", "T-3")


async def go_on(table: Table) -> None:
    await table.say("/round until 2025-02")


def two_months_more(before: Data, after: Data) -> None:
    assert len(after["rounds"]) == len(before["rounds"]) + 2
    assert after["plans"][0]["last_round"] == "2025-02"


async def call(table: Table) -> None:
    await table.say(f"/round new 停车场调查; 2024-06-24 17:00; {FIRST}、{SECOND}; 请提供材料")
    table.world.admin.chat().upload("表.docx", b"form")
    await table.world.settle()
    await table.press("confirm", "yes")


def two_units_are_asked(before: Data, after: Data) -> None:
    assert round_of(after, "停车场调查")["kind"] == "data_call"
    assert [row["unit"] for row in after["assignments"][len(before["assignments"]) :]] == [FIRST, SECOND]
    assert deed(after, "call")["particulars.files"] == 1


async def make_links(table: Table) -> None:
    assert "https://t.me/" in await table.press_in_group("links")


async def week_before_the_cutoff(table: Table) -> None:
    await table.world.move_to("2024-06-21 09:00")
    await table.world.move_to("2024-06-21 10:00")


async def import_again(table: Table) -> None:
    await table.say("/import")
    content = DEMO_PLAN.read_text("utf-8").replace("名录", "名册")
    table.world.admin.chat().upload("plan.tsv", content.encode())
    await table.world.settle()
    await table.press("import", "yes")


async def close_round(table: Table) -> None:
    await table.say("/round 2024-06 close")
    await table.press("confirm", "yes")


def june_is_closed(_before: Data, after: Data) -> None:
    assert round_of(after, "2024-06")["closes_at"] <= deed(after, "round_close")["at"]


async def bind_again(table: Table) -> None:
    await table.say_in_group("/bind_office")


async def cancel_broadcast(table: Table) -> None:
    await table.say_in_group("/broadcast 周五下午开会。")
    await table.press_in_group("broadcast", "no")


PEOPLE_AND_TIME = (
    Row(("/invite",), invite, changes()),
    Row(("/approve", "approve"), approve, changes("liaisons"), first_is_active, anna_claims),
    Row(("refuse",), refuse, changes("liaisons", "assignments"), second_is_refused, boris_claims),
    Row(("approve_all",), approve_all, changes("liaisons"), all_are_active, several_claim),
    Row(("/members", "members", "members_page"), look_at_members, NONE),
    Row(("replace", "replace_go"), replace_member, changes("liaisons", "assignments"), second_is_vacant),
    Row(("/revoke",), revoke_by_command, changes("liaisons", "assignments"), third_is_revoked),
    Row(("revoke",), revoke_by_button, changes("liaisons"), one_of_the_fourth_is_revoked),
    Row(("uninvite",), withdraw_link, changes()),
    Row(("/extend",), extend, changes("assignments"), first_has_till_the_27th, june),
    Row(("extend",), grant_more_time, changes("assignments"), the_28th_is_granted, anna_asks_for_time),
    Row(("/import", "import"), import_again, changes()),
    Row(("/calendar", "notice"), calendar, changes("rounds"), july_opens_a_day_later),
    Row(("/round",), look_at_rounds, NONE),
    Row(("/round", "confirm"), move_due, changes("rounds"), august_is_due_earlier),
    Row(("/round",), skip_round, changes("rounds"), september_is_off),
    Row(("/round",), merge_rounds, changes("rounds"), october_is_merged),
    Row(("/round", "rung"), ladder, changes("plans")),
    Row(("/round",), go_on, changes("rounds", "plans"), two_months_more),
    Row(("/round",), call, changes("rounds", "assignments"), two_units_are_asked),
    Row(("links",), make_links, changes(), prepare=week_before_the_cutoff),
    Row(("/broadcast", "broadcast"), cancel_broadcast, NONE),
    Row(("/bind_office",), bind_again, changes("rounds")),
    Row(("/round",), close_round, changes("rounds"), june_is_closed),
)


# ---- the office's buttons, in a plan of one month whose 25th is a Sunday


async def keep_sunday(table: Table) -> None:
    await table.press_in_group("rest_day", "earlier")


def due_on_friday(_before: Data, after: Data) -> None:
    assert round_of(after, "2024-08")["due_at"].startswith("2024-08-23T17:00")


async def plan_goes_on(table: Table) -> None:
    await table.press("plan_end", "year")


def twelve_months_more(before: Data, after: Data) -> None:
    assert after["plans"][0]["last_round"] == "2025-08"
    assert len(after["rounds"]) == len(before["rounds"]) + 12


async def lists(table: Table) -> None:
    assert FIRST in await table.press_in_group("missing")
    assert FIRST in await table.press_in_group("missing_plain")
    await table.press_in_group("missing")
    await table.press_in_group("sheets")
    assert table.group.last.file_name.endswith(".zip")
    await table.press_in_group("ledger")
    assert table.group.last.file_name.endswith(".xlsx")
    await table.press_in_group("finalize")
    await table.press_in_group("dismiss")


async def digest_by_button(table: Table) -> None:
    await table.press_in_group("digest")


def one_more_digest(before: Data, after: Data) -> None:
    (new,) = after["digests"][len(before["digests"]) :]
    assert (new["kind"], new["round"]) == ("asked", "2024-08")


async def enter_by_button(table: Table) -> None:
    number, (one, _) = leads_of_several(table.world)
    await table.say_in_group(f"/enter {number} {table.word('status-done')}，全部办结")
    await table.press_in_group("enter", one)


def entered_on_behalf(before: Data, after: Data) -> None:
    (new,) = after["answers"][len(before["answers"]) :]
    assert (new["status"], new["on_behalf"]) == ("done", True)


async def overdue(table: Table) -> None:
    await table.say("/contacts", by=table.people["安娜"])
    await table.press("leader_link", by=table.people["安娜"])
    leader = table.people.setdefault("领导", table.world.emulator.person(50, "张某某"))
    token = table.people["安娜"].chat().last.text.partition("start=")[2].split()[0]
    leader.chat().start(token)
    await table.world.settle()
    await table.world.move_to("2024-08-23 17:05")


async def copy_to_leaders(table: Table) -> None:
    await table.press_in_group("leaders")
    await table.press_in_group("leaders_go")


def leader_was_told(_before: Data, after: Data) -> None:
    assert deed(after, "copy_leaders")


BUTTONS = (
    Row(("rest_day",), keep_sunday, changes("rounds", "assignments"), due_on_friday),
    Row(("plan_end",), plan_goes_on, changes("rounds", "plans"), twelve_months_more),
    Row(("missing", "missing_plain", "sheets", "ledger", "finalize", "dismiss"), lists, NONE),
    Row(("digest",), digest_by_button, frozenset({"digests"}), one_more_digest),
    Row(("enter",), enter_by_button, changes("answers", "assignments", "rounds"), entered_on_behalf),
    Row(("leaders", "leaders_go"), copy_to_leaders, changes(), leader_was_told, overdue),
)

# Commands and buttons whose rows stand in the table of tests/test_office_acts.py; 征集附件 in tests/test_data_call.py.
OFFICE_ROWS = {
    "/task", "/accept", "/return", "/enter", "/finalize", "/export", "/remind", "/progress", "/missing", "/digest",
    "/units", "/audit", "accept", "return", "finalize_yes", "files", "attached", "remind", "remind_yes", "merge",
    "units", "unit", "audit", "enclosed",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_admin_act_changes_exactly_what_the_table_says(tmp_path: Path, language: str) -> None:
    async with running(tmp_path, language=language) as world:
        world.import_demo()
        await walk(await table_of(world, language), PEOPLE_AND_TIME)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_office_button_changes_exactly_what_the_table_says(tmp_path: Path, language: str) -> None:
    async with running(tmp_path, "2024-08-15 09:00", language=language) as world:
        world.import_demo("2024-08", "2024-08")
        table = await table_of(world, language)
        await table.claim("安娜", FIRST)
        await table.press("approve")
        await world.move_to("2024-08-19 09:00")
        await world.move_to("2024-08-19 10:00")
        await walk(table, BUTTONS)


def test_no_command_and_no_button_of_theirs_is_missing_from_the_tables() -> None:
    theirs = (Audience.OFFICE, Audience.ADMIN, Audience.SENDER)
    wanted = {f"/{name}" for name, command in COMMANDS.items() if command.audience in theirs}
    wanted |= {verb for verb, press in PRESSES.items() if press.audience in theirs}
    covered = {name for row in (*PEOPLE_AND_TIME, *BUTTONS) for name in row.covers} | OFFICE_ROWS
    assert wanted - covered == set()
    assert len(test_office_acts.ACTS) > 1

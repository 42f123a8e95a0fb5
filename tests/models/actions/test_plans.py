"""Taking a plan in: its units, tasks and rounds; and a corrected one, whose answers stay where they are."""

from dataclasses import replace
from datetime import time

import pytest
from sqlmodel import col, select

from models.actions.desk import Desk
from models.actions.plans import Span, propose_span, units_of_plan
from models.actions.refusals import ActionRefusedError
from models.actions.rescheduling import Change, change_round
from models.actions.rounds import open_rounds, refresh_open_rounds
from models.rules.circulars import Circular
from models.store.plans import current_plan, roles_of, unit_by_id, units_by_name
from models.tables import Answer, Plan, Round, Task, Unit, UnitAlias
from tests.models.actions.bureau import Bureau, circular, local, task

SMALL = circular(
    task(1, ["市发改委"], ["市文旅局"]),
    task(2, ["市文旅局", "市水利局"], ["各县区"]),
    task(3, ["各县区"], ["市发改委"]),
)


def span(bureau: Bureau, plan: Circular, first: str | None = None, last: str | None = None) -> Span:
    return bureau.do(lambda desk: propose_span(plan, desk, first, last))


def names_of_plan(desk: Desk) -> list[str]:
    plan = current_plan(desk.session)
    assert plan is not None
    return [unit_by_id(desk.session, unit_id).name for unit_id in units_of_plan(desk.session, plan)]


# -- the span


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2024-05-27 09:00", "2024-06"),
        ("2024-06-18 08:59", "2024-06"),
        ("2024-06-18 09:01", "2024-07"),
        ("2024-03-01 09:00", "2024-05"),
    ],
)
def test_without_a_word_the_first_round_is_the_one_whose_opening_is_still_ahead(
    bureau: Bureau, now: str, first: str
) -> None:
    # The circular is of 24 May: nobody reports on months before it.
    bureau.at(now)
    assert span(bureau, SMALL) == Span(first, "2024-12")


def test_the_admin_may_name_the_first_and_the_last_round_even_into_the_next_year(bureau: Bureau) -> None:
    assert span(bureau, SMALL, "2024-08", "2025-02") == Span("2024-08", "2025-02")


@pytest.mark.parametrize(
    ("first", "last"),
    [("2024-13", None), ("june", None), (None, "2024-6"), ("2024-00", None), ("2024-12", "2024-06"), ("", "24-12")],
)
def test_a_span_that_is_none_is_refused_before_anything_is_written(
    bureau: Bureau, first: str | None, last: str | None
) -> None:
    with pytest.raises(ActionRefusedError):
        bureau.take_in(SMALL, first, last)
    assert bureau.rows(Plan) == []


def test_a_plan_of_a_year_gone_by_is_refused_unless_its_rounds_are_named(bureau: Bureau) -> None:
    bureau.at("2026-11-22 09:00")
    with pytest.raises(ActionRefusedError) as caught:
        bureau.take_in(SMALL)
    assert caught.value.key == "import-no-rounds"
    bureau.take_in(SMALL, "2024-06", "2024-12")
    assert len(bureau.rounds()) == 8


# -- a new plan


def test_a_plan_keeps_what_its_circular_says(bureau: Bureau) -> None:
    bureau.take_in(
        circular(task(1, ["市发改委"]), document_no="景办〔2024〕9号", issuer="办公室", due_time=time(12, 0))
    )
    (plan,) = bureau.rows(Plan)
    assert (plan.code, plan.title, plan.document_no, plan.issuer) == ("2024", "工作要点", "景办〔2024〕9号", "办公室")
    assert (plan.due_day, plan.due_time, plan.first_round, plan.last_round) == (25, time(12, 0), "2024-06", "2024-12")
    assert plan.registration_due_at == local("2024-06-30 17:00")


def test_what_the_circular_does_not_say_is_the_25th_at_17_and_no_registration(bureau: Bureau) -> None:
    bureau.take_in(circular(task(1, ["市发改委"]), due_day=None, registration_due_at=None))
    (plan,) = bureau.rows(Plan)
    assert (plan.due_day, plan.due_time, plan.registration_due_at) == (25, time(17, 0), None)
    assert "2024-registration" not in bureau.rounds()


def test_all_its_rounds_are_there_at_once_and_none_is_open(bureau: Bureau) -> None:
    bureau.take_in(SMALL)
    rounds = bureau.rounds()
    assert sorted(rounds) == [*(f"2024-{month:02d}" for month in range(6, 13)), "2024-registration"]
    assert all(round_.opened_at is None for round_ in rounds.values())
    assert bureau.assignments() == []
    june = rounds["2024-06"]
    assert (june.opens_at, june.due_at) == (local("2024-06-18 09:00"), local("2024-06-25 17:00"))
    # Accepted until the next round opens.
    assert june.closes_at == rounds["2024-07"].opens_at
    assert all(round_.opens_at < round_.due_at < round_.closes_at for round_ in rounds.values())
    registration = rounds["2024-registration"]
    assert registration.opens_at == local("2024-05-27 09:00")
    assert registration.due_at == local("2024-06-30 17:00")


def test_a_collective_unit_is_kept_as_named_and_stands_for_its_members(bureau: Bureau) -> None:
    bureau.take_in(SMALL)

    def look(desk: Desk) -> tuple[list[str], list[str]]:
        plan = current_plan(desk.session)
        assert plan is not None
        third = desk.session.exec(select(Task).where(Task.number == 3)).one()
        roles = roles_of(desk.session, plan.id or 0)[third.id or 0]
        return (
            [unit_by_id(desk.session, unit_id).name for unit_id in roles.lead],
            [unit_by_id(desk.session, unit_id).name for unit_id in roles.lead_members],
        )

    assert bureau.do(look) == (["各县区"], ["珠山区", "昌江区"])
    assert bureau.do(names_of_plan) == ["市发改委", "市文旅局", "市水利局", "珠山区", "昌江区"]


def test_a_unit_that_leads_beside_its_own_collective_owes_once(bureau: Bureau) -> None:
    bureau.take_in(circular(task(1, ["各县区", "珠山区"])))
    bureau.open("2024-06-18 09:00")
    assert bureau.owed("2024-06") == [("珠山区", 1, "owed"), ("昌江区", 1, "owed")]


def test_a_unit_is_known_by_its_aliases_and_stays_one_unit(bureau: Bureau) -> None:
    bureau.take_in(
        circular(task(1, ["市文旅局"]), task(2, ["市文化和旅游局"]), task(3, ["市文旅局", "市文化和旅游局"]))
    )
    assert [unit.name for unit in bureau.rows(Unit)] == ["市文旅局"]
    assert [alias.alias for alias in bureau.rows(UnitAlias)] == ["市文化和旅游局"]
    assert bureau.do(lambda desk: units_by_name(desk.session)["市文化和旅游局"].name) == "市文旅局"


# -- a corrected plan


def taken(bureau: Bureau, plan: Circular, first: str | None = None, last: str | None = None) -> None:
    """Import as the office does: the open rounds follow."""
    bureau.take_in(plan, first, last)
    bureau.do(open_rounds)
    bureau.do(refresh_open_rounds)


def test_the_same_plan_a_second_time_changes_nothing(bureau: Bureau) -> None:
    taken(bureau, SMALL, "2024-06")
    bureau.open("2024-06-18 09:00")
    before = (bureau.owed("2024-06"), bureau.owed("2024-registration"), sorted(bureau.rounds()), len(bureau.rows(Unit)))
    taken(bureau, SMALL, "2024-06")
    after = (bureau.owed("2024-06"), bureau.owed("2024-registration"), sorted(bureau.rounds()), len(bureau.rows(Unit)))
    assert after == before
    assert len(bureau.rows(Plan)) == 1


def test_a_corrected_plan_keeps_every_answer_where_it_is(bureau: Bureau) -> None:
    taken(bureau, SMALL, "2024-06")
    bureau.open("2024-06-18 09:00")
    bureau.settle("2024-06", "市文旅局", 2, "answered", "done")
    corrected = circular(task(1, ["市发改委"], text="改过的话。"), task(4, ["市水利局"]))
    taken(bureau, corrected, "2024-06")
    (answer,) = bureau.rows(Answer)
    assert answer.text == "话"
    tasks = {row.number: row for row in bureau.rows(Task)}
    assert tasks[1].text == "改过的话。"
    assert tasks[2].removed_at is not None, "dropped, but not deleted"
    assert ("市文旅局", 2, "answered") in bureau.owed("2024-06")


def test_open_rounds_follow_a_corrected_plan(bureau: Bureau) -> None:
    taken(bureau, SMALL, "2024-06")
    bureau.open("2024-06-18 09:00")
    taken(bureau, circular(task(1, ["市水利局"]), task(2, ["市文旅局"]), task(4, ["市发改委"])), "2024-06")
    assert {row for row in bureau.owed("2024-06") if row[2] == "owed"} == {
        ("市水利局", 1, "owed"),
        ("市文旅局", 2, "owed"),
        ("市发改委", 4, "owed"),
    }


def test_a_task_dropped_and_brought_back_is_the_same_task(bureau: Bureau) -> None:
    taken(bureau, SMALL, "2024-06")
    number_2 = next(row.id for row in bureau.rows(Task) if row.number == 2)
    taken(bureau, circular(task(1, ["市发改委"])), "2024-06")
    taken(bureau, SMALL, "2024-06")
    assert next(row for row in bureau.rows(Task) if row.number == 2).id == number_2
    assert all(row.removed_at is None for row in bureau.rows(Task))


def test_a_short_title_given_before_outlives_a_correction_without_titles(bureau: Bureau) -> None:
    taken(bureau, SMALL, "2024-06")
    taken(bureau, circular(*(replace(each, title=None) for each in SMALL.tasks)), "2024-06")
    assert [row.title for row in bureau.rows(Task)] == ["短题1", "短题2", "短题3"]


def test_a_later_due_day_moves_the_rounds_ahead_and_never_one_that_is_open(bureau: Bureau) -> None:
    taken(bureau, SMALL, "2024-06")
    bureau.open("2024-06-18 09:00")
    taken(bureau, circular(*SMALL.tasks, due_day=28), "2024-06")
    rounds = bureau.rounds()
    assert rounds["2024-06"].due_at == local("2024-06-25 17:00")
    assert rounds["2024-07"].due_at == local("2024-07-28 17:00")


def test_a_plan_made_shorter_opens_no_round_beyond_its_last(bureau: Bureau) -> None:
    taken(bureau, SMALL, "2024-06", "2024-12")
    taken(bureau, SMALL, "2024-06", "2024-09")
    assert bureau.open("2024-11-18 09:00") == []
    assert [slug for slug, round_ in bureau.rounds().items() if round_.opened_at is not None and slug > "2024-09"] == [
        "2024-registration"
    ]


def test_a_plan_made_longer_gets_the_rounds_it_lacks(bureau: Bureau) -> None:
    taken(bureau, SMALL, "2024-06", "2024-09")
    taken(bureau, SMALL, "2024-06", "2024-12")
    assert "2024-12" in bureau.rounds()


def test_a_correction_in_autumn_still_knows_that_the_plan_began_in_june(bureau: Bureau) -> None:
    taken(bureau, SMALL, "2024-06")
    bureau.open("2024-06-18 09:00")
    bureau.at("2024-09-20 09:00")
    taken(bureau, SMALL)
    (plan,) = bureau.rows(Plan)
    assert plan.first_round == "2024-06"


def test_a_corrected_plan_leaves_a_round_moved_by_hand_and_the_closing_before_it_where_they_are(bureau: Bureau) -> None:
    taken(bureau, SMALL, "2024-06")

    def move(desk: Desk) -> None:
        change_round(desk, Change("due", "2024-08", local("2024-08-20 17:00")), actor=1)

    bureau.do(move)
    before = {row.slug: (row.opens_at, row.due_at, row.closes_at) for row in bureau.rows(Round)}
    assert before["2024-07"][2] == before["2024-08"][0]
    taken(bureau, SMALL)
    assert {row.slug: (row.opens_at, row.due_at, row.closes_at) for row in bureau.rows(Round)} == before


def test_next_years_plan_stands_beside_this_years(bureau: Bureau) -> None:
    taken(bureau, SMALL, "2024-06")
    bureau.open("2024-06-18 09:00")
    bureau.at("2025-01-06 09:00")
    taken(
        bureau,
        circular(
            task(1, ["市水利局"]),
            code="2025",
            issued_on=local("2025-01-03 00:00").date(),
            registration_due_at=None,
        ),
    )
    assert [plan.code for plan in bureau.rows(Plan)] == ["2024", "2025"]

    def look(desk: Desk) -> list[int]:
        plan = current_plan(desk.session)
        assert plan is not None
        return list(desk.session.exec(select(Task.number).where(Task.plan_id == plan.id).order_by(col(Task.number))))

    assert bureau.do(look) == [1]
    assert ("市文旅局", 2, "owed") in bureau.owed("2024-06")

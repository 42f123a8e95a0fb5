"""Opening rounds: a row for every expected answer, from the moment the round opens."""

from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.rules.words import LiaisonState
from models.store.plans import current_plan, units_by_name
from models.tables import Liaison
from tests.models.actions.bureau import Bureau, circular, local, task
from tests.world import running

PLAN = circular(
    task(1, ["市发改委"], ["市文旅局"]),
    task(2, ["市文旅局", "市水利局"], ["各县区"]),
    task(3, ["各县区"], ["市发改委"]),
)
EVERYBODY = [
    ("市发改委", 1, "owed"),
    ("市文旅局", 2, "owed"),
    ("市水利局", 2, "owed"),
    ("珠山区", 3, "owed"),
    ("昌江区", 3, "owed"),
]


@pytest.fixture
def office(bureau: Bureau) -> Bureau:
    bureau.take_in(PLAN)
    return bureau


def register(office: Bureau, unit: str, tasks: list[int] | None, state: LiaisonState = LiaisonState.ACTIVE) -> None:
    def work(desk: Desk) -> None:
        desk.session.add(
            Liaison(
                unit_id=units_by_name(desk.session)[unit].id or 0,
                state=state,
                tasks=tasks,
                name="李某某",
                phone="13900000002",
                leader_name="张某某",
                leader_phone="13800000001",
                claimed_at=desk.now,
            )
        )

    office.do(work)


def test_nothing_opens_before_its_moment_and_everything_at_it(office: Bureau) -> None:
    assert office.open("2024-06-18 08:59") == ["2024-registration"]
    assert office.open("2024-06-18 09:00") == ["2024-06"]
    assert office.rounds()["2024-06"].opened_at == local("2024-06-18 09:00")


def test_every_lead_unit_of_a_task_owes_its_own_answer_and_supporting_ones_nothing(office: Bureau) -> None:
    office.open("2024-06-18 09:00")
    assert office.owed("2024-06") == EVERYBODY


def test_opening_twice_or_looking_twice_asks_nobody_twice(office: Bureau) -> None:
    office.open("2024-06-18 09:00")
    count = len(office.assignments())
    assert office.open("2024-06-18 09:00") == []
    assert office.open("2024-06-20 09:00") == []
    assert len(office.assignments()) == count


def test_every_unit_that_leads_or_supports_owes_its_registration_once(office: Bureau) -> None:
    office.open("2024-05-27 09:00")
    units = ["市发改委", "市文旅局", "市水利局", "珠山区", "昌江区"]
    assert office.owed("2024-registration") == [(unit, None, "owed") for unit in units]


def test_a_unit_registered_before_the_round_opened_is_not_asked(office: Bureau) -> None:
    register(office, "市水利局", None)
    register(office, "市文旅局", [1])
    office.open("2024-05-27 09:00")
    states = {unit: state for unit, _, state in office.owed("2024-registration")}
    assert states["市水利局"] == "waived"
    assert states["市文旅局"] == "owed", "task 2 has nobody yet"


def test_who_was_refused_is_asked(office: Bureau) -> None:
    register(office, "市水利局", None, LiaisonState.REVOKED)
    office.open("2024-05-27 09:00")
    assert ("市水利局", None, "owed") in office.owed("2024-registration")


def test_a_plan_may_say_that_the_first_lead_reports_for_all(office: Bureau) -> None:
    def say_so(desk: Desk) -> None:
        plan = current_plan(desk.session)
        assert plan is not None
        plan.first_lead_reports = True

    office.do(say_so)
    office.open("2024-06-18 09:00")
    assert [row for row in office.owed("2024-06") if row[1] == 2] == [("市文旅局", 2, "owed")]


def test_a_task_without_a_lead_is_owed_by_nobody(bureau: Bureau) -> None:
    bureau.take_in(circular(task(1, [], ["市文旅局"]), task(2, ["市水利局"])))
    bureau.open("2024-06-18 09:00")
    assert bureau.owed("2024-06") == [("市水利局", 2, "owed")]


def test_a_task_the_office_has_accepted_as_done_is_asked_of_that_unit_no_more(office: Bureau) -> None:
    office.open("2024-06-18 09:00")
    office.settle("2024-06", "市文旅局", 2, "accepted", "done")
    office.open("2024-07-18 09:00")
    assert [row for row in office.owed("2024-07") if row[1] == 2] == [("市水利局", 2, "owed")]
    office.open("2024-08-19 09:00")
    assert [row for row in office.owed("2024-08") if row[1] == 2] == [("市水利局", 2, "owed")]


@pytest.mark.parametrize(
    ("state", "status"),
    [("answered", "done"), ("returned", "done"), ("accepted", "on_track"), ("accepted", "no_change")],
)
def test_what_is_not_accepted_as_done_is_asked_again(office: Bureau, state: str, status: str) -> None:
    office.open("2024-06-18 09:00")
    office.settle("2024-06", "市文旅局", 2, state, status)
    office.open("2024-07-18 09:00")
    assert ("市文旅局", 2, "owed") in office.owed("2024-07")


def test_the_last_accepted_answer_decides_and_not_one_before_it(office: Bureau) -> None:
    # June was accepted as done when July was open already, and July's answer, accepted too, says that it is not.
    office.open("2024-06-18 09:00")
    office.open("2024-07-18 09:00")
    office.settle("2024-06", "市文旅局", 2, "accepted", "done")
    office.settle("2024-07", "市文旅局", 2, "accepted", "delayed")
    office.open("2024-08-19 09:00")
    assert ("市文旅局", 2, "owed") in office.owed("2024-08")


def test_a_round_missed_while_the_program_was_down_still_opens_as_long_as_it_takes_answers(office: Bureau) -> None:
    assert "2024-06" in office.open("2024-07-01 09:00")


def test_a_round_that_takes_no_answers_any_more_is_not_opened(office: Bureau) -> None:
    assert "2024-06" not in office.open("2024-08-01 09:00")
    assert office.owed("2024-06") == []


async def test_the_demo_plan_asks_as_many_answers_as_its_tasks_have_lead_units(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        await world.move_to("2024-06-18 09:00")
        data = world.export()
        expected = {(row["unit"], row["task"]) for row in data["assignments"] if row["round"] == "2024-06"}
        assert len(expected) == sum(row["round"] == "2024-06" for row in data["assignments"]), "one row a unit and task"
        collectives = {unit["name"] for unit in data["units"] if unit["collective"]}
        assert collectives
        assert not collectives & {unit for unit, _ in expected}
        assert {task for _, task in expected} == set(range(1, 57))
        assert {("国家试验区管委会办公室", number) for number in (1, 13, 24)} <= expected

"""What is new since last month, and since the final digest."""

from hypothesis import given

from models.rules.digest_changes import addendum, changes
from models.rules.digests import Digest
from models.rules.words import Status
from tests.models.rules.made_digests import digest, digests, line, said


def test_changes_name_what_is_done_delayed_recovered_and_silent_since_last_month() -> None:
    then = digest(
        line(1, said("甲")), line(2, said("甲")), line(3, said("甲", Status.DELAYED)), line(4, said("甲")),
        line(5, said("甲", Status.DELAYED)), line(6, said("甲", Status.DELAYED)),
    )  # fmt: skip
    now = digest(
        line(1, said("甲", Status.DONE)), line(2, said("甲", Status.DELAYED)), line(3, said("甲")),
        line(4, missing=("甲",)), line(5, said("甲", Status.DELAYED)), line(6, said("甲", Status.DONE)),
    )  # fmt: skip
    found = changes(then, now)
    assert (found.done, found.delayed, found.recovered, found.silent) == ((1, 6), (2,), (3,), (4,))
    assert found


def test_a_delay_with_nothing_new_is_no_recovery() -> None:
    then = digest(*(line(n, said("甲", Status.DELAYED), said("乙")) for n in range(1, 6)))
    now = digest(
        line(1, said("甲"), said("乙", Status.NO_CHANGE)),
        line(2, said("甲", Status.NO_CHANGE), said("乙")),
        line(3, said("甲", Status.NO_CHANGE), said("乙", Status.NO_CHANGE)),
        line(4, said("乙"), missing=("甲",)),
        line(5, said("甲", Status.NO_CHANGE), said("乙", Status.DELAYED)),
    )
    found = changes(then, now)
    # Of 4 the delayed unit has not spoken; 5 is delayed as it was.
    assert (found.recovered, found.stalled, found.delayed) == ((1,), (2, 3), ())


def test_silent_is_only_whoever_spoke_last_month_not_another_unit_of_the_same_task() -> None:
    then = digest(line(1, said("甲", Status.DONE), missing=("乙",)), line(2, said("甲"), missing=("乙",)))
    # Of the first the unit that answered is done and asked no more; the other never spoke.
    now = digest(line(1, missing=("乙",)), line(2, missing=("甲", "乙")))
    assert changes(then, now).silent == (2,)


@given(digests)
def test_nothing_changes_between_a_digest_and_itself(made: Digest) -> None:
    unique = digest(*{each.number: each for each in made.tasks}.values())
    assert not changes(unique, unique)


def test_an_addendum_holds_only_what_is_new_or_newer_than_the_final_digest() -> None:
    final = digest(line(1, said("甲"), said("乙")), line(2, missing=("甲",)), line(3, said("丙")))
    now = digest(line(1, said("甲"), said("乙", version=2)), line(2, said("甲")), line(3, said("丙")))
    assert [(each.number, [answer.unit for answer in each.answers]) for each in addendum(final, now)] == [
        (1, ["乙"]),
        (2, ["甲"]),
    ]
    assert addendum(now, now) == ()

"""When a message that could not be sent is tried again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.retries import next_attempt_at

NOW = datetime(2024, 6, 24, 1, 0, tzinfo=UTC)


@given(st.integers(1, 10_000), st.integers(1, 2**62))
def test_the_wait_doubles_up_to_a_quarter_of_an_hour_and_a_fifth_more(attempts: int, row_id: int) -> None:
    plain = min(5 * 2 ** min(attempts - 1, 20), 900)
    wait = (next_attempt_at(attempts, NOW, row_id=row_id) - NOW).total_seconds()
    assert plain <= wait <= plain * 1.2


@given(st.integers(1, 50), st.integers(0, 100_000), st.integers(1, 2**62))
def test_what_the_server_asks_for_is_kept_exactly(attempts: int, seconds: int, row_id: int) -> None:
    asked = timedelta(seconds=seconds)
    assert next_attempt_at(attempts, NOW, asked, row_id=row_id) == NOW + asked


def test_the_same_question_has_the_same_answer_and_a_wave_spreads_out() -> None:
    wave = [next_attempt_at(4, NOW, row_id=row_id) for row_id in range(100)]
    assert wave == [next_attempt_at(4, NOW, row_id=row_id) for row_id in range(100)]
    assert len(set(wave)) == 100
    assert max(wave) - min(wave) > timedelta(seconds=6)


def test_there_is_no_next_attempt_before_the_first() -> None:
    with pytest.raises(ValueError, match="at least one"):
        next_attempt_at(0, NOW, row_id=1)

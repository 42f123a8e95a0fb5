"""Never more than Telegram allows, whatever comes when; and hardly less, where there is enough to send."""

import heapq
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.pacing import CAREFUL_SECONDS, GROUP_SECONDS, TELEGRAM, WAVE_BURST, Call, Pace

FASTEST = 0.02
INSTANT = 0.0001
WAVE = Call(1, is_wave=True)


@dataclass(slots=True)
class Telegram:
    """A far end: when each message left us, and when it came there."""

    pace: Pace
    left: list[float] = field(default_factory=list)
    came: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    came_in: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, trips: int) -> float:
        """Let so many single messages go and come as fast as can be, so that it is known how fast that is; returns the time."""
        for number in range(trips):
            self.pace.leave(Call(None), float(number))
            self.pace.back(Call(None), float(number), number + FASTEST)
        return float(trips) + 5

    def run(self, calls: list[tuple[float, Call, float, float]], at: float) -> float:
        """Let calls leave as soon as they may: (when it comes up, call, trip there, trip back), in order in each chat, replies first."""
        waiting = sorted(calls, key=lambda one: (one[1].is_wave, one[0]))
        under_way: list[tuple[float, int, float, Call]] = []
        busy: set[int | None] = set()
        number = 0
        while waiting or under_way:
            while under_way and under_way[0][0] <= at:
                back_at, _, left_at, call = heapq.heappop(under_way)
                self.pace.back(call, left_at, back_at)
                busy.discard(call.chat_id)
            passed: set[int | None] = set()
            soonest: list[float] = []
            for one in list(waiting):
                comes_at, call, there, home = one
                if comes_at > at:
                    soonest.append(comes_at)
                    if call.is_wave:
                        break
                    continue
                if call.chat_id in busy or call.chat_id in passed:
                    continue
                wait = self.pace.wait_for(call, at)
                if wait > 0:
                    passed.add(call.chat_id)
                    soonest.append(at + wait)
                    continue
                self.pace.leave(call, at)
                waiting.remove(one)
                if call.is_answer:
                    self.waited.append(at - comes_at)
                busy.add(call.chat_id)
                number += 1
                heapq.heappush(under_way, (at + there + home, number, at, call))
                self.left.append(at)
                self.came.append(at + there)
                self.came_in[call.chat_id or 0].append(at + there)
            at = max(at + INSTANT, min([*soonest, *(back_at for back_at, *_ in under_way[:1])], default=at))
        return at


def most_within(moments: list[float], seconds: float) -> int:
    """Return the most moments that lie in any half-open span of so many seconds."""
    ordered = sorted(moments)
    return max(
        (index + 1 - bisect_left(ordered, moment - seconds + 1e-9) for index, moment in enumerate(ordered)), default=0
    )


trips = st.floats(FASTEST / 2, 0.4)
chats = st.integers(1, 80) | st.integers(-2, -1)


@st.composite
def floods(draw: st.DrawFn) -> list[tuple[float, Call, float, float]]:
    """Bursts of messages at any moments, to many chats, each with a trip of its own."""
    calls: list[tuple[float, Call, float, float]] = []
    for _ in range(draw(st.integers(1, 4))):
        begins = draw(st.floats(40, 44))
        count = draw(st.integers(1, 40))
        calls.extend((begins, Call(draw(chats), is_wave=True), draw(trips), draw(trips)) for _ in range(count))
    return calls


@settings(deadline=None, max_examples=60)
@given(floods())
def test_no_second_holds_more_than_is_allowed_at_telegram_however_long_the_trips(
    calls: list[tuple[float, Call, float, float]],
) -> None:
    far = Telegram(Pace())
    far.run(calls, far.learn(30))
    assert len(far.came) == len(calls)
    assert most_within(far.came, 1.0) <= TELEGRAM.overall
    assert most_within(far.left, 1.0) <= TELEGRAM.overall
    for chat_id, came in far.came_in.items():
        # A burst, and one for every second after it.
        assert most_within(came, 10.0) <= TELEGRAM.chat_burst + 10
        if chat_id < 0:
            assert most_within(came, GROUP_SECONDS) <= TELEGRAM.group


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.floats(0, 3), st.booleans()), min_size=50, max_size=80))
def test_replies_and_waves_together_are_no_more_than_is_allowed_and_replies_hardly_wait(
    coming: list[tuple[float, bool]],
) -> None:
    far = Telegram(Pace())
    began = far.learn(30)
    calls = [
        (began + at, Call(1000 + number, is_wave=is_wave, is_answer=not is_wave), FASTEST / 2, FASTEST / 2)
        for number, (at, is_wave) in enumerate([*coming[:20], *((at, True) for at, _ in coming[20:])])
    ]
    far.run(calls, began)
    assert most_within(far.came, 1.0) <= TELEGRAM.overall
    # As long as it takes until the next place in the row is free, where all were taken at once.
    assert max(far.waited) <= 1.0


def test_a_wave_leaves_at_nearly_all_of_the_permitted_rate_and_evenly() -> None:
    far = Telegram(Pace())
    began = far.learn(30)
    far.run([(began, Call(number, is_wave=True), FASTEST, FASTEST) for number in range(1, 301)], began)
    assert 299 / (far.came[-1] - far.came[0]) >= 0.97 * TELEGRAM.overall
    assert most_within(far.left, 0.01) <= WAVE_BURST


def test_a_group_gets_twenty_a_minute_whoever_waits() -> None:
    far = Telegram(Pace())
    began = far.learn(30)
    ended = far.run([(began, Call(-5, is_answer=True), FASTEST, FASTEST) for _ in range(45)], began)
    assert most_within(far.came_in[-5], GROUP_SECONDS) == TELEGRAM.group
    assert 120 <= ended - began <= 125


def test_answers_to_what_is_said_wait_for_nobody_but_a_long_list_keeps_to_the_chat_s_limit() -> None:
    pace = Pace()
    for _ in range(100):
        assert pace.wait_for(Call(7, is_answer=True), 10.0) == 0
        pace.leave(Call(7, is_answer=True), 10.0)
        pace.back(Call(7, is_answer=True), 10.0, 10.01)
    far = Telegram(pace)
    far.run([(20.0, Call(7), FASTEST, FASTEST) for _ in range(8)], 20.0)
    assert most_within(far.came_in[7], 1.0) == TELEGRAM.chat_burst
    assert far.came_in[7][-1] - far.came_in[7][0] >= 8 - TELEGRAM.chat_burst


def test_while_a_wave_leaves_replies_take_their_place_in_it_and_go_first() -> None:
    pace = Pace()
    reply = Call(9, is_answer=True)
    for _ in range(TELEGRAM.overall):
        pace.leave(WAVE, 50.0)
        pace.back(WAVE, 50.0, 50.1)
    assert 0 < pace.wait_for(reply, 50.2) <= 1.0
    assert pace.wait_for(reply, 51.2) == 0
    assert pace.wait_for(Call(2, is_wave=True), 51.2) == 0


@pytest.mark.parametrize("seconds", [1, 3.5, 600])
def test_a_refusal_holds_its_chat_and_the_waves_for_exactly_as_long_as_it_says(seconds: float) -> None:
    pace = Pace()
    pace.refuse(Call(7), 100.0, seconds)
    for call in (Call(7, is_answer=True), Call(7), WAVE):
        assert pace.held_for(call, 100.0) == seconds
        assert pace.wait_for(call, 100.0 + seconds - 0.01) == pytest.approx(0.01)
        assert pace.wait_for(call, 100.0 + seconds) == 0
    assert pace.wait_for(Call(8, is_answer=True), 100.0) == 0
    assert pace.waves_held_for(100.0) == seconds


def test_two_chats_refused_at_once_mean_the_whole_bot_and_one_after_the_other_do_not() -> None:
    pace = Pace()
    pace.refuse(Call(7), 100.0, 10)
    pace.refuse(Call(8), 111.0, 10)
    assert pace.held_for(Call(9), 111.0) == 0
    pace.refuse(Call(7), 115.0, 30)
    assert pace.held_for(Call(9), 115.0) == 30
    assert pace.held_for(Call(9), 145.0) == 0


def test_a_group_s_refusal_holds_nobody_else() -> None:
    pace = Pace()
    pace.refuse(Call(-7), 100.0, 40)
    assert pace.held_for(Call(-7), 110.0) == 30
    assert pace.held_for(WAVE, 110.0) == 0


def test_after_a_refusal_answers_too_keep_to_the_limits_and_later_no_more() -> None:
    def left_at_once(at: float) -> int:
        count = 0
        while count < 100 and not pace.wait_for(Call(count + 1000, is_answer=True), at):
            pace.leave(Call(count + 1000, is_answer=True), at)
            pace.back(Call(count + 1000, is_answer=True), at, at + FASTEST)
            count += 1
        return count

    pace = Pace()
    pace.refuse(Call(7), 100.0, 1)
    assert left_at_once(102.0) == TELEGRAM.overall
    assert left_at_once(103.0 + CAREFUL_SECONDS) == 100


def test_with_no_limits_known_only_refusals_are_heeded() -> None:
    pace = Pace(None)
    for _ in range(1000):
        assert pace.wait_for(Call(-1, is_wave=True), 10.0) == 0
        pace.leave(Call(-1, is_wave=True), 10.0)
    pace.refuse(Call(-1, is_wave=True), 10.0, 5)
    assert pace.wait_for(Call(-1, is_wave=True), 11.0) == 4
    pace.let_go()
    assert pace.wait_for(Call(-1, is_wave=True), 11.0) == 0


def test_chats_that_are_quiet_again_are_forgotten() -> None:
    pace = Pace()
    for number in range(1, 5001):
        pace.leave(Call(number, is_wave=True), float(number))
        pace.back(Call(number, is_wave=True), float(number), number + FASTEST)
    assert len(pace._chats) < 2000

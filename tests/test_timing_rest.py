"""Nobody is interrupted in the middle of answering, a draft laid aside silences nothing, and an opening is always told."""

from pathlib import Path

from tests.test_timing_rounds import press, say
from tests.world import local, running


async def test_whoever_is_answering_is_left_in_peace_and_reminded_when_the_conversation_rests(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        await world.move_to("2024-06-24 08:55")
        await press(world, "开始填报", by=anna)
        await press(world, "正常推进", by=anna)
        before = len(anna.chat().messages)
        await world.move_to("2024-06-24 09:00")
        await world.move_to("2024-06-24 09:09")
        assert len(anna.chat().messages) == before
        # Fifteen minutes after the last press the draft is taken for laid aside.
        await world.move_to("2024-06-24 09:11")
        assert len(anna.chat().messages) == before + 1
        assert "截止6月25日（周二）17:00" in anna.chat().last.text
        # And it silences no later rung.
        await world.move_to("2024-06-25 09:00")
        assert len(anna.chat().messages) == before + 2


async def test_a_due_time_changed_between_the_opening_and_its_tick_hides_the_opening_from_nobody(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 08:59")
        before = len(anna.chat().messages)
        # The clock has passed the opening, and no tick has looked yet.
        world.clock.moment = local("2024-06-18 09:00:10")
        await say(world, "/round 2024-06 due 2024-06-25 18:00")
        await press(world, "确认")
        await world.move_to("2024-06-18 09:00:20")
        await world.move_to("2024-06-19 09:00")
        openings = [seen.text for seen in anna.chat().messages[before:] if "截止6月25日（周二）18:00" in seen.text]
        assert len(openings) == 1

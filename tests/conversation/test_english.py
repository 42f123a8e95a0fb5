"""A liaison's whole month in English: every message is English, whatever road is taken."""

import re
from pathlib import Path

from sqlmodel import Session

from bot.sandbox.emulator import Person
from models.store.plans import current_plan, every_task_of
from tests.conversation.talking import answers, employ, press, say, words
from tests.world import World, running

# What is the office's own, and stays as it is in any language: names of units and tasks, and the word every receipt has.
_OURS = re.compile(r"回执|中文|市先陶办|市文旅局|市申遗办|张某某|李某某|（|）|“|”")


def chinese_of(person: Person, known: set[str]) -> list[str]:
    """Return the bot's messages to a person in which more is Chinese than the plan's own words."""
    found = []
    for seen in person.chat().messages:
        if not seen.is_from_bot:
            continue
        for text in (seen.text, *seen.words):
            left = text
            for each in known:
                left = left.replace(each, "")
            if re.search(r"[\u4e00-\u9fff]", _OURS.sub("", left)):
                found.append(text)
    return found


def plan_words(world: World) -> set[str]:
    """Return the tasks' titles and texts."""

    def look(session: Session) -> set[str]:
        plan = current_plan(session)
        assert plan is not None
        return {each for task in every_task_of(session, plan.id or 0) for each in (task.title or "", task.text) if each}

    return world.database.look(look)


async def chatter(world: World, anna: Person) -> None:
    """Let her use whatever else there is."""
    for text in (
        "/tasks",
        "/status",
        "/history",
        "/contacts",
        "/privacy",
        "/help",
        "thanks",
        "what is this",
        "99 done",
    ):
        assert await say(world, anna, text)
    anna.chat().voice()
    anna.chat().sticker()
    await world.settle()
    assert "please check (1)" in await say(world, anna, "26 done, the pilot line runs")
    assert "security marking" in await say(world, anna, "25 done 【机密】")
    await press(world, anna, "Cancel")
    assert "thrown away" in await say(world, anna, "/cancel")


async def test_registering_reporting_asking_handing_over_and_leaving_in_english(tmp_path: Path) -> None:
    async with running(tmp_path, approve_claims=False) as world:
        world.import_demo()
        anna, wang = world.emulator.person(1, "Anna"), world.emulator.person(2, "Wang")
        for person in (anna, wang):
            person.chat().start()
            await world.settle()
            await say(world, person, "/language en")
        heard = {person.id: len(person.chat().messages) for person in (anna, wang)}
        anna.chat().start(world.invite("市先陶办"))
        await world.settle()
        assert "That does not look like a name" in await say(world, anna, "12")
        await say(world, anna, "Zhang San 13800000001, Li Si 13900000002")
        await press(world, anna, "Same for all tasks")
        assert "receipt (回执)" in await press(world, anna, "Submit")

        await world.move_to("2024-06-18 09:00")
        assert words(anna) == ["Start reporting", "Remind me later", "Ask for more time"]
        await press(world, anna, "Remind me later")
        assert "write the <b>" not in await press(world, anna, "Ask for more time")
        assert "until: Fri 28 June, 17:00" in (
            await say(world, anna, "25 until 2024-06-28, the budget is missing")
        ).replace("Until", "until")
        await press(world, anna, "Cancel")
        assert "1/2" in await press(world, anna, "Start reporting")
        await press(world, anna, "Delayed")
        await say(world, anna, "Site chosen; problem: funds missing; next step: settle it in July")
        await press(world, anna, "No change this month")
        await press(world, anna, "Change")
        await press(world, anna, "Back")
        await press(world, anna, "Copy for the leader")
        assert "Receipt (回执) 2024-06-0001" in await press(world, anna, "Submit")
        said = answers(world, 25)[0]
        assert (said["status"], said["problems"], said["next_step"]) == (
            "delayed",
            "funds missing",
            "settle it in July",
        )
        await chatter(world, anna)

        await say(world, anna, "/leave 2024-06-30")
        await say(world, anna, "/leave")
        await say(world, anna, "/handover")
        await press(world, anna, "Confirm the change")
        link = next(seen.text for seen in reversed(anna.chat().messages) if "?start=" in seen.text)
        wang.chat().start(link.split("?start=")[1].split()[0])
        await world.settle()
        await say(world, wang, "Wang Wu 13700000003")
        await press(world, wang, "Confirm the change")
        assert "You are the liaison of 市先陶办 now" in "\n".join(seen.text for seen in wang.chat().messages)
        known = plan_words(world)
        for person in (anna, wang):
            shown = [text for text in chinese_of(person, known) if "机密" not in text]
            # What stood in the chat before the language was chosen is Chinese.
            early = {seen.text for seen in person.chat().messages[: heard[person.id]]}
            assert [text for text in shown if text not in early] == []


async def test_two_people_speak_each_their_own_language(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        anna, boris = world.emulator.person(1, "安娜"), world.emulator.person(2, "Boris")
        await employ(world, anna, "市申遗办")
        await employ(world, boris, "市文旅局", [28], name="Boris", language="en")
        await world.move_to("2024-06-18 09:00")
        assert "待报" in anna.chat().last.text
        assert "still owed" in boris.chat().last.text
        await press(world, anna, "开始填报")
        await press(world, anna, "请配合单位提供")
        # Boris holds no post for task 2, and is not asked; the unit has nobody else.
        assert "还没有登记联络员" in anna.chat().last.text


async def test_a_lead_and_a_cooperating_unit_work_together_in_english(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.import_demo()
        known = plan_words(world)
        anna, boris = world.emulator.person(1, "Anna"), world.emulator.person(2, "Boris")
        await world.register(anna, "市申遗办")
        await world.register(boris, "市文旅局")
        for person in (anna, boris):
            await say(world, person, "/language en")
        before = {person.id: len(person.chat().messages) for person in (anna, boris)}
        await world.move_to("2024-06-18 09:00")
        await press(world, anna, "Start reporting")
        await press(world, anna, "Ask cooperating units")
        await press(world, boris, "Send input")
        await say(world, boris, "Dig report finished")
        assert "Dig report finished" in anna.chat().last.text
        await press(world, anna, "Open task 2")
        await press(world, anna, "Use what 市文旅局 sent")
        await press(world, anna, "On track")
        await press(world, anna, "Next")
        await press(world, anna, "Submit")
        assert [(answer["status"], answer["text"]) for answer in answers(world, 2)] == [
            ("on_track", "Dig report finished")
        ]
        assert all(len(person.chat().messages) > before[person.id] for person in (anna, boris))
        for person in (anna, boris):
            later = [text for text in chinese_of(person, known) if text in words_after(person, before[person.id])]
            assert later == []


def words_after(person: Person, count: int) -> set[str]:
    """Return the texts and button words of what came after the first `count` messages."""
    return {text for seen in person.chat().messages[count:] for text in (seen.text, *seen.words)}

"""A liaison's questions are answered with one thing to do: how it is done here, or whom to call."""

from pathlib import Path

from tests.conversation.talking import answers, employ, say
from tests.world import Person, World, running

OFFICE = "国家试验区管委会办公室"


async def prepared(world: World) -> Person:
    world.import_demo()
    anna = world.emulator.person(1, "安娜")
    await employ(world, anna, "市文旅局", [28, 29])
    await world.move_to("2024-06-18 09:00")
    return anna


async def test_each_question_has_its_own_answer_and_none_is_a_report(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        assert "发送“填报”" in await say(world, anna, "这个表怎么填？")
        assert "再发一遍" in await say(world, anna, "填错了怎么改？")
        assert "“28 现场照片”" in await say(world, anna, "附件怎么发？")
        assert "“报送记录”" in await say(world, anna, "没收到回执")
        assert answers(world) == []


ASKED = ("找谁问？", "人工", "转人工", "要盖章吗？", "这个任务不是我们的")


async def test_whoever_asks_what_the_bot_cannot_know_is_told_to_ask_the_office(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        for asked in ASKED:
            assert "请直接问办公室（发给您邀请链接的同志）。" in await say(world, anna, asked)
        await say(world, world.admin, f"/units {OFFICE} 电话 0798-8588098")
        for asked in ASKED:
            assert f"请打电话问{OFFICE}：0798-8588098。" in await say(world, anna, asked)
        assert f"请打电话问{OFFICE}：0798-8588098。" in await say(world, anna, "帮助")


async def test_the_telephone_named_in_the_plan_s_file_is_the_office_s_until_an_admin_sets_another(
    tmp_path: Path,
) -> None:
    plan = (
        "某市2024年工作要点\n每月25日前报送进展。联系人：李某；联系电话：0798-8588098\n市发改委\n2024年5月24日\n\n"
        "类别,重点工作,主要内容,责任单位\n保护,资源调查,摸清资源底数。,市文旅局\n"
        "传播,宣传片,拍摄宣传片。,市委宣传部\n调研,规划,编制规划。,市发改委\n"
    )
    async with running(tmp_path) as world:
        world.admin.chat().upload("要点.csv", plan.encode())
        await world.settle()
        world.admin.chat().press("确认导入")
        await world.settle()
        boris = world.emulator.person(2, "鲍里斯")
        await employ(world, boris, "市文旅局")
        assert "0798-8588098" in await say(world, boris, "找谁问？")


async def test_a_polite_word_is_still_answered_politely(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        anna = await prepared(world)
        assert await say(world, anna, "谢谢") == "好的，谢谢您！"

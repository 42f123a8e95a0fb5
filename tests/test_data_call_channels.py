"""What a data call brought in reaches the other channels too: the ZIP by mail and robot, and a word where none can be sent."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.bot.channels.post_office import PostOffice
from tests.bot.channels.services import DingTalk, MovableClock, WeCom, serve
from tests.conversation.talking import employ, press, say
from tests.world import running

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

UNIT = "市先陶办"


async def test_the_zip_of_a_data_call_goes_by_mail_and_robot_and_dingtalk_is_told_where_it_is(tmp_path: Path) -> None:
    wecom, dingtalk, letters = WeCom(MovableClock()), DingTalk(MovableClock()), PostOffice()
    async with serve(wecom.app) as first, serve(dingtalk.app) as second, letters.open() as port:
        hooks = (
            f"wecom+{first}/cgi-bin/webhook/send?key={wecom.key}",
            f"dingtalk+{second}/robot/send?access_token={dingtalk.token}",
        )
        async with running(
            tmp_path,
            digest_webhooks=",".join(hooks),
            smtp_url=f"smtp://127.0.0.1:{port}",
            mail_from="bot@example.com",
            digest_mail_to="leader@example.com",
        ) as world:
            world.import_demo()
            anna = world.emulator.person(1, "安娜")
            await employ(world, anna, UNIT)
            await world.move_to("2024-06-03 10:00")
            await say(world, world.admin, f"/round new 停车场调查; 2024-06-04 17:00; {UNIT}; 请报平面图。")
            await press(world, world.admin, "确认")
            await world.pass_time(minutes=1)
            await press(world, anna, "开始填报")
            anna.chat().photo(b"\xff\xd8\xff plan")
            await world.settle()
            await say(world, anna, "平面图见附件")
            assert "回执" in await press(world, anna, "确认提交")
            await world.move_to("2024-06-04 17:00")
            await world.settle(within=60)
            attached = {
                part.get_filename(): part.get_content()
                for letter in letters.letters
                for part in letter.message.iter_attachments()
            }
            assert set(attached) == {"停车场调查材料汇总.docx", "停车场调查附件.zip"}
            with ZipFile(BytesIO(attached["停车场调查附件.zip"])) as archive:
                assert [archive.read(name) for name in archive.namelist()] == [b"\xff\xd8\xff plan"]
            files: dict[str, bytes] = dict(each for each in wecom.group if isinstance(each, tuple))
            assert files["停车场调查附件.zip"] == attached["停车场调查附件.zip"]
            said = "\n".join(str(each) for each in dingtalk.group)
            assert "Word 材料汇总、附件压缩包请到管理员的 Telegram 私聊或邮箱查收。" in said

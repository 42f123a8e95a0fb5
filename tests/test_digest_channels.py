"""The digest on its other channels: each on its own, a failing one retried, then named to the office, and no other held up."""

from pathlib import Path

import pytest
from starlette.responses import Response

from tests.bot.channels.post_office import PostOffice
from tests.bot.channels.services import DingTalk, MovableClock, Receiver, WeCom, serve
from tests.world import World, local, running

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

TO_BOT = "@liaison_test_bot"


async def due(world: World) -> None:
    """Let June's due time come, and whatever leaves at once leave."""
    world.clock.moment = local("2024-06-25 17:00")
    await world.app.tick()
    await world.settle(within=60)


async def later(world: World, **span: float) -> None:
    """Let time pass, and what was put off be tried again."""
    await world.pass_time(**span)


async def test_a_channel_that_refuses_is_named_to_the_office_and_the_others_have_the_digest(tmp_path: Path) -> None:
    wecom, dingtalk, receiver = WeCom(MovableClock()), DingTalk(MovableClock()), Receiver(MovableClock())
    letters = PostOffice()
    async with (
        serve(wecom.app) as first,
        serve(dingtalk.app) as second,
        serve(receiver.app) as third,
        letters.open() as port,
    ):
        hooks = (
            f"dingtalk+{second}/robot/send?access_token=withdrawn",
            f"wecom+{first}/cgi-bin/webhook/send?key={wecom.key}",
            f"json+{third}/digest",
        )
        async with running(
            tmp_path,
            digest_webhooks=",".join(hooks),
            smtp_url=f"smtp://127.0.0.1:{port}",
            mail_from="bot@example.com",
            digest_mail_to="leader@example.com",
        ) as world:
            world.import_demo()
            office = world.emulator.group("办公室", members=[world.admin], bots=[world.bot])
            office.send(world.admin, f"/bind_office{TO_BOT}")
            await world.settle()
            await due(world)
            names = {file[0] for file in wecom.group if isinstance(file, tuple)}
            assert {"2024年6月进展汇总.docx", "2024年6月进展台账.xlsx"} <= names
            assert [one["kind"] for one in receiver.group if one["round"] == "2024-06"][-1] == "full"
            attached = {part.get_filename() for each in letters.letters for part in each.message.iter_attachments()}
            assert "2024年6月进展汇总.docx" in attached
            told = [message.text for message in office.messages if "钉钉群机器人" in message.text]
            assert told
            assert "300005" in told[0]
            assert dingtalk.group == []


async def test_a_channel_out_of_order_is_tried_again_and_named_only_when_its_time_is_over(tmp_path: Path) -> None:
    receiver, away = Receiver(MovableClock()), Receiver(MovableClock())
    away.faults.extend(Response(status_code=503) for _ in range(3))
    async with (
        serve(receiver.app) as good,
        serve(away.app) as bad,
        running(tmp_path, digest_webhooks=f"json+{bad}/digest,json+{good}/digest") as world,
    ):
        world.import_demo()
        office = world.emulator.group("办公室", members=[world.admin], bots=[world.bot])
        office.send(world.admin, f"/bind_office{TO_BOT}")
        await world.settle()
        await due(world)
        assert len(receiver.group) >= 1
        had = len(away.group)
        for _ in range(6):
            await later(world, minutes=10)
        assert len(away.group) > had
        assert not any("数据接口" in message.text for message in office.messages)
        # Down for good: after twelve hours the office is told.
        away.faults.extend(Response(status_code=503) for _ in range(500))
        office.send(world.admin, f"/finalize{TO_BOT} 2024-06")
        await world.settle()
        office.press(world.admin, "确认发送")
        await world.settle()
        got = len(receiver.group)
        assert got >= 2
        for _ in range(3):
            await later(world, hours=5)
        assert any("数据接口" in message.text and "503" in message.text for message in office.messages)
        assert len(receiver.group) == got

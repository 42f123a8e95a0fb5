"""Files sent together, each with a caption of its own: each goes where its caption says, and none is taken from there."""

from pathlib import Path

import pytest

from tests.conversation.talking import answers, press, say
from tests.conversation.test_albums import TWO, reporting, said_by_bot
from tests.world import running

_DRAFTED = ("28正常推进，地图在制", "29正常推进，方案在编")


@pytest.mark.parametrize(
    ("drafted", "captions", "expected"),
    [
        ((), ("28已完成，地图已上线", "29滞后，经费未到位"), {28: 1, 29: 1}),
        (_DRAFTED, ("28 现场照片", "29 方案扫描件"), {28: 1, 29: 1}),
        (_DRAFTED, ("28 现场照片", "这个怎么样"), {28: 2, 29: 0}),
        (_DRAFTED, ("28 现场照片", "谢谢"), {28: 2, 29: 0}),
        (_DRAFTED, ("28 现场照片", "本月有哪些任务？"), {28: 2, 29: 0}),
    ],
)
async def test_no_later_caption_takes_a_file_from_where_its_own_has_put_it(
    tmp_path: Path, drafted: tuple[str, ...], captions: tuple[str, str], expected: dict[int, int]
) -> None:
    async with running(tmp_path) as world:
        anna = await reporting(world)
        for text in drafted:
            await say(world, anna, text)
        chat = anna.chat()
        for (_, photo), caption in zip(TWO, captions, strict=True):
            chat._photo(chat._begin(), photo, album="77", caption=caption)
        await world.settle()
        said = [text for text in said_by_bot(anna).values() if "已附到" in text]
        for number, count in expected.items():
            assert any(f"已附到任务{number}" in text and f"共{count}个文件" in text for text in said) is (count > 0)
        await press(world, anna, "确认提交")
        assert {row["task"]: len(row["attachments"]) for row in answers(world)} == expected

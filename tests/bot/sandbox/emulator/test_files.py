import io

import httpx
import pytest
import telegram
from PIL import Image
from telegram import InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest, NetworkError

from bot.sandbox.emulator import Bot, Emulator, Person

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def _started(anna: Person, account: Bot) -> None:
    anna.chat(account).start()


def picture(width: int = 800, height: int = 600) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(kept, "PNG")
    return kept.getvalue()


async def test_a_document_arrives_whole_with_its_chinese_name(bot: telegram.Bot, anna: Person) -> None:
    await bot.send_document(anna.id, b"PK\x03\x04", filename="6月汇总.docx", caption="<b>请签</b>", parse_mode="HTML")
    seen = anna.chat().last
    assert (seen.file_name, seen.file, seen.html) == ("6月汇总.docx", b"PK\x03\x04", "<b>请签</b>")


async def test_a_file_is_sent_again_by_its_id(emulator: Emulator, bot: telegram.Bot, anna: Person) -> None:
    sent = await bot.send_document(anna.id, b"once", filename="a.txt")
    assert sent.document is not None
    await bot.send_document(anna.id, sent.document.file_id)
    assert anna.chat().last.file == b"once"
    assert len(emulator.world.files) == 1
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(anna.id, sent.document.file_id)
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier/HTTP URL specified"):
        await bot.send_document(anna.id, "no-such-file")


async def test_what_people_send_can_be_fetched_up_to_twenty_megabytes(bot: telegram.Bot, anna: Person) -> None:
    anna.chat().upload("表.xlsx", b"x" * 100)
    anna.chat().upload("大.xlsx", b"x" * (20 * MEGABYTE + 1))
    small, large = [update.message.document for update in await bot.get_updates() if update.message][1:]
    assert small is not None
    assert large is not None
    assert bytes(await (await bot.get_file(small.file_id)).download_as_bytearray()) == b"x" * 100
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(large.file_id)


async def test_an_upload_above_fifty_megabytes_is_refused(bot: telegram.Bot, anna: Person) -> None:
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(anna.id, b"x" * (50 * MEGABYTE + 1), filename="a.bin")


async def test_an_empty_file_and_a_caption_above_1024_units_are_refused(bot: telegram.Bot, anna: Person) -> None:
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(anna.id, b"", filename="a.txt")
    await bot.send_document(anna.id, b"a", filename="a.txt", caption="😀" * 512)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(anna.id, b"a", filename="a.txt", caption="😀" * 512 + "a")


async def test_a_photo_must_be_a_picture_of_sane_proportions(bot: telegram.Bot, anna: Person) -> None:
    sent = await bot.send_photo(anna.id, picture())
    assert [(size.width, size.height) for size in sent.photo] == [(320, 240), (800, 600)]
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(anna.id, b"no picture")
    with pytest.raises(BadRequest, match=r"(?i)photo_invalid_dimensions"):
        await bot.send_photo(anna.id, picture(2100, 100))


async def test_an_album_is_several_messages_of_one_group(bot: telegram.Bot, anna: Person) -> None:
    files = [InputMediaDocument(b"1", filename="一.docx", caption="汇总"), InputMediaDocument(b"2", filename="二.xlsx")]
    sent = await bot.send_media_group(anna.id, files)
    assert len({message.media_group_id for message in sent}) == 1
    assert [seen.file_name for seen in anna.chat().messages[1:]] == ["一.docx", "二.xlsx"]
    with pytest.raises(BadRequest, match="Document can't be mixed with other media types"):
        await bot.send_media_group(anna.id, [files[0], InputMediaPhoto(picture())])


async def test_a_persons_album_comes_as_one_update_a_file(bot: telegram.Bot, anna: Person) -> None:
    anna.chat().album([("1.jpg", picture()), ("2.jpg", picture())], caption="现场")
    messages = [update.message for update in await bot.get_updates() if update.message][1:]
    assert [message.caption for message in messages] == ["现场", None]
    assert len({message.media_group_id for message in messages}) == 1


async def test_a_caption_is_edited_and_a_text_is_not_there_to_edit(bot: telegram.Bot, anna: Person) -> None:
    sent = await bot.send_document(anna.id, b"a", filename="a.txt", caption="一")
    await bot.edit_message_caption(anna.id, sent.message_id, caption="二")
    assert (anna.chat().last.text, anna.chat().last.file_name) == ("二", "a.txt")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("三", anna.id, sent.message_id)


async def test_files_need_the_right_token(raw: httpx.AsyncClient, anna: Person) -> None:
    seen = anna.chat().upload("a.txt", b"a")
    answer = (await raw.get("getFile", params={"file_id": seen.content["document"]["file_id"]})).json()
    path = answer["result"]["file_path"]
    assert (await raw.get(f"http://test/file/bot1000:SECRET/{path}")).content == b"a"
    assert (await raw.get(f"http://test/file/bot1000:OTHER/{path}")).status_code == 401
    assert (await raw.get("http://test/file/bot1000:SECRET/documents/none")).status_code == 404

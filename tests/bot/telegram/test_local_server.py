"""A Bot API server of one's own: plain HTTP, a path before the bot's, files by address or in a folder shared with it."""

from pathlib import Path
from urllib.parse import unquote

import orjson
import pytest
from pydantic import SecretStr
from telegram.error import InvalidToken

from bot.settings import read_settings
from bot.telegram.connection import Connection
from tests.bot.telegram.faulty import TOKEN, Server, answer, listening

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]


def found(path: str) -> bytes:
    file = {"file_id": "F", "file_unique_id": "U", "file_size": 4, "file_path": path}
    return answer(orjson.dumps({"ok": True, "result": file}))


def connected(port: int) -> Connection:
    given = {"LIAISON_BOT_TOKEN": TOKEN, "LIAISON_API_BASE_URL": f"http://127.0.0.1:{port}/bot-api/"}
    return Connection(read_settings(given))


async def test_methods_and_files_are_asked_for_behind_the_path_that_is_set() -> None:
    sent = answer(b'{"ok":true,"result":{"message_id":7}}')
    server = Server((found("documents/file_1.xlsx"), answer(b"PK.."), sent))
    async with listening(server) as port:
        connection = connected(port)
        file = await connection.bot.get_file("F")
        assert await file.download_as_bytearray() == b"PK.."
        await connection.call("sendMessage", {"chat_id": "5"})
        await connection.close()
    assert [unquote(first.split()[1]) for first in server.asked] == [
        f"/bot-api/bot{TOKEN}/getFile",
        f"/bot-api/file/bot{TOKEN}/documents/file_1.xlsx",
        f"/bot-api/bot{TOKEN}/sendMessage",
    ]


async def test_a_file_in_a_folder_shared_with_the_server_is_read_from_there(tmp_path: Path) -> None:
    (tmp_path / "file_1.xlsx").write_bytes(b"PK..")
    server = Server((found(str(tmp_path / "file_1.xlsx")),))
    async with listening(server) as port:
        connection = connected(port)
        assert await (await connection.bot.get_file("F")).download_as_bytearray() == b"PK.."
        await connection.close()
    assert len(server.asked) == 1


async def test_a_file_that_is_not_to_be_had_is_an_error_of_telegram_s() -> None:
    gone = answer(b'{"ok":false,"error_code":404,"description":"Not Found"}', "404 Not Found")
    async with listening(Server((found("/var/lib/elsewhere/file_1"), gone))) as port:
        connection = connected(port)
        file = await connection.bot.get_file("F")
        with pytest.raises(InvalidToken):
            await file.download_as_bytearray()
        await connection.close()


def test_the_settings_keep_no_slash_at_the_end() -> None:
    given = {"LIAISON_BOT_TOKEN": TOKEN, "LIAISON_API_BASE_URL": "http://127.0.0.1:8081/bot-api/"}
    settings = read_settings(given)
    assert settings.api_base_url == "http://127.0.0.1:8081/bot-api"
    assert settings.bot_token == SecretStr(TOKEN)

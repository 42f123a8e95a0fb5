import subprocess
import sys
from pathlib import Path

import pytest

from bot.channels import channel_names, close_senders, make_senders
from bot.settings import SettingsError, read_settings
from models.actions.documents import MadeFile
from models.rules.deliveries import Parcel, RetryAfter
from tests.bot.channels.conftest import make_file, text_parcel

ROOT = Path(__file__).parents[3]
EVERYTHING = {
    "LIAISON_DIGEST_WEBHOOKS": "wecom+https://w.invalid/send?key=1,json+https://j.invalid,"
    "dingtalk+https://d.invalid?access_token=1#secret=x,feishu+https://f.invalid/hook/1",
    "LIAISON_SMTP_URL": "smtp://m.invalid",
    "LIAISON_MAIL_FROM": "a@b.cn",
    "LIAISON_DIGEST_MAIL_TO": "c@d.cn",
}


async def test_every_configured_channel_has_a_sender_under_its_name() -> None:
    settings = read_settings(EVERYTHING)
    senders = make_senders(settings, make_file)
    assert tuple(senders) == channel_names(settings)
    assert [name.partition("-")[0] for name in senders] == ["wecom", "json", "dingtalk", "feishu", "mail"]
    await close_senders(senders)
    await close_senders(senders)


def test_malformed_addresses_stop_the_program_at_start_without_being_shown() -> None:
    with pytest.raises(SettingsError, match=r"^LIAISON_DIGEST_WEBHOOKS: entry 2 ") as refusal:
        read_settings(
            {"LIAISON_LANGUAGE": "en", "LIAISON_DIGEST_WEBHOOKS": "json+https://x.invalid,slack+https://hunter2"}
        )
    assert "hunter2" not in str(refusal.value)
    with pytest.raises(SettingsError, match="LIAISON_MAIL_FROM"):
        read_settings({"LIAISON_SMTP_URL": "smtp://m.invalid", "LIAISON_DIGEST_MAIL_TO": "c@d.cn"})


def test_nothing_is_loaded_where_nothing_is_configured() -> None:
    program = (
        "import sys; from bot.channels import channel_names, make_senders; from bot.settings import SettingsError, read_settings;"
        "settings = read_settings({}); assert make_senders(settings, None) == {}; assert channel_names(settings) == ();"
        "print([name for name in ('httpx', 'aiosmtplib') if name in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - this very interpreter
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


async def test_no_proxy_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    # Whoever heeded it would stumble over its kind.
    monkeypatch.setenv("HTTPS_PROXY", "socks9://proxy.invalid:1")
    senders = make_senders(read_settings(EVERYTHING), make_file)
    await close_senders(senders)


async def test_a_document_that_cannot_be_made_is_not_silently_left_out() -> None:
    async def fail(parcel: Parcel) -> MadeFile:
        raise LookupError(parcel.payload["document"])

    senders = make_senders(read_settings(EVERYTHING), fail)
    mail = senders["mail"]
    with pytest.raises(LookupError):
        await mail.deliver(text_parcel("一", documents=[{"document": "digest_docx"}]))
    await close_senders(senders)


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_a_pause_of_one_robot_does_not_slow_another() -> None:
    seconds = 0.0
    senders = make_senders(
        read_settings({"LIAISON_DIGEST_WEBHOOKS": "feishu+http://127.0.0.1:9/a,feishu+http://127.0.0.1:9/b"}),
        make_file,
        monotonic=lambda: seconds,
    )
    first, second = senders.values()
    parcel = text_parcel("一")
    outcomes = [await first.deliver(parcel) for _ in range(6)]
    assert outcomes[-1] == RetryAfter("pace", 1.0)
    assert await second.deliver(parcel) != RetryAfter("pace", 1.0)
    await close_senders(senders)

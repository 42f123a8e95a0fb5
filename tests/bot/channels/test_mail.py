"""Mail against a small SMTP server on loopback, errors included."""

import shutil
import ssl
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.addresses import MailRoute, parse_mail
from bot.channels.mail import MailSender
from models.rules.deliveries import Dead, Outcome, Parcel, RetryAfter, Sent
from tests.bot.channels.conftest import DOCX, XLSX, Configure, document_parcel, make_file, text_parcel
from tests.bot.channels.post_office import PostOffice
from tests.bot.channels.services import MovableClock

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

FROM = "市政府办公室 <office@example.gov.cn>"
TO = "zhang@example.gov.cn, 李四 <li@example.gov.cn>, wang@example.gov.cn"
ADDRESSES = ("zhang@example.gov.cn", "li@example.gov.cn", "wang@example.gov.cn")
REQUESTS = [{"document": "digest_docx", "round": 7}, {"document": "ledger_xlsx", "round": 7}]
DIGEST = text_parcel("应报 3 项\n.\n.一行以点开头\n" + "长" * 2000, documents=REQUESTS)


async def send(configure: Configure, office: PostOffice, *parcels: Parcel, login: str = "") -> list[Outcome]:
    async with office.open() as port:
        sender = configure(smtp_url=f"smtp://{login}127.0.0.1:{port}", mail_from=FROM, digest_mail_to=TO)
        return [await sender.deliver(parcel) for parcel in parcels]


async def test_a_digest_arrives_as_one_mail_with_its_documents_under_their_chinese_names(configure: Configure) -> None:
    office = PostOffice()
    assert await send(configure, office, DIGEST) == [Sent()]
    (letter,) = office.letters
    assert letter.sender == "office@example.gov.cn"
    assert letter.recipients == ADDRESSES
    message = letter.message
    assert message["Subject"] == "2024年6月进展"
    assert message["From"] == FROM
    assert message["Date"] == "Tue, 25 Jun 2024 09:01:00 +0000"
    body, *files = message.iter_parts()
    assert body.get_content_type() == "text/plain"
    assert body.get_content().replace("\r\n", "\n") == DIGEST.payload["text"] + "\n"
    assert [(part.get_filename(), part.get_content()) for part in files] == [
        ("2024年6月进展汇总.docx", DOCX),
        ("2024年6月进展台账.xlsx", XLSX),
    ]
    assert [part.get_content_type().rpartition(".")[2] for part in files] == ["document", "sheet"]
    assert message.as_bytes().isascii()


async def test_a_document_alone_is_a_mail_named_after_it(configure: Configure) -> None:
    office = PostOffice()
    assert await send(configure, office, document_parcel("digest_docx")) == [Sent()]
    assert office.letters[0].message["Subject"] == "2024年6月进展汇总.docx"


async def test_a_repeat_is_recognised_by_its_message_id_and_another_mail_has_another(configure: Configure) -> None:
    office = PostOffice()
    await send(configure, office, DIGEST, DIGEST, replace(DIGEST, id=2), text_parcel("另一期"))
    first, repeat, *others = [str(letter.message["Message-ID"]) for letter in office.letters]
    assert first == repeat
    assert len({first, *others}) == 3
    assert first.endswith("@example.gov.cn>")


async def test_a_title_cannot_bring_in_headers_of_its_own(configure: Configure) -> None:
    office = PostOffice()
    assert await send(configure, office, text_parcel("一", title="进展\r\nBcc: evil@example.com")) == [Sent()]
    assert office.letters[0].message["Subject"] == "进展 Bcc: evil@example.com"
    assert office.letters[0].message["Bcc"] is None


@pytest.mark.parametrize(
    ("verb", "reply", "outcome"),
    [
        ("MAIL", "550 sender office@example.gov.cn rejected", Dead("SMTP 550 SMTPSenderRefused")),
        ("MAIL", "451 try later", RetryAfter("SMTP 451 SMTPSenderRefused")),
        ("DATA.", "554 refused by policy", Dead("SMTP 554 SMTPDataError")),
        ("DATA.", "552 too large", Dead("SMTP 552 SMTPDataError")),
        ("DATA.", "452 disk full", RetryAfter("SMTP 452 SMTPDataError")),
        ("DATA", "421 shutting down", RetryAfter("SMTP 421 SMTPDataError")),
        ("RCPT", "550 no such user", Dead("SMTP: 3 of 3 recipients refused")),
        ("RCPT", "450 greylisted", RetryAfter("SMTP 450: 3 of 3 recipients put off")),
    ],
)
async def test_a_final_reply_ends_it_and_a_passing_one_is_tried_again(
    configure: Configure, verb: str, reply: str, outcome: Outcome
) -> None:
    office = PostOffice(answers={verb: reply})
    assert await send(configure, office, DIGEST) == [outcome]
    assert office.letters == []


async def test_a_greeting_that_refuses_counts_by_its_code(configure: Configure) -> None:
    for greeting, kind in (("554 not you", Dead), ("421 busy", RetryAfter)):
        (outcome,) = await send(configure, PostOffice(greeting=greeting), DIGEST)
        assert isinstance(outcome, kind)


async def test_whoever_was_put_off_gets_it_later_and_the_others_get_it_once(configure: Configure) -> None:
    office = PostOffice(answers={f"RCPT {ADDRESSES[1]}": "450 greylisted"})
    async with office.open() as port:
        sender = configure(smtp_url=f"smtp://127.0.0.1:{port}", mail_from=FROM, digest_mail_to=TO)
        first = await sender.deliver(DIGEST)
        office.answers["MAIL"] = "451 later"
        second = await sender.deliver(DIGEST)
        office.answers.clear()
        third = await sender.deliver(DIGEST)
    assert first == RetryAfter("SMTP 450: 1 of 3 recipients put off")
    assert isinstance(second, RetryAfter)
    assert third == Sent()
    assert [letter.recipients for letter in office.letters] == [(ADDRESSES[0], ADDRESSES[2]), (ADDRESSES[1],)]


async def test_a_refused_recipient_is_named_by_number_once_everybody_else_has_the_mail(configure: Configure) -> None:
    office = PostOffice(answers={f"RCPT {ADDRESSES[0]}": "550 no", f"RCPT {ADDRESSES[1]}": "450 greylisted"})
    async with office.open() as port:
        sender = configure(smtp_url=f"smtp://127.0.0.1:{port}", mail_from=FROM, digest_mail_to=TO)
        assert isinstance(await sender.deliver(DIGEST), RetryAfter)
        office.answers.clear()
        assert await sender.deliver(DIGEST) == Dead("SMTP: 1 of 3 recipients refused")
    assert [letter.recipients for letter in office.letters] == [(ADDRESSES[2],), (ADDRESSES[1],)]


async def test_user_and_password_are_decoded_and_a_wrong_password_is_final(configure: Configure) -> None:
    office = PostOffice(logins={"office@example.gov.cn": "p@ss:字"})
    right, wrong = "office%40example.gov.cn:p%40ss%3A%E5%AD%97@", "office%40example.gov.cn:guess@"
    assert await send(configure, office, DIGEST, login=right) == [Sent()]
    assert office.letters[0].user == "office@example.gov.cn"
    assert await send(configure, office, DIGEST, login=wrong) == [Dead("SMTP 535 SMTPAuthenticationError")]


async def test_a_server_without_login_is_final_where_one_is_asked_for(configure: Configure) -> None:
    (outcome,) = await send(configure, PostOffice(), DIGEST, login="a:b@")
    assert isinstance(outcome, Dead)


@pytest.mark.parametrize("verb", ["EHLO", "MAIL", "DATA"])
async def test_a_connection_cut_short_is_tried_again(configure: Configure, verb: str) -> None:
    (outcome,) = await send(configure, PostOffice(hang_up_after=verb), DIGEST)
    assert isinstance(outcome, RetryAfter)
    assert outcome.seconds is None


async def test_a_connection_cut_after_the_mail_was_taken_is_success(configure: Configure) -> None:
    office = PostOffice(hang_up_after="QUIT")
    assert await send(configure, office, DIGEST) == [Sent()]
    assert len(office.letters) == 1


async def test_a_server_that_is_away_is_tried_again(configure: Configure) -> None:
    async with PostOffice().open() as port:
        pass
    sender = configure(smtp_url=f"smtp://127.0.0.1:{port}", mail_from=FROM, digest_mail_to=TO)
    outcome = await sender.deliver(DIGEST)
    assert outcome == RetryAfter("ConnectionRefusedError")


async def test_no_address_and_no_password_is_logged_or_told(
    configure: Configure, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    refusing: dict[str, str] = {f"RCPT {address}": f"550 {address} unknown" for address in ADDRESSES}
    outcomes = [
        *await send(configure, PostOffice(answers=refusing), DIGEST),
        *await send(configure, PostOffice(logins={"office": "x"}), DIGEST, login="office:hunter2@"),
        *await send(configure, PostOffice(answers={"MAIL": "550 office@example.gov.cn no"}), DIGEST),
    ]
    assert all(isinstance(outcome, Dead) for outcome in outcomes)
    ours = [record for record in caplog.records if record.name.startswith("bot.")]
    assert len(ours) == 3
    told = " ".join([*map(str, outcomes), *(str(vars(record)) for record in ours)])
    assert "example.gov.cn" not in told
    assert "hunter2" not in told


# --- TLS


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Give a server's and a client's TLS context that trust each other, made on the spot."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl here to make a certificate with")
    key, chain = tmp_path / "key.pem", tmp_path / "chain.pem"
    subprocess.run(  # noqa: S603 - a fixed command
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", str(key), "-out", str(chain)],
        check=True, capture_output=True,
    )  # fmt: skip
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain, key)
    return server, ssl.create_default_context(cafile=str(chain))


def route(port: int, scheme: str = "smtp", login: str = "") -> MailRoute:
    found = parse_mail(f"{scheme}://{login}127.0.0.1:{port}", FROM, TO)
    assert found is not None
    return found


async def test_starttls_is_used_where_it_is_offered(
    certificate: tuple[ssl.SSLContext, ssl.SSLContext], clock: MovableClock
) -> None:
    server, client = certificate
    office = PostOffice(tls=server, logins={"office": "secret"})
    async with office.open() as port:
        sender = MailSender(route(port, login="office:secret@"), make_file, clock.now, client)
        assert await sender.deliver(DIGEST) == Sent()
    assert office.letters[0].protected
    assert office.letters[0].user == "office"


async def test_smtps_speaks_tls_from_the_start(
    certificate: tuple[ssl.SSLContext, ssl.SSLContext], clock: MovableClock
) -> None:
    server, client = certificate
    office = PostOffice(tls=server)
    async with office.open(tls_from_the_start=True) as port:
        assert await MailSender(route(port, "smtps"), make_file, clock.now, client).deliver(DIGEST) == Sent()
    assert office.letters[0].protected


async def test_a_certificate_nobody_vouches_for_is_not_accepted(
    certificate: tuple[ssl.SSLContext, ssl.SSLContext], clock: MovableClock
) -> None:
    office = PostOffice(tls=certificate[0])
    async with office.open(tls_from_the_start=True) as port:
        outcome = await MailSender(route(port, "smtps"), make_file, clock.now).deliver(DIGEST)
    assert outcome == RetryAfter("SSLCertVerificationError")
    assert office.letters == []


async def test_a_password_is_not_sent_where_protection_is_asked_for_and_not_offered(clock: MovableClock) -> None:
    office = PostOffice(logins={"office": "secret"})
    async with office.open() as port:
        strict = replace(route(port, login="office:secret@"), tls="required")
        outcome = await MailSender(strict, make_file, clock.now).deliver(DIGEST)
    assert isinstance(outcome, Dead)
    assert "STARTTLS" in outcome.reason
    assert office.letters == []

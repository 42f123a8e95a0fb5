"""Each robot against a service on loopback that behaves as its documentation says, errors included."""

import json
from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

import pytest
from starlette.responses import JSONResponse, Response

from models.messages.channels import say_elsewhere, texts_for
from models.rules.deliveries import Dead, RetryAfter, Sent
from tests.bot.channels.conftest import DOCX, FILES, XLSX, Configure, document_parcel, text_parcel
from tests.bot.channels.services import DingTalk, Feishu, MovableClock, Receiver, Service, WeCom, serve

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

SECRET = "SEC+a/b=c,d#e%f 密"
QUOTED = quote(SECRET, safe="+/=")
LONG_DIGEST = "\n".join(f"<b>{n}</b> 某某局：推进“项目&amp;资金”，已完成 {n} 项。" for n in range(1, 120))


def wecom(base: str, key: str = WeCom.key) -> str:
    return f"wecom+{base}/cgi-bin/webhook/send?key={key}"


def dingtalk(base: str, token: str = DingTalk.token, secret: str = "") -> str:
    return f"dingtalk+{base}/robot/send?access_token={token}" + (f"#secret={secret}" if secret else "")


def feishu(base: str, token: str = Feishu.token, secret: str = "") -> str:
    return f"feishu+{base}/open-apis/bot/v2/hook/{token}" + (f"#secret={secret}" if secret else "")


def receiver(base: str, secret: str = "") -> str:
    return f"json+{base}/digest" + (f"#secret={secret}" if secret else "")


# --- WeCom


async def test_wecom_shows_the_text_and_hands_over_files_under_their_chinese_names(
    clock: MovableClock, configure: Configure
) -> None:
    service = WeCom(clock)
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=wecom(base))
        assert await sender.deliver(text_parcel("6月进展：应报 3 项\n“已报”")) == Sent()
        assert await sender.deliver(document_parcel("digest_docx")) == Sent()
        assert await sender.deliver(document_parcel("ledger_xlsx")) == Sent()
    assert service.group == [
        "6月进展：应报 3 项\n“已报”",
        ("2024年6月进展汇总.docx", DOCX),
        ("2024年6月进展台账.xlsx", XLSX),
    ]


async def test_wecom_shows_a_small_picture_in_the_chat_and_hands_over_a_large_one_as_a_file(
    clock: MovableClock, configure: Configure
) -> None:
    service = WeCom(clock)
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=wecom(base))
        assert await sender.deliver(document_parcel("picture")) == Sent()
        assert await sender.deliver(document_parcel("large_picture")) == Sent()
    assert service.group == [FILES["picture"].content, ("一览.png", FILES["large_picture"].content)]


async def test_wecom_takes_every_piece_of_a_long_digest(clock: MovableClock, configure: Configure) -> None:
    service = WeCom(clock)
    texts = texts_for("wecom-1", [LONG_DIGEST])
    assert len(texts) > 2
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=wecom(base))
        assert [await sender.deliver(text_parcel(text)) for text in texts] == [Sent()] * len(texts)
        assert isinstance(await sender.deliver(text_parcel(texts[0] + texts[1])), Dead), "unsplit it is refused"
    assert service.group == texts
    assert "\n".join(texts).startswith("1 某某局：推进“项目&资金”，已完成 1 项。\n2 某某局")


async def test_nothing_a_liaison_wrote_calls_everybody_in_the_group_or_is_refused_for_a_control_character(
    clock: MovableClock, configure: Configure
) -> None:
    service = WeCom(clock)
    async with serve(service.app) as base:
        await configure(digest_webhooks=wecom(base)).deliver(text_parcel("<@all> 请看\x0b\r\n 1<2"))
    assert service.group == ["＜@all> 请看\n 1<2"]


async def test_a_wrong_wecom_key_is_final_although_the_answer_is_http_200(
    clock: MovableClock, configure: Configure
) -> None:
    service = WeCom(clock)
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=wecom(base, key="wrong"))
        for parcel in (text_parcel("一"), document_parcel("digest_docx")):
            outcome = await sender.deliver(parcel)
            assert isinstance(outcome, Dead)
            assert outcome.reason.startswith("93000 invalid webhook url")
            assert not outcome.unreachable
    assert service.group == []


async def test_wecom_is_not_asked_for_a_21st_message_in_a_minute(clock: MovableClock, configure: Configure) -> None:
    service = WeCom(clock)
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=wecom(base))
        for number in range(20):
            assert await sender.deliver(text_parcel(str(number + 1))) == Sent()
            clock.move(1)
        assert await sender.deliver(text_parcel("21")) == RetryAfter("pace", 40.0)
        assert service.asked == 20
        clock.move(40)
        assert await sender.deliver(text_parcel("21")) == Sent()
    assert service.group[-1] == "21"


async def test_wecom_robot_that_others_have_tired_is_asked_again_after_a_minute(
    clock: MovableClock, configure: Configure
) -> None:
    service = WeCom(clock)
    async with serve(service.app) as base:
        ours, theirs = configure(digest_webhooks=wecom(base)), configure(digest_webhooks=wecom(base))
        for number in range(20):
            await theirs.deliver(text_parcel(str(number + 1)))
        outcome = await ours.deliver(text_parcel("一"))
        assert isinstance(outcome, RetryAfter)
        assert outcome.reason.startswith("45009 api freq out of limit")
        assert outcome.seconds == 60
        clock.move(60)
        assert await ours.deliver(text_parcel("一")) == Sent()


@pytest.mark.parametrize(("code", "seconds"), [(-1, None), (45009, 60), (45033, 10)])
async def test_wecoms_passing_codes_are_tried_again_in_both_calls_of_a_file(
    clock: MovableClock, configure: Configure, code: int, seconds: float | None
) -> None:
    service = WeCom(clock)
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=wecom(base))
        service.faults.append(service.refuse(code, "busy"))
        outcome = await sender.deliver(document_parcel("digest_docx"))
        assert isinstance(outcome, RetryAfter)
        assert outcome.seconds == seconds
        assert await sender.deliver(document_parcel("digest_docx")) == Sent()
    assert service.group == [("2024年6月进展汇总.docx", DOCX)]


async def test_a_file_too_small_for_wecom_is_refused_before_it_is_sent(
    clock: MovableClock, configure: Configure
) -> None:
    service = WeCom(clock)
    async with serve(service.app) as base:
        assert isinstance(await configure(digest_webhooks=wecom(base)).deliver(document_parcel("tiny")), Dead)
    assert service.asked == 0


# --- DingTalk


async def test_dingtalk_takes_what_is_signed_hours_later_too(clock: MovableClock, configure: Configure) -> None:
    service = DingTalk(clock, secret=SECRET)
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=dingtalk(base, secret=QUOTED))
        assert await sender.deliver(text_parcel("一")) == Sent()
        clock.move(3 * 3600)
        assert await sender.deliver(text_parcel("二")) == Sent()
    assert service.group == ["一", "二"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (lambda base: dingtalk(base, secret="another"), "310000 sign not match"),
        (dingtalk, "310000 sign not match"),
        (lambda base: dingtalk(base, token="wrong", secret=QUOTED), "300005 token is not exist"),
    ],
    ids=["wrong secret", "no secret", "wrong token"],
)
async def test_dingtalks_refusals_are_final(
    clock: MovableClock, configure: Configure, address: Callable[[str], str], code: str
) -> None:
    service = DingTalk(clock, secret=SECRET)
    async with serve(service.app) as base:
        outcome = await configure(digest_webhooks=address(base)).deliver(text_parcel("一"))
    assert isinstance(outcome, Dead)
    assert outcome.reason.startswith(code)
    assert service.group == []


async def test_dingtalk_names_the_missing_keyword(clock: MovableClock, configure: Configure) -> None:
    service = DingTalk(clock, keyword="进展")
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=dingtalk(base))
        refused = await sender.deliver(text_parcel("台账"))
        assert isinstance(refused, Dead)
        assert "keywords not in content" in refused.reason
        assert await sender.deliver(text_parcel("6月进展")) == Sent()


async def test_dingtalk_takes_every_piece_of_a_long_digest_and_is_told_where_the_files_are(
    clock: MovableClock, configure: Configure
) -> None:
    service = DingTalk(clock)
    note = say_elsewhere("zh-CN", ["digest_docx"], has_office=True, has_mail=False)
    texts = texts_for("dingtalk-1", [LONG_DIGEST] * 4, [note])
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=dingtalk(base))
        assert [await sender.deliver(text_parcel(text)) for text in texts] == [Sent()] * 2
        too_long = await sender.deliver(text_parcel("".join(texts)))
        assert isinstance(too_long, Dead)
        assert too_long.reason.startswith("460101")
        assert isinstance(await sender.deliver(document_parcel("digest_docx")), Dead)
    assert service.group == texts
    assert texts[-1].endswith(note)


async def test_dingtalk_is_never_provoked_into_locking_the_robot_out(clock: MovableClock, configure: Configure) -> None:
    service = DingTalk(clock)
    sent = 0
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=dingtalk(base))
        for _ in range(100):
            match await sender.deliver(text_parcel("一")):
                case Sent():
                    sent += 1
                case RetryAfter("pace", float(seconds)):
                    clock.move(seconds)
                case outcome:
                    pytest.fail(str(outcome))
    assert sent == 96
    assert service.locked_until == 0


async def test_a_robot_locked_out_through_others_waits_ten_minutes(clock: MovableClock, configure: Configure) -> None:
    service = DingTalk(clock)
    service.locked_until = clock.monotonic() + 600
    async with serve(service.app) as base:
        outcome = await configure(digest_webhooks=dingtalk(base)).deliver(text_parcel("一"))
    assert isinstance(outcome, RetryAfter)
    assert outcome.reason.startswith("130101")
    assert outcome.seconds == 600


# --- Feishu


async def test_feishu_takes_what_is_signed_hours_later_too(clock: MovableClock, configure: Configure) -> None:
    service = Feishu(clock, secret=SECRET)
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=feishu(base, secret=QUOTED))
        assert await sender.deliver(text_parcel("一")) == Sent()
        clock.move(3 * 3600)
        assert await sender.deliver(text_parcel('<at user_id="all">所有人</at>')) == Sent()
    assert service.group == ["一", '＜at user_id="all">所有人＜/at>']


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (lambda base: feishu(base, secret="another"), "19021 sign match fail"),
        (feishu, "19021 sign match fail"),
        (lambda base: feishu(base, token="wrong", secret=QUOTED), "19001 param invalid"),
        (lambda base: feishu(base, secret=QUOTED), "19024 Key Words Not Found"),
    ],
    ids=["wrong secret", "no secret", "wrong token", "no keyword"],
)
async def test_feishus_refusals_are_final(
    clock: MovableClock, configure: Configure, address: Callable[[str], str], code: str
) -> None:
    service = Feishu(clock, secret=SECRET, keyword="进展")
    async with serve(service.app) as base:
        outcome = await configure(digest_webhooks=address(base)).deliver(text_parcel("一"))
    assert isinstance(outcome, Dead)
    assert outcome.reason.startswith(code)
    assert service.group == []


async def test_feishu_takes_every_piece_of_a_long_digest_signature_included(
    clock: MovableClock, configure: Configure
) -> None:
    service = Feishu(clock, secret=SECRET)
    texts = texts_for("feishu-1", [LONG_DIGEST] * 4)
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=feishu(base, secret=QUOTED))
        assert [await sender.deliver(text_parcel(text)) for text in texts] == [Sent()] * 2
        too_long = await sender.deliver(text_parcel("".join(texts)))
        assert isinstance(too_long, Dead)
        assert too_long.reason == "9499 Bad Request"
        assert isinstance(await sender.deliver(document_parcel("digest_docx")), Dead)
    assert service.group == texts


async def test_feishus_one_code_for_two_things_is_told_apart_by_its_words(
    clock: MovableClock, configure: Configure
) -> None:
    service = Feishu(clock)
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=feishu(base))
        service.faults.append(service.refuse(9499, "too many request", 429))
        assert await sender.deliver(text_parcel("一")) == RetryAfter("9499 too many request", 60.0)
        service.faults.append(service.refuse(11232, "frequency limited"))
        assert await sender.deliver(text_parcel("一")) == RetryAfter("11232 frequency limited", 60.0)


async def test_feishu_is_asked_no_more_than_five_times_a_second(clock: MovableClock, configure: Configure) -> None:
    service = Feishu(clock)
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=feishu(base))
        outcomes = [await sender.deliver(text_parcel(str(number))) for number in range(6)]
        clock.move(1)
        outcomes.append(await sender.deliver(text_parcel("5")))
    assert outcomes == [Sent()] * 5 + [RetryAfter("pace", 1.0), Sent()]


# --- JSON


async def test_a_json_webhook_gets_text_counts_and_documents_signed(clock: MovableClock, configure: Configure) -> None:
    service = Receiver(clock, secret=SECRET)
    facts = {"round": "2024-06", "kind": "full", "edition": 2, "counts": {"expected": 3, "answered": 2}}
    requests = [{"document": "digest_docx", "round": 7}, {"document": "ledger_xlsx", "round": 7}]
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=receiver(base, QUOTED))
        assert await sender.deliver(text_parcel("应报 3 项", 41, digest=facts, documents=requests)) == Sent()
        assert await sender.deliver(document_parcel("digest_docx", 42)) == Sent()
    digest, alone = service.group
    documents = digest.pop("documents")
    assert digest == {
        **facts,
        "id": 41,
        "sent_at": "2024-06-25T09:01:00+00:00",
        "title": "2024年6月进展",
        "text": "应报 3 项",
    }
    assert [(one["name"], b64decode(one["content"])) for one in documents] == [
        ("2024年6月进展汇总.docx", DOCX),
        ("2024年6月进展台账.xlsx", XLSX),
    ]
    assert documents[0]["sha256"] == sha256(DOCX).hexdigest()
    assert documents[0]["size"] == len(DOCX)
    assert documents[0]["content_type"].endswith("wordprocessingml.document")
    assert alone["documents"] == documents[:1]


async def test_a_json_webhook_without_a_secret_is_not_signed_and_a_wrong_one_is_final(
    clock: MovableClock, configure: Configure
) -> None:
    service = Receiver(clock)
    async with serve(service.app) as base:
        assert await configure(digest_webhooks=receiver(base)).deliver(text_parcel("一")) == Sent()
        assert await configure(digest_webhooks=receiver(base, "x")).deliver(text_parcel("二")) == Dead("HTTP 401")
    assert [one["text"] for one in service.group] == ["一"]


@pytest.mark.parametrize(
    ("status", "retry_after", "expected"),
    [
        (408, "", RetryAfter("HTTP 408")),
        (429, "17", RetryAfter("HTTP 429", 17.0)),
        (500, "soon", RetryAfter("HTTP 500")),
        (503, "86400000", RetryAfter("HTTP 503", 3600.0)),
        (400, "", Dead("HTTP 400")),
        (404, "5", Dead("HTTP 404")),
        (410, "", Dead("HTTP 410")),
        (302, "", Dead("HTTP 302")),
    ],
)
async def test_a_webhooks_status_decides_and_its_retry_after_is_obeyed(
    clock: MovableClock, configure: Configure, status: int, retry_after: str, expected: RetryAfter | Dead
) -> None:
    service = Receiver(clock)
    service.faults.append(Response(status_code=status, headers={"Retry-After": retry_after, "Location": "/digest"}))
    async with serve(service.app) as base:
        assert await configure(digest_webhooks=receiver(base)).deliver(text_parcel("一")) == expected
    assert service.group == []


async def test_retry_after_may_be_a_date(clock: MovableClock, configure: Configure) -> None:
    service = Receiver(clock)
    dates = [clock.now() + timedelta(seconds=90), clock.now() - timedelta(days=1)]
    for date in dates:
        service.faults.append(Response(status_code=503, headers={"Retry-After": format_datetime(date, usegmt=True)}))
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=receiver(base))
        outcomes = [await sender.deliver(text_parcel("一")) for _ in dates]
    assert outcomes == [RetryAfter("HTTP 503", 90.0), RetryAfter("HTTP 503", 0.0)]


# --- what holds for every robot

EVERY_ROBOT = [(WeCom, wecom), (DingTalk, dingtalk), (Feishu, feishu)]


@pytest.fixture(params=EVERY_ROBOT, ids=["wecom", "dingtalk", "feishu"])
def robot(request: pytest.FixtureRequest, clock: MovableClock) -> tuple[Service, Callable[[str], str]]:
    make, address = request.param
    return make(clock), address


@pytest.mark.parametrize(
    "answer",
    [
        Response("<html>请先登录</html>"),
        Response(""),
        JSONResponse([1]),
        JSONResponse({"ok": True}),
        JSONResponse({"errcode": "x", "code": "x"}),
    ],
    ids=["portal", "nothing", "a list", "no code", "a word for a code"],
)
async def test_an_answer_that_is_not_the_services_own_is_not_success_and_is_tried_again(
    robot: tuple[Service, Callable[[str], str]], configure: Configure, answer: Response
) -> None:
    service, address = robot
    service.faults.append(answer)
    async with serve(service.app) as base:
        sender = configure(digest_webhooks=address(base))
        assert await sender.deliver(text_parcel("一")) == RetryAfter("answer not understood")
        assert await sender.deliver(text_parcel("一")) == Sent()


async def test_an_unknown_code_is_final_and_named(
    robot: tuple[Service, Callable[[str], str]], configure: Configure
) -> None:
    service, address = robot
    words = {"errmsg": "机器人已停用", "msg": "机器人已停用"}
    service.faults.append(JSONResponse({"errcode": 400102, "code": 400102, **words}))
    async with serve(service.app) as base:
        outcome = await configure(digest_webhooks=address(base)).deliver(text_parcel("一"))
    assert outcome == Dead("400102 机器人已停用")


async def test_a_gateways_failure_is_tried_again(
    robot: tuple[Service, Callable[[str], str]], configure: Configure
) -> None:
    service, address = robot
    service.faults.append(Response(status_code=502))
    async with serve(service.app) as base:
        assert await configure(digest_webhooks=address(base)).deliver(text_parcel("一")) == RetryAfter("HTTP 502")


async def test_a_service_that_cannot_be_reached_is_tried_again_and_no_key_is_told(
    robot: tuple[Service, Callable[[str], str]], configure: Configure, caplog: pytest.LogCaptureFixture
) -> None:
    service, address = robot
    async with serve(service.app) as base:
        url = address(base)
    caplog.set_level("WARNING")
    sender = configure(digest_webhooks=url)
    assert await sender.deliver(text_parcel("一")) == RetryAfter("ConnectError")
    assert caplog.text == ""


async def test_a_refusals_words_do_not_carry_the_key_into_the_log(
    robot: tuple[Service, Callable[[str], str]], configure: Configure, caplog: pytest.LogCaptureFixture
) -> None:
    service, address = robot
    async with serve(service.app) as base:
        url = address(base).partition("+")[2]
        said = f"refused {url.replace(Feishu.token, 'k-e-y').replace('=', '=k-e-y-')}"
        service.faults.append(JSONResponse({"errcode": 7, "code": 7, "errmsg": said, "msg": said}))
        outcome = await configure(digest_webhooks=address(base)).deliver(text_parcel("一"))
    assert isinstance(outcome, Dead)
    (record,) = [one for one in caplog.records if one.name == "bot.channels.robots"]
    for told in (outcome.reason, json.dumps(vars(record), default=str)):
        assert "refused" in told
        assert "k-e-y" not in told

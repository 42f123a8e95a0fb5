import pytest

from bot.channels.addresses import parse_mail, parse_robots

KEY = "693a91f6-7aoc-4bc4"
ADDRESS = f"wecom+https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"


def test_every_kind_is_read_with_its_secret_decoded() -> None:
    robots = parse_robots(
        f"{ADDRESS}, dingtalk+https://oapi.dingtalk.com/robot/send?access_token=5#secret=SEC%2Ca%23b%25+/=,"
        "feishu+https://open.feishu.cn/open-apis/bot/v2/hook/0f#secret=%E5%AF%86 ,json+http://10.0.0.1:8080/digest,"
    )
    assert [(robot.kind, robot.url, robot.secret) for robot in robots] == [
        ("wecom", f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", ""),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=5", "SEC,a#b%+/="),
        ("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/0f", "密"),
        ("json", "http://10.0.0.1:8080/digest", ""),
    ]


def test_nothing_configured_is_no_robots() -> None:
    assert parse_robots(None) == parse_robots("") == parse_robots(" , ") == ()


def test_a_name_tells_the_kind_and_stays_when_other_things_change() -> None:
    (alone,) = parse_robots("feishu+https://f/hook/abc#secret=old")
    _, after_another = parse_robots(f"{ADDRESS},feishu+https://f/hook/abc#secret=new")
    (other,) = parse_robots("feishu+https://f/hook/abd")
    assert alone.name == after_another.name != other.name
    assert alone.name.startswith("feishu-")


def test_neither_name_nor_repr_shows_a_key() -> None:
    robots = parse_robots(f"{ADDRESS},feishu+https://f/hook/{KEY}#secret={KEY}")
    route = parse_mail(f"smtps://user:{KEY}@mail.example.com", f"{KEY}@b.cn", f"{KEY}@d.cn")
    assert KEY not in repr((robots, route))
    assert KEY not in "".join(robot.name for robot in robots)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (f"slack+https://hooks.example.com/{KEY}", "unknown kind"),
        (f"https://hooks.example.com/{KEY}", "must look like"),
        (f"wecom+ftp://hooks.example.com/{KEY}", "must look like"),
        (f"wecom+https://?key={KEY}", "no host"),
        (f"wecom+https://host:99999/?key={KEY}", "no host"),
        (f"feishu+https://host/{KEY}#sign={KEY}", "nothing but"),
        (f"feishu+https://host/{KEY}#secret=", "nothing but"),
        (f"wecom+https://host/?key={KEY}#secret={KEY}", "do not sign"),
        (ADDRESS, "same address"),
    ],
)
def test_a_malformed_entry_is_named_by_its_place_and_never_shown(entry: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as refusal:
        parse_robots(f"{ADDRESS},{entry}")
    assert "entry 2" in str(refusal.value)
    assert KEY not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "user", "password"),
    [
        ("smtp://relay.gov.cn", "relay.gov.cn", 25, "if_offered", None, None),
        ("smtp://relay.gov.cn:2525/", "relay.gov.cn", 2525, "if_offered", None, None),
        ("smtp://u%40b:p%3Aw@relay.gov.cn", "relay.gov.cn", 587, "required", "u@b", "p:w"),
        ("smtp://u:p@127.0.0.1:25", "127.0.0.1", 25, "if_offered", "u", "p"),
        ("smtp://u:p@relay.gov.cn:25?starttls=off", "relay.gov.cn", 25, "never", "u", "p"),
        ("smtps://u:p@[::1]", "::1", 465, "from_the_start", "u", "p"),
    ],
)
def test_a_mail_server_is_read_with_the_protection_it_needs(
    url: str, host: str, port: int, tls: str, user: str | None, password: str | None
) -> None:
    route = parse_mail(url, "a@b.cn", "c@d.cn")
    assert route is not None
    assert (route.host, route.port, route.tls, route.user, route.password) == (host, port, tls, user, password)


def test_mail_goes_to_each_address_once_and_nowhere_without_server_or_addressee() -> None:
    route = parse_mail("smtp://r", "办公室 <a@b.cn>", "c@d.cn, 张三 <e@f.cn>, c@d.cn")
    assert route is not None
    assert route.recipients == ("c@d.cn", "e@f.cn")
    assert (route.sender, route.sender_address) == ("办公室 <a@b.cn>", "a@b.cn")
    assert parse_mail(None, "a@b.cn", "c@d.cn") is None
    assert parse_mail("smtp://r", "a@b.cn", None) is None


@pytest.mark.parametrize(
    ("url", "mail_from", "mail_to", "words"),
    [
        ("http://relay", "a@b.cn", "c@d.cn", "LIAISON_SMTP_URL: must look like"),
        ("smtp://", "a@b.cn", "c@d.cn", "LIAISON_SMTP_URL: must look like"),
        ("smtp://relay:0", "a@b.cn", "c@d.cn", "LIAISON_SMTP_URL: must look like"),
        ("smtp://relay:x", "a@b.cn", "c@d.cn", "LIAISON_SMTP_URL: must look like"),
        ("smtp://relay/box", "a@b.cn", "c@d.cn", "LIAISON_SMTP_URL: must look like"),
        ("smtp://relay?tls=no", "a@b.cn", "c@d.cn", "LIAISON_SMTP_URL: must look like"),
        ("smtp://relay?tls", "a@b.cn", "c@d.cn", "LIAISON_SMTP_URL: must look like"),
        ("smtps://relay?starttls=off", "a@b.cn", "c@d.cn", "LIAISON_SMTP_URL: must look like"),
        ("smtp://hunter2@relay", "a@b.cn", "c@d.cn", "both user and password"),
        ("smtp://relay", None, "c@d.cn", "LIAISON_MAIL_FROM: is needed"),
        ("smtp://relay", "hunter2", "c@d.cn", "LIAISON_MAIL_FROM: must be"),
        ("smtp://relay", "a@b.cn, c@d.cn", "c@d.cn", "LIAISON_MAIL_FROM: must be one"),
        ("smtp://relay", "a@b.cn", "c@d.cn, hunter2", "LIAISON_DIGEST_MAIL_TO: must be"),
        ("smtp://relay", "a@b.cn", "李四@d.cn", "LIAISON_DIGEST_MAIL_TO: must be"),
        ("smtp://relay", "a@b.cn", "c@d.cn\nBcc: hunter2@d.cn", "LIAISON_DIGEST_MAIL_TO: must be"),
    ],
)
def test_a_malformed_mail_setting_is_named_and_never_shown(
    url: str, mail_from: str | None, mail_to: str, words: str
) -> None:
    with pytest.raises(ValueError, match=words) as refusal:
        parse_mail(url, mail_from, mail_to)
    assert "hunter2" not in str(refusal.value)

"""The prose around the table: titles, numbers, dates, deadlines and contacts, as different offices write them."""

from datetime import date, datetime, time

import pytest

from models.rules.circulars import Circular
from tests.models.readers.plans import plan_of

TABLE = "序号\t任务内容\t责任单位\n1\t办成一件事。\t市文旅局\n2\t再办成一件。\t市商务局"
TITLE = "某某市2031年工作要点责任分工表"
ISSUED = ("关于印发《某某市2031年工作要点》责任分工的通知", "某某市工作专班办公室", "2031年4月2日")


def read(*lines: str) -> Circular:
    circular = plan_of("\n\n".join([*lines, TABLE]).encode())
    assert len(circular.tasks) == 2
    return circular


@pytest.mark.parametrize(
    ("said", "day", "at"),
    [
        ("请于每月25日前报送进展情况。", 25, None),
        ("各单位每月20日下班前报送进展。", 20, None),
        ("每月25日17:00前报送。", 25, time(17)),
        ("每月25日17时30分前将进展报办公室。", 25, time(17, 30)),
        ("于每月28日下午5时前报送。", 28, time(17)),
        ("每月二十五日前报送工作进展。", 25, None),
        ("请各单位于每月的25日之前报送。", 25, None),
        ("实行月报制度，各责任单位于当月25日前报送当月进展。", 25, None),
        ("各责任单位在每月25日（遇节假日提前）前报送。", 25, None),
        ("逐月报送进展，时间为每月25日。", 25, None),
        ("每月25日报送工作进展。", 25, None),
        ("每月25日召开调度会。", None, None),
        ("请于当月25日前缴费。", None, None),
    ],
)
def test_the_monthly_day_is_read_from_the_prose(said: str, day: int | None, at: time | None) -> None:
    circular = read(TITLE, said)
    assert (circular.due_day, circular.due_time) == (day, at)


@pytest.mark.parametrize(
    ("said", "month", "day", "hour", "minute"),
    [
        ("分管领导、联络员对接表请于6月30日17时前报送。", 6, 30, 17, 0),
        ("请于2031年6月30日17:00前将联络员名单报送至办公室。", 6, 30, 17, 0),
        ("联络员名单于6月30日（星期一）下午5点前报送。", 6, 30, 17, 0),
        ("对接表请于六月三十日下午五时前报送。", 6, 30, 17, 0),
        ("请于4月30日下班前报送联络员名单。", 4, 30, 17, 0),
        ("请于4月30日上午11时30分前反馈联络员。", 4, 30, 11, 30),
        ("联络员登记截止时间：2031年4月30日17时。", 4, 30, 17, 0),
        ("请将附件3于4月30日12时前反馈至邮箱。", 4, 30, 12, 0),
    ],
)
def test_the_registration_cutoff_is_read_with_the_year_of_issue(
    said: str, month: int, day: int, hour: int, minute: int
) -> None:
    assert read(ISSUED[0], said, *ISSUED[1:]).registration_due_at == datetime(2031, month, day, hour, minute)  # noqa: DTZ001 - local, as printed


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("某某办字[2031]7号", "某某办字〔2031〕7号"),
        ("某某办发﹝2031﹞ 7 号", "某某办发〔2031〕7号"),
        ("某政办发〔2031〕第7号", "某政办发〔2031〕第7号"),
        ("某某办字（2031）7号", "某某办字〔2031〕7号"),
        ("某某办字〔2031〕7号　　签发人：张三", "某某办字〔2031〕7号"),
        ("文号：某某办字〔2031〕7号", "某某办字〔2031〕7号"),
        ("某 某 办 字〔2031〕7 号", "某某办字〔2031〕7号"),
    ],
)
def test_the_circulars_own_number_is_read_and_none_it_quotes(said: str, number: str) -> None:
    circular = read(said, ISSUED[0], "根据《某某市关于某事的意见》（某发〔2030〕3号）精神，现印发给你们。", *ISSUED[1:])
    assert (circular.document_no, circular.issuer, circular.issued_on) == (number, ISSUED[1], date(2031, 4, 2))


@pytest.mark.parametrize(
    "said",
    [
        "二〇三一年四月二日",
        "二○三一年四月二日",
        "2031年4月2日印发",
        "2031 年 4 月 2 日",
        "２０３１年４月２日",
        "2031-04-02",
        "2031.4.2",
    ],
)
def test_the_day_of_issue_is_read_in_every_writing(said: str) -> None:
    circular = read("关于印发《某某市2031年工作要点》的通知", "某某市人民政府办公室", said)
    assert (circular.issued_on, circular.issuer) == (date(2031, 4, 2), "某某市人民政府办公室")


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("某某市人民政府办公室关于印发某某市2031年重点工作任务分解表的通知", "某某市2031年重点工作任务分解表"),
        ("关于下发《2031年重点工作计划》的通知", "2031年重点工作计划"),
        ("《某某市2031年工作要点》任务分解表", "某某市2031年工作要点"),
        ("某某市2031年工作要点责任分工表", "某某市2031年工作要点"),
        ("附件1 某某市2031年工作要点", "某某市2031年工作要点"),
        ("附件1：某某市2031年工作要点责任分工表", "某某市2031年工作要点"),
        ("2031年度重点工作清单（征求意见稿）", "2031年度重点工作清单（征求意见稿）"),
        ("关于印发\n《某某市2031年工作要点》\n责任分工的通知", "某某市2031年工作要点"),
        ("某某市2031年\n工作要点", "某某市2031年工作要点"),
        ("关于做好2031年重点工作的通知", "关于做好2031年重点工作的通知"),
        ("关于某某市2031年工作要点责任分工的通知", "某某市2031年工作要点"),
        (
            "中共某某市委办公室 某某市人民政府办公室印发《关于2031年重点工作的实施方案》的通知",
            "关于2031年重点工作的实施方案",
        ),
        ("转发市委办《某某市2031年工作要点》的通知", "某某市2031年工作要点"),
    ],
)
def test_the_title_is_the_plans_own(said: str, title: str) -> None:
    circular = read(said)
    assert (circular.title, circular.code) == (title, "2031")


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ("联系人：王某，联系电话：0798-8588098，邮箱：abc@163.com。", ("王某", "0798-8588098", "abc@163.com")),
        ("联系人：王某某 13800000000", ("王某某", "13800000000", "")),
        ("（联系人：王某；电话：8588098）", ("王某", "8588098", "")),
        ("联 系 人：王 某  电话：8588098", ("王某", "8588098", "")),
        ("联系人及电话：王某，8588098；电子邮箱：a_b@x.gov.cn", ("王某", "8588098", "a_b@x.gov.cn")),
        ("报送邮箱：jdz@126.com，联系电话：8588098。", ("", "8588098", "jdz@126.com")),
    ],
)
def test_the_contact_is_read_as_far_as_it_is_named(said: str, contact: tuple[str, str, str]) -> None:
    found = read(TITLE, said).contact
    assert (found.name, found.phone, found.mail) == contact

"""The real circular: its numbers, units and order are facts written down here; its sentences are compared by their hash."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from models.documents.template import plan_template_xlsx
from models.readers import say_doubt_with_place, to_json
from models.rules.circulars import Circular
from tests.models.readers.plans import (
    LIST_2026,
    REAL,
    csv_bytes,
    docx_bytes,
    plan_of,
    real_circular,
    table_rows,
    xlsx_bytes,
)

# The document's units in the order in which they first appear.
UNITS = (
    "国家试验区管委会办公室",
    "市发改委",
    "市有关单位",
    "市申遗办",
    "市文旅局",
    "景德镇陶瓷文化传承创新中心",
    "各县（市、区）政府",
    "高新区管委会",
    "昌南新区管委会",
    "市教体局",
    "在景高校",
    "市人社局",
    "市委组织部",
    "景德镇陶瓷人才服务中心",
    "市科技局",
    "景德镇陶瓷大学",
    "陶文旅集团",
    "市委宣传部",
    "市文联",
    "市公安局",
    "市住建局",
    "市社联",
    "市工信局",
    "景德镇陶瓷产业创新发展中心",
    "市商务局",
    "市市场监管局",
    "市中级人民法院",
    "市检察院",
    "市先陶办",
    "御窑博物院",
    "珠山区政府",
    "国控集团",
    "黑猫集团",
    "景陶集团",
    "市外办",
    "市融媒体中心",
    "景德镇陶瓷文化国际交流中心",
    "景德镇新闻传媒集团",
    "景德镇学院",
    "景德镇海关",
    "市民航服务中心",
    "市城投集团",
    "景德镇机场",
    "乐平市政府",
    "市水利局",
    "市交通局",
    "昌江区政府",
)
# Number: measure, length of the text, beginning of its SHA-256, lead units, cooperating units (by their place above).
TASKS = {
    1: (1, 44, "1a414e3e81d4", (0,), (1, 2)),
    2: (2, 82, "8d19834d74dd", (3,), (4,)),
    3: (2, 17, "985650268570", (4,), ()),
    4: (2, 44, "5d03af4f34f8", (4,), (5, 6, 7, 8)),
    5: (2, 33, "be667bdb96c9", (4,), (9, 5, 10)),
    6: (2, 18, "eca79a656a56", (4,), (5,)),
    7: (2, 22, "7c9da2b59069", (11,), (4, 5)),
    8: (3, 54, "effd2ef33444", (12,), (13, 14, 11)),
    9: (3, 106, "895c11564d2c", (12,), (15, 13, 11, 9, 16, 10)),
    10: (3, 27, "5f30dd2f8f04", (17,), (18, 13, 8)),
    11: (3, 40, "ad5f0a228773", (19,), ()),
    12: (3, 29, "117dfad57b95", (12,), (20, 13)),
    13: (4, 27, "186d383922a9", (21, 0, 17), (22, 23, 6, 7, 8)),
    14: (4, 25, "d1c05121e017", (1,), (20, 4, 16, 6, 7, 8)),
    15: (4, 27, "ea15d5771938", (24,), (22, 6, 7, 8)),
    16: (4, 36, "a2c3b06f9bee", (25,), (26, 27, 19)),
    17: (4, 29, "886476ccb985", (25,), (15,)),
    18: (4, 32, "43b7df4de13f", (25,), ()),
    19: (5, 17, "6629edd2ce12", (25,), (1, 14, 22, 0)),
    20: (5, 17, "e6f1f14e6109", (15,), (14, 4)),
    21: (5, 18, "7fcd6be4619f", (4,), (17,)),
    22: (5, 34, "398029530e8c", (14,), (6, 7, 8)),
    23: (5, 37, "bdaf612609db", (14,), (6, 7, 8)),
    24: (5, 18, "388640b4d501", (0, 15), (22, 4, 13, 23)),
    25: (6, 66, "a19de240c312", (28,), (14, 22, 6, 7, 8)),
    26: (6, 37, "e3ca87c0f0ea", (28,), (22, 6, 7, 8)),
    27: (6, 14, "c1c394dd7f87", (22, 23), (1,)),
    28: (7, 32, "01cbeb23f994", (4,), (6, 7, 8)),
    29: (7, 15, "c13925b0ce4e", (4, 29), (30, 16)),
    30: (7, 56, "7dde8d9258a7", (4,), (6, 7, 8)),
    31: (8, 27, "6a719ecd5e59", (4,), (6, 7, 8)),
    32: (8, 72, "d7321935891d", (4,), (30, 16, 31, 32, 33)),
    33: (9, 21, "21e4e1444d9f", (15,), (17, 4, 34)),
    34: (9, 19, "79ab921b6efa", (15,), (4, 5)),
    35: (9, 19, "175ba57c78b9", (4,), (6, 7, 8)),
    36: (10, 11, "e3d69e760865", (17,), (4, 18, 35)),
    37: (10, 36, "fa736fa466b5", (17,), (4,)),
    38: (10, 67, "5b42d837c62e", (17, 4), (34, 36, 37)),
    39: (10, 20, "71b59bbc674f", (34,), ()),
    40: (11, 24, "47cc3778596b", (17,), (4, 18, 34, 16, 37, 15, 38)),
    41: (11, 22, "742187075838", (4,), (34,)),
    42: (11, 19, "2e7cdb0d8a59", (15,), (17, 4)),
    43: (11, 32, "94d84e7246f8", (17,), (4, 18, 34, 15)),
    44: (11, 18, "02b80083ec1f", (9,), (31,)),
    45: (11, 38, "690c095f0b75", (4,), (9, 10)),
    46: (11, 24, "33daaedffb11", (4,), (17,)),
    47: (12, 28, "a05ef12874f4", (24,), (34, 33)),
    48: (12, 39, "a667067858fd", (24,), (17, 4)),
    49: (12, 37, "25ec9f67d352", (24,), (16,)),
    50: (12, 27, "66c08446c591", (24,), (39, 34, 31)),
    51: (13, 29, "00bbce266106", (24, 4), ()),
    52: (13, 34, "b627d469226c", (24,), (4, 34, 36)),
    53: (13, 18, "ecac6e4a5d6e", (39,), ()),
    54: (13, 13, "9ff632ebc91c", (1,), (40, 41, 42)),
    55: (13, 13, "dd47d47a35a3", (43,), (1, 44)),
    56: (13, 22, "34110c98e860", (45,), (46,)),
}

MEASURES = {
    1: "深化体系建设",
    2: "突出申遗引领",
    3: "强化人才引擎",
    4: "着力建强生态链",
    5: "不断提升创新链",
    6: "加快调优产业链",
    7: "筑牢“千馆格局”",
    8: "做火“景区品牌”",
    9: "丰富“文旅活动”",
    10: "坚持国际传播实效化",
    11: "坚持交流互鉴多样化",
    12: "坚持贸易平台系统化",
    13: "坚持对外贸易高效化",
}
PART_OF_MEASURE = {1: 0, 2: 0, 3: 0, 4: 1, 5: 1, 6: 1, 7: 2, 8: 2, 9: 2, 10: 3, 11: 3, 12: 3, 13: 3}


def facts(circular: Circular) -> dict[int, tuple[int, int, str, tuple[int, ...], tuple[int, ...]]]:
    names = {name: number for number, name in MEASURES.items()}
    return {
        task.number: (
            names[task.measure],
            len(task.text),
            hashlib.sha256(task.text.encode()).hexdigest()[:12],
            tuple(UNITS.index(name) for name in task.lead),
            tuple(UNITS.index(name) for name in task.support),
        )
        for task in circular.tasks
    }


def test_the_text_file_gives_the_fifty_six_tasks() -> None:
    circular = real_circular()
    assert facts(circular) == TASKS
    assert [task.number for task in circular.tasks] == list(range(1, 57))
    assert [circular.parts.index(measure.part) for measure in circular.measures] == list(PART_OF_MEASURE.values())
    assert all(task.text.endswith("。") and task.title is None for task in circular.tasks)
    assert circular.units == UNITS


def test_the_letter_gives_number_issuer_days_and_contact() -> None:
    circular = real_circular()
    assert circular.title == "景德镇国家陶瓷文化传承创新试验区建设2024年工作要点"
    assert (circular.code, circular.document_no) == ("2024", "景国试管办字〔2024〕9号")
    assert (circular.issuer, circular.issued_on) == ("国家试验区管委会办公室", date(2024, 5, 24))
    assert (circular.due_day, circular.due_time) == (25, None)
    assert circular.registration_due_at == datetime(2024, 6, 30, 17, 0)  # noqa: DTZ001 - local, as printed
    assert (circular.contact.phone, circular.contact.mail) == ("8588098", "zhk8588098@163.com")


def test_every_repair_and_the_differing_heading_are_told() -> None:
    doubts = real_circular().doubts
    assert [doubt.where.task for doubt in doubts] == [1, 9, 13, 15, 24, 27, None]
    assert doubts[0].key == "readers-doubt-collective"  # 市有关单位: nobody knows who they are
    assert {doubt.key for doubt in doubts[1:]} == {"readers-doubt-repair", "readers-doubt-heading-differs"}
    assert (
        say_doubt_with_place(doubts[1], "zh-CN") == "第99行（任务9）：“陶文旅集团在景高校”读作：陶文旅集团、在景高校。"
    )


def test_the_json_has_the_contracts_shape() -> None:
    document = to_json(real_circular(), "zh-CN", ZoneInfo("Asia/Shanghai"))
    assert list(document) == [
        "title", "code", "document_no", "issuer", "issued_on", "due_day", "registration_due_at", "counts", "tasks", "warnings",
    ]  # fmt: skip
    assert document["counts"] == {"parts": 4, "measures": 13, "tasks": 56}
    assert document["registration_due_at"] == "2024-06-30T17:00:00+08:00"
    assert list(document["tasks"][0]) == ["number", "part", "measure", "text", "lead", "support"]
    assert all(list(warning) == ["where", "message"] for warning in document["warnings"])


@pytest.mark.parametrize("joiner", [" ", "、", "\n"])
def test_word_excel_and_csv_made_from_it_give_the_same_tasks(joiner: str) -> None:
    tasks = real_circular().tasks
    rows = table_rows(tasks, joiner=joiner)
    for content in (docx_bytes(rows), xlsx_bytes(rows), csv_bytes(rows), csv_bytes(rows, ";"), csv_bytes(rows, "\t")):
        assert plan_of(content).tasks == tasks


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_template_gives_the_same_circular(language: str) -> None:
    circular = real_circular()
    again = plan_of(plan_template_xlsx(circular, language))
    assert again.tasks == circular.tasks
    assert (again.title, again.document_no, again.registration_due_at, again.contact) == (
        circular.title, circular.document_no, circular.registration_due_at, circular.contact,
    )  # fmt: skip


VARIANTS: dict[str, Callable[[str], bytes]] = {
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cr": lambda text: text.replace("\n", "\r").encode(),
    "line separators": lambda text: text.replace("\n", "\u2028").encode(),
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "gb18030": lambda text: text.encode("gb18030"),
    "utf-16 with a mark": lambda text: text.encode("utf-16"),
    "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
    "utf-16 the other way": lambda text: text.encode("utf-16-be"),
    "full-width digits": lambda text: text.translate({48 + n: 0xFF10 + n for n in range(10)}).encode(),
    "no-break blanks": lambda text: text.replace(" ", "\u00a0").encode(),
    "ideographic blanks": lambda text: text.replace(" ", "\u3000").encode(),
    "zero-width blanks": lambda text: text.replace("市", "市\u200b").replace("\t", "\t\ufeff").encode(),
    "two blanks a tab": lambda text: text.replace("\t", "  ").encode(),
    "four blanks a tab": lambda text: text.replace("\t", "    ").encode(),
    "eight blanks a tab": lambda text: text.replace("\t", " " * 8).encode(),
    "no blanks at line ends": lambda text: "\n".join(line.rstrip() for line in text.split("\n")).encode(),
    "blank lines between all": lambda text: text.replace("\n", "\n\n").encode(),
    "no blank lines": lambda text: "\n".join(line for line in text.split("\n") if line.strip()).encode(),
    "radicals of a PDF": lambda text: text.replace("文", "\u2f42").replace("工", "\u2f2f").encode(),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_however_the_text_was_saved_it_says_the_same(variant: str) -> None:
    circular = real_circular()
    again = plan_of(VARIANTS[variant](REAL.read_text(encoding="utf-8")))
    assert facts(again) == TASKS
    assert (again.title, again.document_no, again.issuer, again.issued_on) == (
        circular.title, circular.document_no, circular.issuer, circular.issued_on,
    )  # fmt: skip
    assert (again.due_day, again.registration_due_at, again.contact) == (
        circular.due_day, circular.registration_due_at, circular.contact,
    )  # fmt: skip


def test_the_list_of_2026_is_a_plan_whose_numbers_are_given_and_units_asked_for() -> None:
    if not LIST_2026.exists():
        pytest.skip(f"{LIST_2026.name} is not beside this checkout")
    circular = plan_of(LIST_2026.read_bytes())
    assert [task.number for task in circular.tasks] == list(range(1, 26))
    assert (circular.code, len(circular.parts), len(circular.measures)) == ("2026", 4, 25)
    assert all(task.title == task.measure and not task.lead for task in circular.tasks)
    keys = [doubt.key for doubt in circular.doubts]
    assert keys.count("readers-doubt-no-units") == 25
    assert keys.count("readers-doubt-numbers-given") == 1

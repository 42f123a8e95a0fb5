from datetime import UTC, datetime

from models.documents.collection import collection_docx
from models.rules.data_calls import Collection, Material
from tests.models.documents.offices import ZONE
from tests.models.documents.test_digest import read, styled, words


def test_a_data_calls_document_holds_what_each_unit_sent_in_the_order_asked() -> None:
    made = Collection(
        "小区停车建议",
        "办公室",
        datetime(2024, 8, 25, 9, tzinfo=UTC),
        ZONE,
        (
            Material("市住建局", "已新增车位 300 个\n正在划线"),
            Material("市公安局"),
            Material("市城投集团", files=("清单.xlsx", "照片\x00.jpg"), on_time=False),
        ),
    )
    document = read(collection_docx(made, "zh-CN"))
    assert styled(document, "Title") == ["小区停车建议材料汇总"]
    assert styled(document, "Heading 1") == ["一、市住建局", "二、市公安局", "三、市城投集团（逾期报送）"]
    text = words(document)
    assert "共向3个单位征集，已收到2个单位材料，其中逾期1个；未收到1个。" in text
    assert "一、市住建局\n已新增车位300个。\n正在划线。\n二、市公安局\n尚未报送。\n" in text
    assert "所附文件：清单.xlsx、照片.jpg" in text
    assert "办公室\n2024年8月25日" in text

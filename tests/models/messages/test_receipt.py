"""What a receipt holds."""

from models.messages import receipt as say_receipt
from models.rules.words import Status
from tests.models.messages.made_standings import DUE, entry, item, standing
from tests.models.messages.markup import check


def test_a_receipt_holds_the_word_the_number_and_what_is_left() -> None:
    both = [(item(28), entry(28, Status.DONE)), (item(29), entry(29, Status.DELAYED))]
    text = check(say_receipt.receipt("zh-CN", standing([]), "2024-06-0007", DUE, both, 1, 2))
    assert "回执 2024-06-0007" in text
    assert "已完成：28" in text
    assert "进度滞后：29" in text
    assert "1项晚于截止时间" in text
    assert "还有2项待报" in text

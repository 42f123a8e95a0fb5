"""What a question is about, by kinds of words; what asks nothing is no question."""

import pytest

from models.rules.questions import Question, read_question

ASKED = {
    Question.WHOM: [
        "找谁问？",
        "有问题找谁",
        "请问办公室电话多少",
        "人工",
        "转人工",
        "电话",
        "这个谁负责",
        "Who should I call?",
    ],
    Question.HOW: ["这个表怎么填？", "怎么填报", "不会用", "进度怎么写比较好", "要填什么", "How do I fill this in?"],
    Question.CHANGE: [
        "填错了怎么改",
        "怎么撤回",
        "28报错了，怎么改？",
        "报错了怎么办",
        "能重新报吗",
        "How can I change it?",
    ],
    Question.ATTACH: ["附件怎么发？", "照片在哪里传", "怎么上传附件", "能不能加图片", "How do I attach photos?"],
    Question.ARRIVED: ["收到了吗", "报上了没", "怎么没有回执", "没收到回执", "Has it arrived?"],
    Question.OTHER: ["要盖章吗", "密码是多少", "为什么总提醒我", "这个和我们单位有什么关系？", "请问李主任在吗"],
}
NOT_ASKED = ["今天天气不错", "已加强改革", "这个任务不是我们的", "?", "……", "", "28已完成，地图已上线", "好的"]


@pytest.mark.parametrize(
    ("question", "text"), [(question, text) for question, texts in ASKED.items() for text in texts]
)
def test_a_question_is_known_by_what_it_asks_for(question: Question, text: str) -> None:
    assert read_question(text) is question


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_asks_nothing_is_no_question(text: str) -> None:
    assert read_question(text) is None

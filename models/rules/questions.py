"""What a liaison's question is about that no other reading answers: how to report, to correct, to attach, whom to ask.

Only texts are looked at that report nothing and ask for no deadline and no task (`models.rules.replies`). What is asked of
the work itself nobody but the office can answer.
"""

import re
from enum import StrEnum


class Question(StrEnum):
    """What is asked."""

    WHOM = "whom"
    """Whom to ask, or for a human being."""
    HOW = "how"
    """How to report."""
    CHANGE = "change"
    """How to put right, or to take back, what was submitted."""
    ATTACH = "attach"
    """How to send a file."""
    ARRIVED = "arrived"
    """Whether what was sent has arrived."""
    OTHER = "other"
    """Anything else; the office may know."""


_HOW = r"(?:怎么|怎样|如何|咋|哪里|在哪|能不能|能否|可不可以|可以|能)"
_PATTERNS: tuple[tuple[Question, re.Pattern[str]], ...] = (
    (
        Question.WHOM,
        re.compile(
            r"(?:找|问|联系|咨询|请教)(?:谁|哪[位个里])|谁(?:来)?(?:负责|管|能回答|知道)|人工|客服|(?:电话|号码|联系方式|联系人)(?:是)?(?:多少|什么|谁)"
            r"|办公室.{0,4}(?:电话|号码|联系)|^(?:请问)?(?:电话|联系方式|联系电话)[?？]?$"
            r"|\bwho(?:m)?\b.*\b(?:ask|call|contact)\b|\b(?:phone|telephone) number\b",
            re.IGNORECASE,
        ),
    ),
    (
        Question.ARRIVED,
        re.compile(
            r"(?:没|未|怎么没)(?:有)?(?:收到|看到|见到|见)?.{0,2}回执|(?:收到|报上|报送?成功|提交成功|报上去|传上)(?:了)?(?:吗|没有|没|么)"
            r"|\b(?:has|have|did)\b.*\b(?:arrive|arrived|receive|received|get|got)\b.*\?",
            re.IGNORECASE,
        ),
    ),
    (
        Question.ATTACH,
        re.compile(
            rf"(?:附件|照片|图片|文件|佐证|截图).{{0,8}}{_HOW}.{{0,4}}[发传交送加放]|{_HOW}.{{0,4}}[发传交送加].{{0,4}}(?:附件|照片|图片|文件|佐证|截图)"
            r"|\bhow\b.*\b(?:attach|upload)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Question.CHANGE,
        re.compile(
            rf"{_HOW}.{{0,6}}(?:改(?!革)|修正|更正|撤回|撤销|删除|删掉|重报|重填|重新报)|(?:填错|报错|写错|发错|弄错|搞错).{{0,6}}(?:怎么|咋|如何|能|可以)"
            r"|\bhow\b.*\b(?:change|correct|undo|withdraw)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Question.HOW,
        re.compile(
            r"(?:怎么|怎样|如何|咋|不会|不懂|不知道).{0,5}(?:填|报|写|用|操作|弄|搞|录)|(?:填|报|写)(?:些|点|的是)?(?:什么|啥)"
            r"|\bhow\b.*\b(?:fill|report|use|write)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Question.OTHER,
        re.compile(
            r"[?？]\s*$|(?:吗|呢|么)\s*[。.!！]?\s*$|怎么|怎样|如何|什么|多少|几点|为啥|为何|是不是|能不能|要不要|需不需要|可不可以|哪[个位里些儿]|在哪|谁|请问|请教|想问"
        ),
    ),
)


def read_question(text: str) -> Question | None:
    """Return what a text asks; None where it asks nothing."""
    # A lone mark of question says that its sender is at a loss, and not of what.
    if not re.search(r"\w", text):
        return None
    return next((question for question, pattern in _PATTERNS if pattern.search(text.strip())), None)

"""What was said of one task, once it stands by itself: without the words that only tied it to the others in its message."""

import re

from models.rules.words import Status

# What may follow before the text says how the task stands. Anything else (其余3栋主体已封顶) belongs to the task itself.
_STANDS = (
    r"(?=\s*(?:正常|顺利|有序|稳步|继续|照常|按(?:计划|进度|时序|期|时|节点|序)|如期|同上|不变|推进|在推进|正在|"
    r"滞后|进度|完成|全部完成|已|未|尚|无|没|暂|还没|进展))"
)
_OTHERS = (
    r"(?:其余|其他|其它|剩余|剩下|余下)(?:的)?(?:所有|各|全部)?(?:[0-9０-９一二三四五六七八九十两几]{1,3})?"
    r"(?:项|个|条)?(?:任务|工作|事项)?\s*[,，:：]?\s*"
)
_TIED = re.compile(
    rf"(?:{_OTHERS})?(?:(?:均|都|也|皆|是|则|一律|应该是|应是|应为|改为|改成|更正为|其实是|实际是)(?:是)?\s*)?{_STANDS}\s*"
)
# Many phones' keyboards make a blank where a comma is meant.
_BLANK = re.compile(r"^(已完成|完成了?|正常推进|正常|进度滞后|滞后|尚未启动|未启动)[ 　]+(?=[一-鿿])")
_NOTHING_NEW = re.compile(
    r"(?:本月|这个?月|本期|目前|暂时?)?(?:均|都|也)?(?:尚|暂|还)?(?:无|没有?|未有)(?:什么|任何)?(?:新的?)?"
    r"(?:进展|变化|情况|动态)?[。.!！]?"
)


def own_words(text: str, status: Status | None) -> str:
    """Return a task's text without 其余, 均, 都, 也 or 是 in front of how it stands; "" where all it says is that nothing is new.

    其余按计划推进 becomes 按计划推进, 都正常，图纸已审 becomes 正常，图纸已审; a blank behind the status is a comma. The message itself is kept elsewhere as it was sent.
    """
    found = _TIED.match(text.strip())
    plain = text.strip()[found.end() :] if found is not None else text.strip()
    plain = _BLANK.sub(r"\1，", plain)
    if status is Status.NO_CHANGE and _NOTHING_NEW.fullmatch(plain):
        return ""
    return plain

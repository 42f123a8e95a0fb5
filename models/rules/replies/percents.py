"""The percent of a task's own progress; rates of steps, money, growth and satisfaction are not it."""

import re

from models.rules.replies.numerals import chinese_value
from models.rules.replies.patterns import late

__all__ = ["read_percent"]

_CN = "[〇零一二两三四五六七八九十百]"
_AMOUNT = late(
    rf"(\d{{1,3}})(?:\.\d+)?\s*(?:%|％|percent)|百分之({_CN}{{1,5}})(?!点)|百分百()"
    rf"|([一二三四五六七八九十0-9])成([半一二三四五六七八九])?(?![^,，。;\s左以的了多]{{0,0}}(?:立|为|果|员|效|功|本|都|交|品|型|熟|长|份|绩|熟))"
)
_LEAD = (
    "(?:该|此|本|这|项|个|任务|工作|项目|工程|总体|整体|总|全部|当前|目前|现在?|现阶段|截至目前|年度|全年|施工|建设|形象|我局|我们|[已己]经?|均|都|大约|大概|约为?|近|将近"
    "|接近|超过?|超|差不多|基本上?|的|(?:推进|进行|实施|办理|建设|施工)中|正在(?:推进|进行|实施)|推进|正常|滞后|按计划|顺利|稳步|有序|持续"
    "|工作量|任务量|工程量|才|只|仅|刚刚?|也就|完成率|完成度|完成比例|完成进度|完成情况|百分比|进度条?|进展|完成|推进|推到|做到|干到|办到|做了|干了|到|至|达|达到|为|是|在|有|了"
    "|大致|提升到|提高到|由|从|应|改|成|把|其|[:\\s,(~>→-])*"
)
_OWN = late(rf"^{_LEAD}$")
_AFTER = late("^(?:左右|多|以上|上下|了|啦|吧|的?(?:进度|任务|工作|工作量|目标任务|总任务)|完成|才[对是]|[\\s)~✅。])*")
_GOAL = late("完成了?(?:全年|年度|本年度|今年)?(?:目标|目标任务|任务|总任务|工作|计划)(?:总?量)?的(?:约|近|大约)?$")
_ALIEN = late(
    "投资|资金|经费|支付|预算|满意|同比|环比|增速|增幅|税|产值|销售|营收|占|覆盖|达标|入住|出租|签约率|就业|合格|中标|(?<!完成)比例(?!为)|贡献|折|率(?<!完成率)"
)
_BREAK = late("[,，。;!?\n…、]|(?:,|;)")
_FROM_TO = late(
    r"(?:从|由)?(?:上个?月|上期|上次|年初|原来的?|之前|前期|月初)?(?:的)?\s*\d{1,3}(?:\.\d+)?%?\s*(?:提高|提升|上升|增加|增长|升|涨|推进|调整|改|变"
    r"|走)?(?:到|至|为|成|->|→|>|-|~)+\s*(?:了)?\s*$"
)
_BARE = late(
    r"(?:进度|百分比|完成度|完成率)[^0-9%]{0,6}[错误对][^0-9%]{0,4}(?:应?是|应为|为)\s*(\d{1,3})(?![\d月日号年点:.个家项场次件%-])"
    r"|(?:进度|百分比|完成度|完成率)(?:应?[为是:到达]|应该是|改为|改成|\s)*(\d{1,3})(?![\d月日号年点:.个家项场次件%-])(?=$|[,，。;\s了)])"
    r"|^\s*(\d{1,3})\s*$"
)
_NOT_BEFORE = late("(?:不是|而非|并非|不到|不足|未到|没到|还差|差|剩|剩余|剩下|余下?)$")


def _value(match: re.Match[str]) -> int | None:
    digits, chinese, full, tenths, half = match.groups()
    if digits is not None:
        return int(digits)
    if chinese is not None:
        return 100 if chinese == "百" else chinese_value(chinese)
    if full is not None:
        return 100
    base = int(tenths) if tenths.isdigit() else chinese_value(tenths)
    return None if base is None else base * 10 + (5 if half == "半" else chinese_value(half) or 0 if half else 0)


def _own(before: str, after: str) -> bool:
    """Whether the words beside an amount say that it is the task's own progress."""
    if _NOT_BEFORE.search(before):
        return False
    before = _FROM_TO.sub("", before)
    if _GOAL.search(before) and not _ALIEN.search(before):
        return True
    if _ALIEN.search(before):
        return False
    if re.search(
        "(?:总体|整体|任务|工作|项目|工程|完成)?(?:进度|完成率|完成度|完成比例|百分比)(?:应?[为是:]|[更订修]正|更新|调整|[已己]?经?|达到?|约|到|至|近|应该是|改成|改为|成"
        "|大约|推进|过|\\s|超过?|从|由)*$",
        before,
    ):
        return not re.search("投资|资金|支付|招标|采购|整改|装修|审批|主体|一期|二期|征地|拆迁", before)
    tail = _AFTER.sub("", after, count=1)
    return bool(_OWN.match(before)) and not re.match(
        "(?!推进|进行|正在|完成|正常|还在|按|在|有序|顺利|滞后)[一-鿿]", tail
    )


def read_percent(folded: str) -> int | None:
    """Return the task's own progress in percent, 0 to 100; None where the passage states none."""
    best: tuple[int, int] | None = None
    for match in _AMOUNT.finditer(folded):
        value = _value(match)
        if value is None or not 0 <= value <= 100:  # noqa: PLR2004 - a percent
            continue
        window = folded[max(0, match.start() - 60) : match.start()]
        pieces = _BREAK.split(window)
        before = pieces[-1]
        after = _BREAK.split(folded[match.end() : match.end() + 20])[0]
        if not _own(before.strip(), after.strip()):
            continue
        rank = 2 if re.search("总体|整体|任务进度|总进度", before) else 1
        linked = bool(_FROM_TO.search(before))
        if best is None or rank > best[1] or linked:
            best = (value, rank)
    if best is None and (bare := _BARE.search(folded)) and (value := int(bare[bare.lastindex or 1])) <= 100:  # noqa: PLR2004 - a percent
        return value
    return None if best is None else best[0]

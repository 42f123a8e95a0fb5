"""What a column of a table holds, known by the meaning of the word it is headed with."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from models.rules.circular_words import squeezed


class Column(StrEnum):
    """What a column of a plan, a contact sheet or a report sheet holds."""

    NUMBER = "number"
    PART = "part"
    MEASURE = "measure"
    TITLE = "title"
    TEXT = "text"
    LEAD = "lead"
    SUPPORT = "support"
    UNIT = "unit"
    LEADER = "leader"
    LIAISON = "liaison"
    NAME = "name"
    PHONE = "phone"
    LEADER_PHONE = "leader_phone"
    LIAISON_PHONE = "liaison_phone"
    OFFICE_PHONE = "office_phone"
    STATUS = "status"
    PERCENT = "percent"
    PROGRESS = "progress"
    LAST_PROGRESS = "last_progress"
    PROBLEMS = "problems"
    NEXT_STEP = "next_step"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A column a header may mean, and how surely (higher wins when two headers claim one column)."""

    column: Column
    weight: int


# First match wins; the words are tried from the most particular to the most general.
_MEANINGS: tuple[tuple[str, Column, int], ...] = tuple(
    (pattern, column, weight)
    for column, weight, pattern in (
        (
            Column.OTHER,
            1,
            r"(?:完成|办结|整改|起止|计划)?(?:时限|时间|期限|日期|节点|时间节点|进度要求|进度安排|完成时限要求)(?:要求)?|备注|说明|签名|签字|日期|.*备注",
        ),
        (
            Column.LAST_PROGRESS,
            3,
            (
                "(?:上月|上期|上次|前期)(?:工作)?(?:进展|情况|进度|完成情况|报送情况|进展情况|内容).*|lastprogress|previousprogress"
                "|last(?:month|round).*|previous.*"
            ),
        ),
        (
            Column.STATUS,
            3,
            r"(?:本月|本期|当前|目前|完成|进展|工作|任务|推进)*状态|statusthismonth|status|progressstatus",
        ),
        (
            Column.PERCENT,
            3,
            r"(?:完成|进度|总体|累计)*(?:百分比|比例|率|进度（?[%％]）?|（?[%％]）?)|完成进度|percent(?:age)?.*|[%％]|.*%.*done",
        ),
        (
            Column.PROBLEMS,
            3,
            r"(?:存在|主要|有何)*(?:的)?(?:问题|困难)(?:和困难|及困难|和问题|与困难|及原因|及建议|和建议)*|滞后原因|problems?.*|issues",
        ),
        (Column.NEXT_STEP, 3, r"(?:下一?步|下月|下阶段|下一阶段)(?:工作)?(?:打算|计划|安排|措施|工作)*|nextsteps?.*"),
        (
            Column.PROGRESS,
            3,
            r"(?:本月|本期|目前|当前|工作|最新|任务)*(?:进展|进展情况|完成情况|落实情况|工作情况|推进情况|报送内容)|progress.*|thismonth.*",
        ),
        (
            Column.LEADER_PHONE,
            4,
            r"(?:分管|主管|责任|单位)?领导(?:的|人)?(?:联系)?(?:电话|手机|手机号|号码|方式|联系方式|手机号码)+|leader.*(?:phone|tel|mobile).*",
        ),
        (
            Column.LIAISON_PHONE,
            4,
            r"(?:联络|联系|对接|填报|经办)(?:员|人|人员)(?:的)?(?:联系)?(?:电话|手机|手机号|号码|方式|联系方式|手机号码)+|liaison.*(?:phone|tel|mobile).*",
        ),
        (
            Column.OFFICE_PHONE,
            4,
            r"(?:单位|办公室|办公|值班|座机|固定)(?:办公室|座机|固定|值班|联系)*(?:电话|号码)|座机|office.*(?:phone|tel).*",
        ),
        (
            Column.PHONE,
            3,
            r"(?:联系|手机|移动)?(?:电话|手机|手机号码?|号码|方式)+(?:号码|（手机）)?|联系方式|phone|tel(?:ephone)?|mobile",
        ),
        (
            Column.LIAISON,
            3,
            (
                "(?:工作|具体|业务)?(?:联络员|联系人|对接人|联络人|经办人|填报人)(?:姓名|员|及职务|（姓名）)?(?:[及和、](?:职务|姓名|联系|电话|手机|号码|方式)+)*"
                "|liaison(?:name|officer)?"
            ),
        ),
        (
            Column.LEADER,
            3,
            (
                "(?:分管|主管|主要|责任|单位|负责)(?:的)?领导(?:姓名|同志|及职务)?(?:[及和、](?:职务|姓名|联系|电话|手机|号码|方式)+)*|(?:分管)?负责人(?:姓名)?"
                "|leader(?:name)?"
            ),
        ),
        (Column.NAME, 3, r"(?:人员)?姓名|名字|fullname|name"),
        (
            Column.SUPPORT,
            4,
            (
                ".*(?:配合|协办|协同|参与|参加|协作|会办|协助|支持|配合责任)(?:责任)?(?:单位|部门|地区|县区|主体|处室|科室|方).*|(?:配合|协办|协同|参与|协助)"
                "|.*(?:support|cooperat|assist).*"
            ),
        ),
        (
            Column.LEAD,
            5,
            (
                ".*(?:牵头|主办|主责|首办|第一责任|主要责任).*(?:单位|部门|地区|县区|主体|处室|科室|方).*|牵头|主办"
                "|(?:lead|responsible)(?:ing)?(?:unit|department|office|body|bodie)?s?|.*leadunit.*"
            ),
        ),
        (
            Column.LEAD,
            4,
            r".*(?:责任|承办|负责|落实|实施|承担|主管|推进)(?:地区|县区)?(?:单位|部门|主体|处室|科室).*|责任单位|.*responsible.*|分工单位|责任分工|.*(?:责任|牵头)县区",
        ),
        (
            Column.UNIT,
            3,
            r"(?:报送|填报|所在|对接|工作)?(?:单位|部门|单位名称|部门名称|单位（部门）)|units?|unitname|department",
        ),
        (Column.NUMBER, 5, r"任务(?:编号|序号|号|编码)|task(?:no\.?|number|id)"),
        (Column.NUMBER, 4, r"(?:工作|项目|事项|目标|要点)?(?:编号|编码|任务号|号码)|(?:no\.?|number|id)"),
        (Column.NUMBER, 3, r"(?:工作|项目|事项|目标)?序(?:列)?号|序|号|#|№|项次"),
        (
            Column.TITLE,
            4,
            r"(?:任务|事项|工作)?(?:短标题|简称|简要标题|任务名|标题|短名|任务名称|任务简称)|(?:short)?title|shortname",
        ),
        (
            Column.PART,
            4,
            (
                "(?:任务|工作|所属|一级|重点|主要|改革)*(?:大类|板块|领域|大项|部分|篇章|类别|分类|类型|条线|专项|一级标题|一级指标|一级目录|一级任务)|parts?"
                "|categor(?:y|ies)|section"
            ),
        ),
        (
            Column.MEASURE,
            4,
            r"(?:任务|工作|所属|二级)*(?:小类|小项|举措类别|二级标题|二级指标|二级目录|二级任务|子类|措施名称|方面)|measures?|sub-?(?:category|section)",
        ),
        (
            Column.TEXT,
            6,
            r"(?:具体|详细)(?:的)?(?:工作)?(?:任务|内容|工作|事项|举措|措施|要求|工作内容|任务内容|工作任务|目标任务|任务措施)+.*",
        ),
        (
            Column.TEXT,
            5,
            r"(?:工作|任务|目标|重点|年度|要点)*(?:任务内容|工作内容|内容|任务要求|工作要求|目标任务|任务事项|任务分解|分解任务|任务及措施|任务描述)",
        ),
        (
            Column.TEXT,
            4,
            (
                "(?:主要|重点|工作|目标|年度|细化|分解|落实|改革|推进)*(?:举措|措施|工作举措|工作措施|工作任务|事项)|(?:key|main|specific|work)*(?:text|task"
                "|tasktext|content|description)s?"
            ),
        ),
        (
            Column.TEXT,
            3,
            r"(?:主要|重点|目标|年度|工作|要点|中心)*(?:任务|工作|工作要点|要点|项目|目标|内容|工作目标)(?:名称)?",
        ),
        # Whatever else ends like the name of what is to be done; any word known better is known above.
        (Column.TEXT, 2, r"[^，。、：；（）0-9]{0,8}(?:任务|事项|举措|措施|内容)(?:名称|描述|清单|分解|安排)?"),
    )
)


_COMPILED = tuple(
    (re.compile(pattern, re.IGNORECASE), Meaning(column, weight)) for pattern, column, weight in _MEANINGS
)


LONGEST_HEADER = 24
"""A header is a word, not a sentence."""


def meaning(header: str) -> Meaning | None:
    """Return what a header word means; None for anything that is no known header word."""
    return _meaning(header) if len(header) <= 4 * LONGEST_HEADER else None


@lru_cache(maxsize=4096)  # every row of a table is asked whether it is a head
def _meaning(header: str) -> Meaning | None:
    plain = squeezed(header).strip("：:*＊")
    plain = re.sub(r"（(?:必填|选填|可填|可不填|多个用.*|盖章|公章|全称|简称|[^（）]*分隔[^（）]*)）", "", plain)
    if not plain or len(plain) > LONGEST_HEADER:
        return None
    for pattern, known in _COMPILED:
        if pattern.fullmatch(plain):
            return known
    bare = re.sub(r"（[^（）]*）$", "", plain)
    return _meaning(bare) if bare and bare != plain else None

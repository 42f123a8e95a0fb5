"""What the head of a table means: header words matched by meaning, in any order, over one or two rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from models.rules.circular_grid import Row
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
            r"(?:上月|上期|上次|前期)(?:工作)?(?:进展|情况|进度|完成情况|报送情况|进展情况|内容).*|lastprogress|previousprogress|last(?:month|round).*|previous.*",
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
            r"(?:工作|具体|业务)?(?:联络员|联系人|对接人|联络人|经办人|填报人)(?:姓名|员|及职务|（姓名）)?(?:[及和、](?:职务|姓名|联系|电话|手机|号码|方式)+)*|liaison(?:name|officer)?",
        ),
        (
            Column.LEADER,
            3,
            r"(?:分管|主管|主要|责任|单位|负责)(?:的)?领导(?:姓名|同志|及职务)?(?:[及和、](?:职务|姓名|联系|电话|手机|号码|方式)+)*|(?:分管)?负责人(?:姓名)?|leader(?:name)?",
        ),
        (Column.NAME, 3, r"(?:人员)?姓名|名字|fullname|name"),
        (
            Column.SUPPORT,
            4,
            r".*(?:配合|协办|协同|参与|参加|协作|会办|协助|支持|配合责任)(?:责任)?(?:单位|部门|地区|县区|主体|处室|科室|方).*|(?:配合|协办|协同|参与|协助)|.*(?:support|cooperat|assist).*",
        ),
        (
            Column.LEAD,
            5,
            r".*(?:牵头|主办|主责|首办|第一责任|主要责任).*(?:单位|部门|地区|县区|主体|处室|科室|方).*|牵头|主办|(?:lead|responsible)(?:ing)?(?:unit|department|office|body|bodie)?s?|.*leadunit.*",
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
            r"(?:任务|工作|所属|一级|重点|主要|改革)*(?:大类|板块|领域|大项|部分|篇章|类别|分类|类型|条线|专项|一级标题|一级指标|一级目录|一级任务)|parts?|categor(?:y|ies)|section",
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
            r"(?:主要|重点|工作|目标|年度|细化|分解|落实|改革|推进)*(?:举措|措施|工作举措|工作措施|工作任务|事项)|(?:key|main|specific|work)*(?:text|task|tasktext|content|description)s?",
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
_LONGEST_HEADER = 24
"""A header is a word, not a sentence."""


def meaning(header: str) -> Meaning | None:
    """Return what a header word means; None for anything that is no known header word."""
    return _meaning(header) if len(header) <= 4 * _LONGEST_HEADER else None


@lru_cache(maxsize=4096)  # every row of a table is asked whether it is a head
def _meaning(header: str) -> Meaning | None:
    plain = squeezed(header).strip("：:*＊")
    plain = re.sub(r"（(?:必填|选填|可填|可不填|多个用.*|盖章|公章|全称|简称|[^（）]*分隔[^（）]*)）", "", plain)
    if not plain or len(plain) > _LONGEST_HEADER:
        return None
    for pattern, known in _COMPILED:
        if pattern.fullmatch(plain):
            return known
    bare = re.sub(r"（[^（）]*）$", "", plain)
    return _meaning(bare) if bare and bare != plain else None


@dataclass(frozen=True, slots=True)
class Head:
    """A table's head: the column's place for each meaning, the unread columns with their words, and how many columns it spans.

    `more` holds further columns of units (责任单位1, 责任单位2; one head merged over several columns).
    """

    columns: Mapping[Column, int]
    unread: tuple[str, ...]
    width: int
    words: tuple[str, ...]
    more: Mapping[Column, tuple[int, ...]] = field(default_factory=dict)

    def __contains__(self, column: Column) -> bool:
        """Whether the table has such a column."""
        return column in self.columns

    def all_of(self, column: Column) -> tuple[int, ...]:
        """Every place of a column; none where the table has none."""
        first = self.columns.get(column)
        return () if first is None else (first, *self.more.get(column, ()))

    def is_repeated_by(self, row: Row) -> bool:
        """Whether a row says these header words again (a new page)."""
        texts = [squeezed(row.cells[index].text) for index in range(len(row.cells)) if row.cells[index].text]
        return bool(texts) and [word for word in self.words if word] == texts


_FEWEST_HEADERS = 2


def read_head(rows: Sequence[Row], at: int) -> tuple[Head, int] | None:
    """Read a head that begins at row `at`: returns it and how many rows it takes (1 or 2), or None where no head begins."""
    row = rows[at]
    if row.paragraph or len(row.filled) < _FEWEST_HEADERS:
        return None
    upper = _meanings(row)
    if not _is_head(row, upper):
        return None
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is not None and below.table == row.table and len(below.cells) == len(row.cells):
        lower = _meanings(below)
        merged_down = sum(cell.below for cell in below.cells)
        merged_beside = any(cell.beside for cell in row.cells)
        fresh = [index for index, cell in enumerate(below.cells) if cell.own]
        if fresh and (merged_down or merged_beside) and all(lower[index] is not None for index in fresh):
            words = [
                squeezed(below.cells[index].text or cell.text)
                if index in fresh or not below.cells[index].text
                else squeezed(cell.text)
                for index, cell in enumerate(row.cells)
            ]
            both = [low if index in fresh else up for index, (up, low) in enumerate(zip(upper, lower, strict=True))]
            return _assigned(both, words, [cell.text for cell in row.cells]), 2
    return _assigned(upper, [squeezed(cell.text) if not cell.beside else "" for cell in row.cells], []), 1


_OVER_SEVERAL = frozenset({Column.TEXT, Column.LEAD, Column.SUPPORT})


def _meanings(row: Row) -> list[Meaning | None]:
    found = [meaning(cell.text) for cell in row.cells]
    # 主要任务 over two columns heads both levels, 配合单位 over three lists units in each; any other merged head belongs to its
    # first column.
    return [
        known if known is not None and (not cell.beside or known.column in _OVER_SEVERAL) else None
        for cell, known in zip(row.cells, found, strict=True)
    ]


def _is_head(row: Row, meanings: list[Meaning | None]) -> bool:
    known = [found for found, cell in zip(meanings, row.cells, strict=True) if found is not None and not cell.beside]
    kinds = {found.column for found in known} - {Column.OTHER}
    # Most of what the row says are header words, of at least two kinds; or all are, as in 重点工作 | 主要内容 | 具体工作内容.
    varied = len(kinds) >= _FEWEST_HEADERS or (kinds == {Column.TEXT} and len(known) == len(row.filled))
    return (
        varied
        and len(known) * 2 >= len(row.filled)
        and not any(len(squeezed(row.cells[i].text)) > 2 * _LONGEST_HEADER for i in row.filled)
    )


_SEVERAL = frozenset({Column.TEXT, Column.LEAD, Column.SUPPORT, Column.PHONE, Column.NAME, Column.PROGRESS})
"""Columns a table may have more than one of; of any other the surest is read."""


def _assigned(meanings: Sequence[Meaning | None], words: Sequence[str], above: Sequence[str]) -> Head:
    columns: dict[Column, int] = {}
    unread: list[int] = []
    places: dict[Column, list[int]] = {}
    weights: dict[int, int] = {}
    for index, found in enumerate(meanings):
        if found is not None and found.column is not Column.OTHER:
            places.setdefault(found.column, []).append(index)
            weights[index] = found.weight
        elif words[index]:
            unread.append(index)

    def weighed(column: Column) -> list[tuple[int, int]]:
        return [(weights[index], index) for index in places.get(column, ())]

    for column, indexes in places.items():
        if column not in _SEVERAL:
            columns[column] = max(indexes, key=lambda index: (weights[index], -index))
            unread += [index for index in indexes if index != columns[column]]
    _assign_progress(columns, places.get(Column.PROGRESS, []), unread, words)
    more = _assign_units(columns, weighed(Column.LEAD), places.get(Column.SUPPORT, []), words)
    _assign_texts(columns, weighed(Column.TEXT), unread)
    _assign_names(columns, places.get(Column.NAME, []), unread, above)
    _assign_phones(columns, places.get(Column.PHONE, []), unread, above)
    return Head(columns, tuple(words[index] for index in sorted(unread)), len(meanings), tuple(words), more)


def _assign_progress(columns: dict[Column, int], progress: list[int], unread: list[int], words: Sequence[str]) -> None:
    """工作进展情况 beside 完成情况: what was done, and whether it is done."""
    if not progress:
        return
    stated = [index for index in progress if words[index].startswith("完成")]
    told = [index for index in progress if index not in stated] or stated
    columns[Column.PROGRESS] = told[0]
    rest = [index for index in progress if index != told[0]]
    if rest and rest[0] in stated and Column.STATUS not in columns:
        columns[Column.STATUS] = rest.pop(0)
    unread += rest


def _assign_units(
    columns: dict[Column, int], leads: list[tuple[int, int]], supports: list[int], words: Sequence[str]
) -> dict[Column, tuple[int, ...]]:
    """Say which columns hold lead units and which supporting ones; returns those beyond the first of each."""
    lead_columns: list[int] = []
    if leads:
        best = max(leads, key=lambda lead: (lead[0], -lead[1]))[1]
        alike = [index for _, index in leads if _without_ordinal(words[index]) in {_without_ordinal(words[best]), ""}]
        others = [index for _, index in leads if index not in alike]
        lead_columns = [best, *(index for index in alike if index != best)]
        # 牵头单位 beside 责任单位: who leads, and who else answers for it; with 配合单位 beside both, they are all responsible.
        if supports:
            lead_columns += others
        else:
            supports = others
    more = {}
    for column, indexes in ((Column.LEAD, lead_columns), (Column.SUPPORT, supports)):
        if indexes:
            columns[column] = indexes[0]
            more[column] = tuple(indexes[1:])
    return {column: indexes for column, indexes in more.items() if indexes}


def _without_ordinal(word: str) -> str:
    """Return 责任单位 for 责任单位1, 第二责任单位 or 责任单位（二）; nothing for the second column of a merged head."""
    return re.sub(r"^第[一二三四五六七八九十1-9]+|（?[0-9一二三四五六七八九十①-⑩]+）?$", "", word)


def _assign_texts(columns: dict[Column, int], texts: list[tuple[int, int]], unread: list[int]) -> None:
    """Let the most particular of several text columns hold the task; those left of it are the headings above it."""
    if not texts:
        if Column.TITLE in columns and Column.NUMBER in columns:
            columns[Column.TEXT] = columns.pop(Column.TITLE)  # 任务名称 is all the table has
        return
    best = max(texts)[1]  # of equal ones, the rightmost
    columns[Column.TEXT] = best
    headings = [index for _, index in texts if index != best]
    left = [index for index in headings if index < best]
    unread += [index for index in headings if index > best]
    free = [column for column in (Column.PART, Column.MEASURE) if column not in columns]
    if len(left) == 1 and Column.MEASURE in free:
        columns[Column.MEASURE] = left.pop()
    for index in left:
        if free:
            columns[free.pop(0)] = index
        else:
            unread.append(index)


def _assign_names(columns: dict[Column, int], names: list[int], unread: list[int], above: Sequence[str]) -> None:
    """姓名 is of the person its upper header names; in a list with no other person, of the liaison."""
    for index in names:
        upper = meaning(above[index]) if above else None
        column = upper.column if upper is not None and upper.column is Column.LEADER else Column.LIAISON
        if column in columns:
            unread.append(index)
        else:
            columns[column] = index


def _assign_phones(columns: dict[Column, int], phones: list[int], unread: list[int], above: Sequence[str]) -> None:
    """联系电话 belongs to the person named left of it, or to the one its upper header names."""
    for index in phones:
        people = {
            columns[person]: phone
            for person, phone in ((Column.LEADER, Column.LEADER_PHONE), (Column.LIAISON, Column.LIAISON_PHONE))
            if person in columns and phone not in columns and columns[person] < index
        }
        upper = meaning(above[index]) if above else None
        if upper is not None and upper.column is Column.LEADER:
            columns.setdefault(Column.LEADER_PHONE, index)
        elif upper is not None and upper.column is Column.LIAISON:
            columns.setdefault(Column.LIAISON_PHONE, index)
        elif people:
            columns[people[max(people)]] = index
        elif Column.OFFICE_PHONE not in columns and Column.UNIT in columns:
            columns[Column.OFFICE_PHONE] = index
        else:
            unread.append(index)

"""What a circular is called: 关于印发…的通知, the heading above its table, a notice's 《…》, a sheet's or file's name."""

import re
from collections.abc import Sequence
from itertools import pairwise

from models.rules.circular_lines import Line
from models.rules.circular_words import one_line, squeezed

_ISSUE_TITLE = re.compile(r"(?:关于|^)(?:印发|下发|制发|转发|公布)(?P<what>.{2,120}?)的?通知$")
_NOTICE = re.compile(r"(?:^|(?<=[委府办室局厅会]))关于(?P<what>[^。；，]{4,80}?)(?:责任分工|任务分解|任务分工)?的通知$")
_QUOTED_NOTICE = re.compile(r"《(?P<what>[^《》]{4,80})》[^。；，《》]{0,12}的通知$")
_BOOK_TITLE = re.compile(r"^(?:[^《》]{0,30})?《(?P<title>[^《》]{4,80}(?:〈[^〉]*〉[^《》]*)?)》")
_TITLE_WORDS = re.compile(
    r"(?:要点|清单|分工|分工表|分解表|任务表|计划|方案|台账|任务书|责任表|目标|项目表|安排|一览表|工作表)(?:（[^（）]*）)?$"
)
_DIVISION = re.compile(
    r"(?<=要点|计划|报告)(?:的)?(?:责任|任务|重点|工作|目标)*(?:分工|分解|责任)(?:落实)?(?:一览)?(?:表|方案|清单|台账)?(?:（[^（）]*）)?$"
)
"""What a table's title says beyond the plan's name: …工作要点责任分工表."""
_ATTACHMENT = re.compile(r"^[-•·]?附件[0-9一二三四五六七八九十]*[:：]?")


def find_title(lines: Sequence[Line], *, sheet_name: str = "", file_stem: str = "") -> str:
    """Return the plan's name: what 关于印发… names, else the heading nearest above the table, else the sheet's or file's name."""
    return _said_title(lines) or _tidy_title(_named(sheet_name)) or _tidy_title(_named(file_stem) or _dated(file_stem))


def _said_title(lines: Sequence[Line]) -> str:
    for start in range(len(lines)):
        joined = ""
        for line in lines[start : start + 4]:  # a heading may be broken over lines
            joined = one_line(joined + line.text)
            if not re.match(
                r"^[^。；，]{0,40}?(?:关于)?(?:印发|下发|制发|转发|公布)", joined
            ) and not line.text.startswith("关于"):
                break
            match = _ISSUE_TITLE.search(joined)
            if match:
                return _inner_title(match["what"])
            if "。" in joined:
                break
    return _heading_title(lines) or _notice_title(lines) or _heading_title(lines, in_list=True)


def _heading_title(lines: Sequence[Line], *, in_list: bool = False) -> str:
    """Return the heading nearest above the table, or (附件：…) the last of the attachments named that could be one."""
    found = ""
    for before, line in pairwise([None, *lines]):
        if line is None:
            continue
        text = _ATTACHMENT.sub("", line.text) if in_list else line.text
        if not _TITLE_WORDS.search(text.rstrip("》")) or len(text) > 80 or is_running(text):  # noqa: PLR2004
            continue
        # 某某市2031年 / 工作要点: a heading broken over two lines.
        broken = (
            before is not None
            and find_year(text) is None
            and re.fullmatch("[^。；，：:]{0,30}20[0-9]{2}年?度?", before.text)
        )
        found = f"{before.text}{text}" if before is not None and broken else text
    return _tidy_title(found)


def _notice_title(lines: Sequence[Line]) -> str:
    """Return what a notice is about, where it is no 关于印发…的通知."""
    for line in lines:
        if len(line.text) > 120:  # noqa: PLR2004 - no title is that long
            continue
        quoted = _QUOTED_NOTICE.search(line.text)
        if quoted:
            return one_line(quoted["what"])
        about = _NOTICE.search(line.text)
        if about:
            plan = _TITLE_WORDS.search(about["what"])
            return about["what"] if plan else f"关于{about['what']}的通知"
    return ""


def is_running(text: str) -> bool:
    """Whether a line is running text or an item of a list, and so neither a heading nor a signature."""
    return bool(re.search("[。；，]|^附件[0-9一二三四五六七八九十]*[:：]|^[-•0-9]", text)) and not re.match(
        "^20[0-9]{2}年", text
    )


def _inner_title(what: str) -> str:
    match = _BOOK_TITLE.match(what)
    return one_line(match["title"] if match else what)


def _tidy_title(heading: str) -> str:
    heading = _ATTACHMENT.sub("", one_line(heading)).strip()
    match = re.match(
        r"^《([^《》]{4,80})》(?:责任|任务|重点|工作|目标)*(?:分工|分解|清单|台账|任务)*(?:表|方案|清单)?(?:（[^（）]*）)?$",
        heading,
    )
    return match[1] if match else _DIVISION.sub("", heading)


def _dated(name: str) -> str:
    """Return a file's name when it names a year, as plans do."""
    return name if find_year(name) else ""


def _named(name: str) -> str:
    """Return a sheet's or file's name, when it names a plan and not just Sheet1."""
    return name if _TITLE_WORDS.search(squeezed(name)) else ""


def find_year(text: str) -> int | None:
    """Return the first year of this century a text names in digits."""
    match = re.search(r"(?<![0-9])(20[0-9]{2})(?![0-9])", text)
    return int(match[1]) if match else None

"""The labelled parts of a delayed task's answer: what is so, what stands in the way, what comes next."""

import re

from models.rules.replies.folding import fold
from models.rules.replies.patterns import late

__all__ = ["split_delay"]

_PROBLEMS = (
    "(?:存在的?(?:主要)?(?:问题|困难)(?:和困难|及困难|和原因|及原因)?|主要(?:问题|困难|原因)|(?:问题|困难)(?:和困难|和问题|与困难|及困难|及原因|和原因|及建议)?"
    "|(?:滞后|延误|具体|未完成)?原因|problems?|reasons?|issues?)"
)
_NEXT = (
    "(?:下一?步(?:工作)?(?:计划|打算|安排|举措|措施|思路)?|下月(?:工作)?(?:计划|打算|安排)|后续(?:计划|安排|措施|工作)|整改措施|(?:拟采取的?)?措施|打算|下步考虑"
    "|next\\s*steps?|next)"
)
_STATE = "(?:进展(?:情况)?|进度|完成情况|目前(?:情况|进展)|现状|情况|progress|status)"
_PART = late(
    f"(?:(?<=[\\n,，。;!?\\s])|^)[\\s*•·\\-(]*(?:[0-9一二三四五][.、)])?\\s*(?:(?P<problems>{_PROBLEMS})"
    f"|(?P<next>{_NEXT})|(?P<state>{_STATE}))\\)?\\s*(?::|是(?!否|不是)|为(?!了|主))\\s*"
    "|(?:(?<=[\\n,，。;!?\\s])|^)(?P<plan>(?=拟(?!定|订|好)|下一?步(?:将|拟|我|打算|计划|要|会|就)))",
    re.IGNORECASE,
)
_EDGE = " \t\n\r\u3000,，;；。、"


def split_delay(text: str) -> tuple[str, str, str]:
    """Split a delayed task's message into (text, problems, next step), each as written with its ends trimmed.

    Only labelled parts move: 问题：…, 困难：…, 原因：…, 下一步：…, and clauses that begin with 拟… or 下一步将….
    What is unlabelled stays in the text, to the full stop where nothing is labelled; parts of one kind are joined with
    a newline.
    """
    folded = fold(text)
    places = list(_PART.finditer(folded))
    if not places:
        return text.strip(), "", ""
    parts: dict[str, list[str]] = {"state": [], "problems": [], "next": []}
    parts["state"].append(text[: places[0].start()].strip(_EDGE))
    for place, match in enumerate(places):
        stop = places[place + 1].start() if place + 1 < len(places) else len(text)
        kind = "next" if match["plan"] is not None or match["next"] else "problems" if match["problems"] else "state"
        parts[kind].append(text[match.end() : stop].strip(_EDGE))
    joined = {kind: "\n".join(part for part in found if part) for kind, found in parts.items()}
    return joined["state"], joined["problems"], joined["next"]

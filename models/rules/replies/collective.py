"""Labels that stand for tasks without numbers: 其余, 其他, and those excepted by 除28外."""

import re

from models.rules.replies.cues import clause_cues
from models.rules.replies.named import Kind, Label, Named
from models.rules.replies.numerals import NUMERAL, numeral_value
from models.rules.replies.patterns import late
from models.rules.replies.sides import left_of
from models.rules.replies.values import Sender

__all__ = ["EXCEPT", "collective_labels", "enter_excepted"]

_CLAUSE_END = late("[,，。;!?\n…]")
_REST = late(
    "(?:其余|其它|其他|剩余|剩下|余下|别的|另(?=[一二两三四五六七八九十几0-9]+[项个条])|另外(?=几|[一二两三四五六七八九十0-9]{1,2}[项个条件]))的?(?:几|各|所有|全部"
    "|[0-9]{1,2}|[一二两三四五六七八九十]{1,2})?(?:项|个|条|件|号)?的?(?:任务|工作|事项|项目|编号)?(?=\\s*(?:[:,]|均|都|也|全|皆|一律|统一|暂|一切"
    "|本月|目前|照|仍|还|保持|的|没|无|未|尚|正|按|在|推进|有序|稳步|进展|已|完成|不变|同|老样|维持|持续|继续|滞后|进度|还行|还可以|正常|顺利|基本|就|各|on|in|no"
    "|done))|(?:the\\s+)?(?:rest|others|remaining(?:\\s+tasks?)?)(?=\\s+(?:as|on|in|no|are|is|all|done|not"
    "|still|under|remain|proceed|going)\\b)"
)
EXCEPT = late("(?:除开?了?|除去|除却|不算|不含|刨去)\\s*$")
_OUTSIDE = late("[^。;!?\n]{0,60}?(?:以外|之外|外)(?!国|事|办|地|资|贸|部)\\s*[,，:]?\\s*")
_AFTER_EXCEPT = late("\\s*[,，]?\\s*(?=(?:其余|其它|其他|剩余|剩下|余下|别的|均|都|全部|全|各项|一律|所有|皆|剩))")
_BUT = late("([^,，。;!?\n]{1,24})[,，]\\s*(?=其余|其它|其他|剩|余下|别的|另外|均|都|全|任务|第?[0-9]{1,2})")


def enter_excepted(folded: str, stop: int, named: Named, what: tuple[int, tuple[int, ...], tuple[int, ...]]) -> None:
    """Enter 除29（滞后）外，其余…: the excepted tasks, with a text of their own if they have one, then the rest."""
    start, single, ranged = what
    outside = _OUTSIDE.match(folded, stop)
    end = outside.end() if outside else stop
    own_words = folded[stop:end]
    inner = re.sub("(?:以外|之外|外)\\s*[,，:]?\\s*$", "", own_words).strip(" ,，") if outside else ""
    if inner and clause_cues(inner):
        place = folded.index(inner, stop)
        named.labels.append(Label(start, end, Kind.FIRST, single, ranged, (place, place + len(inner)), strong=True))
    else:
        named.labels.append(Label(start, end, Kind.EXCEPT, single, ranged))
    elsewhere = _BUT.match(folded, stop) if not outside else None
    if elsewhere:
        named.labels[-1] = Label(start, elsewhere.end(), Kind.FIRST, single, ranged, elsewhere.span(1), strong=True)
        end = elsewhere.end()
    after = _AFTER_EXCEPT.match(folded, end)
    place = after.end() if after else end
    if not _REST.match(folded, place):
        named.labels.append(Label(place, place, Kind.REST))


_HOW_MANY = late(f"({NUMERAL})(?:个|件|条|项)$")


def _is_rest(count: str, sender: Sender, named: set[int]) -> bool:
    """Whether 其余4个 counts the own tasks not named yet, and not the parts of one."""
    return numeral_value(count) == sum(number not in named for number in sender.own)


_PARTS = late("^(?:其余|剩余|剩下|余下)的$")
_COUNT_ENDS = late("[0-9一二两三四五六七八九十]+(?:个|家|台|处|栋|户|条|公里|亩|所|名|人|套|间|批|期)[,，]\\s*$")
_TO_BE_ASKED = late(
    "\\s*(?:我们?|我[局部])?(?:还|再|先|都)?(?:在|得|要|去|等我?)?(?:再|去)?(?:问|核实|确认|了解|催|等我)"
)
_ALL_OF = late("\\s*(?:[均都全皆]|一律|各项|任务)")
_CLAUSES = late("[。;\\n]")
_QUANTITY = late(
    "[一二三四五六七八九]成|[一大]半|部分|[0-9一二三四五六七八九十两]+(?:%|个|家|台|处|栋|户|条|公里|亩|所|名|人|套|间|批|期)"
)
"""An amount of a task's own parts: 剩下的 behind it are its other parts, not the sender's other tasks."""


_SEVERAL = 2
"""Whoever has one task means its parts by 其他."""


def collective_labels(folded: str, labels: list[Label], sender: Sender) -> list[Label]:
    """Return the labels of 其余, 其他 and the like, where they state something of tasks."""
    found: list[Label] = []
    if len(sender.own) < _SEVERAL:
        return found
    named = {number for label in labels for number in (*label.numbers, *label.ranged)}
    for match in _REST.finditer(folded):
        start = match.start()
        if left_of(folded, start) in {"inner", "lead"} and not re.search(
            "(?:外|但|而|另|且|至于|,)\\s*$", folded[max(0, start - 4) : start]
        ):
            continue
        if _PARTS.search(match.group()) and _QUANTITY.search(_CLAUSES.split(folded[max(0, start - 40) : start])[-1]):
            continue
        if _COUNT_ENDS.search(folded[max(0, start - 12) : start]) and not _ALL_OF.match(folded, match.end()):
            continue
        if (count := _HOW_MANY.search(match.group())) and not _is_rest(count[1], sender, named):
            continue
        stop = _CLAUSE_END.search(folded, match.end() + 1)
        clause = folded[match.end() : stop.end() + 24 if stop else len(folded)]
        if _TO_BE_ASKED.match(clause):
            continue
        if clause_cues(clause[:80]):
            found.append(Label(start, start, Kind.REST))
    return found

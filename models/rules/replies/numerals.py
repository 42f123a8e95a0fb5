"""Numbers as people write them: 28, ２８, 二十八, 廿八, 贰拾捌, 二八, 2️⃣8️⃣, ㉘."""

from dataclasses import dataclass

from models.rules.replies.patterns import late

__all__ = ["NUMERAL", "Number", "chinese_value", "numbers_in", "numeral_value"]

_DIGITS = {
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "两": 2,
    "○": 0,
}
_TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "卌": 40}
_HUNDREDS = "百佰"


def _circled() -> dict[str, int]:
    rows = ((0x2460, 1, 20), (0x3251, 21, 15), (0x32B1, 36, 15), (0x2474, 1, 20), (0x2488, 1, 20), (0x2776, 1, 10))
    values = {chr(start + i): first + i for start, first, count in rows for i in range(count)}
    values |= {chr(0x24EB + i): 11 + i for i in range(10)}
    values |= {chr(0x24F5 + i): 1 + i for i in range(10)} | {chr(0x2780 + i): 1 + i for i in range(10)}
    values |= {chr(0x278A + i): 1 + i for i in range(10)} | {chr(0x3220 + i): 1 + i for i in range(10)}
    values |= {chr(0x3280 + i): 1 + i for i in range(10)}
    return values | {"⓪": 0, "⓿": 0, "🔟": 10}


_CIRCLED = _circled()
_KEYCAP = "[0-9]\ufe0f?\u20e3"
_CHINESE_CHARACTERS = "".join(_DIGITS) + "".join(_TENS) + _HUNDREDS
NUMERAL = f"(?:(?:{_KEYCAP})+|[{''.join(_CIRCLED)}]|[0-9]++|[{_CHINESE_CHARACTERS}]++)"
"""One number in any writing, as a regular expression over folded text."""

_NUMERAL = late(NUMERAL)
_ONE_OF_RUN = late("(?:[二三四五贰叁肆伍]?[十拾]|[廿卅卌])[一二三四五六七八九壹贰叁肆伍陆柒捌玖]?(?![十拾])")
_RUN_TOGETHER = late(f"(?:{_ONE_OF_RUN.pattern}){{2,8}}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: where it stands and what it is worth. `chinese`: written in characters."""

    start: int
    end: int
    value: int
    chinese: bool = False
    circled: bool = False


def chinese_value(word: str) -> int | None:
    """Return the value of a Chinese numeral up to 999, also digit by digit (三五 = 35); None if it is none."""
    if not word or len(word) > 5:  # noqa: PLR2004 - 五百五十五 is the longest one below a thousand
        return None
    if all(character in _DIGITS for character in word):
        return int("".join(str(_DIGITS[character]) for character in word))
    total, held = 0, None
    last = 1000
    for character in word:
        if character in _DIGITS:
            if held:
                return None
            held = _DIGITS[character]
            continue
        unit = 100 if character in _HUNDREDS else _TENS[character]
        if unit >= last or (unit > 10 and unit < 100 and held):  # noqa: PLR2004 - the tens of 廿, 卅, 卌
            return None
        last = 10 if unit < 100 else 100  # noqa: PLR2004 - as above
        total += unit * (1 if held is None else held)
        held = None
    return total + (held or 0)


def numeral_value(word: str) -> int | None:
    """Return what one numeral matched by NUMERAL is worth; None where it is no number."""
    if word in _CIRCLED:
        return _CIRCLED[word]
    if word[0] in _DIGITS or word[0] in _TENS or word[0] in _HUNDREDS:
        return chinese_value(word)
    digits = "".join(character for character in word if "0" <= character <= "9")
    return int(digits) if len(digits) < 10 else None  # noqa: PLR2004 - longer ones are telephone or account numbers


def numbers_in(folded: str) -> list[Number]:
    """Return every number of a folded text, in order."""
    found = []
    for match in _NUMERAL.finditer(folded):
        word = match.group()
        value = numeral_value(word)
        circled = word in _CIRCLED
        if value is not None:
            found.append(Number(match.start(), match.end(), value, not circled and word[0] > "9", circled))
        elif word[0] > "9" and _RUN_TOGETHER.fullmatch(word):
            found.extend(
                Number(match.start() + part.start(), match.start() + part.end(), worth, chinese=True)
                for part in _ONE_OF_RUN.finditer(word)
                if (worth := chinese_value(part.group())) is not None
            )
    return found

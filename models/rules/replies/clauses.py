"""Cutting a text into clauses, as people write them: at marks, at blanks, before 但 and 目前."""

from models.rules.replies.emoji import CHEERS
from models.rules.replies.patterns import late

__all__ = ["clauses"]

_BREAK = late(
    r"[,，。;!?\n…\t|()\u2460-\u2473]+|(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])|(?<!\d)\.+(?!\d)|、(?=[已未正])|->|→|--+"
)
_TURN = late(
    "(?<=了)(?=(?:[本该此]项?)?任务(?:[已办]|完成))|(?<=.)(?=但是|但(?!愿)|不过(?!关)|然而|(?<!已)(?<!反)而(?!且|非|是|言)|只是|其中"
    "|(?<!截至)(?<!到)目前|眼下|如今)"
)


_SOFT = late(f"(?<=[一-鿿])(?:[啊呀哈哦噢呢嘛啦咯喽哟嘞哇喔咧\\s]|{CHEERS})+$")


_TWICE = late("^(.{2,8}?)\\1+$")


def clauses(folded: str) -> list[str]:
    """Cut a folded passage into clauses: at punctuation, at blanks beside Chinese characters, before 但/目前/其中."""
    parts: list[str] = []
    for piece in _BREAK.split(folded):
        if piece and piece.strip():
            parts.extend(
                _TWICE.sub(r"\1", _SOFT.sub("", part.strip()) or part.strip())
                for part in _TURN.split(piece)
                if part and part.strip()
            )
    return parts

"""Matter that does not belong in a chat: security markings and identity numbers (design, section 3, "Sensitive matter")."""

import re
import unicodedata

# A marking stands as a label: in brackets, before a star and a term, or as a line of its own; “保密工作” is ordinary work.
_MARKING = re.compile(
    r"[【\[(（《]\s*(?:绝密|机密|秘密|内部资料|内部文件|内部|涉密)[^】\])）》]{0,12}[】\])）》]"
    r"|(?:绝密|机密|秘密)\s*[★☆]"
    r"|^\s*(?:绝密|机密|秘密|内部资料|内部文件|密级)\s*(?:[:：].*)?$"
    r"|(?:密级|定密)\s*[:：]?\s*(?:绝密|机密|秘密|内部)"
    r"|(?:属于|系|为|标注|列为|定为)\s*(?:国家)?(?:绝密|机密|秘密)(?:级|文件|材料|事项|$|[，,。；;])",
    re.MULTILINE,
)
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def looks_sensitive(text: str) -> bool:
    """Tell whether a text carries a security marking, or an identity number whose check digit is right (GB 11643-1999)."""
    plain = unicodedata.normalize("NFKC", text)
    if _MARKING.search(plain):
        return True
    return any(_is_identity(match[0]) for match in _IDENTITY.finditer(plain))


def _is_identity(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return _CHECKS[total % 11] == number[17].upper()

"""Who plays: an admin, the office's people, and a liaison and two leaders for every unit. All of them are made up."""

from collections.abc import Sequence
from dataclasses import dataclass

from locales import t

ADMIN_ID = 900
CLERK_ID, DIRECTOR_ID = 901, 902
_FIRST_LIAISON_ID = 1001
_FIRST_LEADER_ID = 5001
_FIRST_SECOND_LEADER_ID = 6001
_FIRST_COLLEAGUE_ID = 7001

_SURNAMES = (
    ("方", "Fang"), ("程", "Cheng"), ("江", "Jiang"), ("汪", "Wang"), ("余", "Yu"), ("吴", "Wu"), ("黄", "Huang"),
    ("徐", "Xu"), ("郑", "Zheng"), ("曹", "Cao"), ("胡", "Hu"), ("叶", "Ye"), ("冯", "Feng"), ("石", "Shi"),
    ("邵", "Shao"), ("洪", "Hong"), ("查", "Zha"),
)  # fmt: skip
_GIVEN = (
    ("晓岚", "Xiaolan"), ("立新", "Lixin"), ("雨晴", "Yuqing"), ("建平", "Jianping"), ("思远", "Siyuan"),
    ("文静", "Wenjing"), ("国梁", "Guoliang"), ("若兰", "Ruolan"), ("志诚", "Zhicheng"), ("佳宁", "Jianing"),
    ("明哲", "Mingzhe"), ("玉洁", "Yujie"), ("海波", "Haibo"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with an account. `unit` is empty for the admin and the office's own people."""

    id: int
    name: str
    phone: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class UnitCast:
    """A unit's people: the liaison, who chats, the leaders whose names and phones the liaison gives, and a colleague.

    The colleague comes in where the liaison hands the post over, or shares it.
    """

    unit: str
    liaison: Actor
    leader: Actor
    second_leader: Actor
    colleague: Actor


def _name(number: int, language: str) -> str:
    # 17 surnames and 13 given names have no common factor: 221 numbers give 221 different people.
    surname, given = _SURNAMES[number % len(_SURNAMES)], _GIVEN[number % len(_GIVEN)]
    return f"{surname[0]}{given[0]}" if language.startswith("zh") else f"{surname[1]} {given[1]}"


def _phone(number: int) -> str:
    return f"138{number:08d}"


def cast_units(units: Sequence[str], language: str) -> dict[str, UnitCast]:
    """Give every unit its people, always the same for the same list."""
    return {
        unit: UnitCast(
            unit=unit,
            liaison=Actor(_FIRST_LIAISON_ID + number, _name(2 * number, language), _phone(2 * number + 1), unit),
            leader=Actor(_FIRST_LEADER_ID + number, _name(2 * number + 1, language), _phone(2 * number + 2), unit),
            second_leader=Actor(
                _FIRST_SECOND_LEADER_ID + number, _name(2 * number + 101, language), _phone(2 * number + 1002), unit
            ),
            colleague=Actor(
                _FIRST_COLLEAGUE_ID + number, _name(2 * number + 102, language), _phone(2 * number + 2001), unit
            ),
        )
        for number, unit in enumerate(units)
    }


def admin(language: str) -> Actor:
    """Return the admin."""
    return Actor(ADMIN_ID, t(language, "sandbox-admin-name"), "13800009000")


def office_people(language: str) -> list[Actor]:
    """Return the other members of the office's group."""
    names = (t(language, "sandbox-clerk-name"), t(language, "sandbox-director-name"))
    return [
        Actor(number, name, f"1380000{9000 + number}")
        for number, name in zip((CLERK_ID, DIRECTOR_ID), names, strict=True)
    ]

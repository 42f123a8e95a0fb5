"""The registration form of 附件3 as a conversation: which question comes next, and what an answer means."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
_LANDLINE = re.compile(
    r"(?:\+?86-?)?(0[0-9]{2,3}-?[2-9][0-9]{6,7}|[2-9][0-9]{6,7})(?:(?:-|转|ext\.?)([0-9]{1,6}))?", re.IGNORECASE
)
_PHONE_LIKE = re.compile(
    r"(?<![0-9])(?:\+?86[- ]?)?"
    r"(?:1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}|\(?0[0-9]{2,3}\)?[- ]?[2-9][0-9]{6,7}|[2-9][0-9]{6,7})(?![0-9])"
    r"(?: ?(?:-|转|ext\.?) ?[0-9]{1,6})?",
    re.IGNORECASE,
)
# What people copy along from the question, or from a sheet's heading, in front of the answer: 分管领导姓名：, Leader's phone:
_CHINESE_LABEL = (
    "分管领导|领导|联络员|联系人|对接人|联系电话|联系方式|办公电话|姓名|电话号码|电话|手机号码|手机号|手机|座机|本人"
)
_ENGLISH_LABEL = "(?:leader|liaison|name|phone|mobile|telephone|tel|number)(?:'s)?"
# The colon ends an English label; without one, "Name Smith" might be somebody's name.
_LABELS_IN_FRONT = re.compile(
    rf"(?:\s*(?:{_CHINESE_LABEL})(?:的)?)+\s*[:是为]?\s*|(?:\s*\b{_ENGLISH_LABEL})+\s*(?:is\b|[:.]|$)\s*", re.IGNORECASE
)
_LABEL_AT_END = re.compile(rf"(?:{_CHINESE_LABEL}|(?<=[\s,;:]){_ENGLISH_LABEL})\s*[:是为]?\s*$", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]+(?:[·.'\- ]+[^\W\d_]+)*\.?")
_AROUND = " \t\n,，、;；:：。."
NAME_LENGTH = 40


class RegistrationStep(StrEnum):
    """The question a registration is at."""

    LEADER_NAME = "leader_name"
    LEADER_PHONE = "leader_phone"
    LIAISON_NAME = "liaison_name"
    LIAISON_PHONE = "liaison_phone"
    COVERAGE = "coverage"
    TASKS = "tasks"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class RegistrationForm:
    """What has been said so far. `tasks` null with `covers_all` means every task of the unit."""

    unit_id: int
    leader_name: str = ""
    leader_phone: str = ""
    liaison_name: str = ""
    liaison_phone: str = ""
    covers_all: bool = False
    by_task: bool = False
    tasks: tuple[int, ...] = ()

    @property
    def step(self) -> RegistrationStep:
        """The first question without an answer."""
        for step in (
            RegistrationStep.LEADER_NAME,
            RegistrationStep.LEADER_PHONE,
            RegistrationStep.LIAISON_NAME,
            RegistrationStep.LIAISON_PHONE,
        ):
            if not getattr(self, step.value):
                return step
        if self.covers_all or self.tasks:
            return RegistrationStep.PREVIEW
        return RegistrationStep.TASKS if self.by_task else RegistrationStep.COVERAGE

    def to_json(self) -> dict[str, object]:
        """Return the form as a JSON object."""
        return {
            "unit_id": self.unit_id,
            "leader_name": self.leader_name,
            "leader_phone": self.leader_phone,
            "liaison_name": self.liaison_name,
            "liaison_phone": self.liaison_phone,
            "covers_all": self.covers_all,
            "by_task": self.by_task,
            "tasks": list(self.tasks),
        }


def form_from_json(value: Mapping[str, Any]) -> RegistrationForm:
    """Return the form that `to_json` wrote."""
    return RegistrationForm(**{**value, "tasks": tuple(value["tasks"])})


def _without_labels(text: str) -> str:
    """Return the answer without what stands in front of it, full-width forms folded."""
    plain = unicodedata.normalize("NFKC", text).strip(_AROUND)
    match = _LABELS_IN_FRONT.match(plain)
    return plain[match.end() :].strip(_AROUND) if match else plain


def read_phone(text: str) -> str | None:
    """Return a Chinese mobile or landline number in plain digits (a hyphen behind the area code and before an extension).

    None where the text is not one telephone number. Seven or eight digits without an area code are a local number.
    """
    compact = re.sub(r"[\s()]", "", _without_labels(text)).replace("—", "-").replace("–", "-")
    mobile = _MOBILE.fullmatch(compact.replace("-", ""))
    if mobile:
        return mobile[1]
    landline = _LANDLINE.fullmatch(compact)
    if not landline:
        return None
    number = landline[1]
    if number.startswith("0") and "-" not in number:
        area = 3 if number.startswith(("010", "02")) else 4
        number = f"{number[:area]}-{number[area:]}"
    return f"{number}-{landline[2]}" if landline[2] else number


def is_mobile(phone: str) -> bool:
    """Tell whether a telephone number is a mobile's, and so one person's."""
    return _MOBILE.fullmatch(phone) is not None


def read_name(text: str) -> str | None:
    """Return a person's name (letters of any script, a middle dot or blank inside), or None."""
    name = re.sub(r"\s+", " ", _without_labels(text))
    return name if 1 < len(name) <= NAME_LENGTH and _NAME.fullmatch(name) else None


def read_people(text: str) -> tuple[str, str, str, str] | None:
    """Return leader's name and phone, liaison's name and phone from one message holding all four, or None."""
    plain = unicodedata.normalize("NFKC", text)
    phones = list(_PHONE_LIKE.finditer(plain))
    if len(phones) != 2:  # noqa: PLR2004 - the leader's and the liaison's
        return None
    names = (plain[: phones[0].start()], plain[phones[0].end() : phones[1].start()])
    found = [read_name(_before_phone(part)) for part in names]
    numbers = [read_phone(match[0]) for match in phones]
    if plain[phones[1].end() :].strip(_AROUND + ")") or None in found or None in numbers:
        return None
    return (str(found[0]), str(numbers[0]), str(found[1]), str(numbers[1]))


def read_person(text: str) -> tuple[str | None, str | None]:
    """Return one person's name and phone from a message holding both, or either alone; None for what is not in it.

    (None, None) where the message is anything else.
    """
    plain = unicodedata.normalize("NFKC", text)
    phones = list(_PHONE_LIKE.finditer(plain))
    if not phones:
        # A whole number in a writing of its own (0798 850 0000) is still one.
        phone = read_phone(text)
        return (None, phone) if phone is not None else (read_name(text), None)
    if len(phones) > 1:
        return (None, None)
    match = phones[0]
    phone = read_phone(match[0])
    before, behind = _before_phone(plain[: match.start()]), plain[match.end() :].strip(_AROUND + "()")
    if before and behind:
        return (None, None)
    name = read_name(before or behind)
    if phone is None or (name is None and (before or behind)):
        return (None, None)
    return (name, phone)


def _before_phone(part: str) -> str:
    """Return what stands in front of a telephone number without the number's own label (张三，电话：)."""
    part = part.strip(_AROUND + "()")
    while match := _LABEL_AT_END.search(part):
        part = part[: match.start()].strip(_AROUND + "()")
    return part


def answer_form(form: RegistrationForm, text: str) -> RegistrationForm | None:
    """Return the form with `text` taken as the answer to its question, or None if the text does not answer it.

    All four in one message are understood at any of the first four questions.
    """
    step = form.step
    if step in (RegistrationStep.COVERAGE, RegistrationStep.TASKS, RegistrationStep.PREVIEW):
        return None
    people = read_people(text)
    if people is not None:
        return replace(
            form, leader_name=people[0], leader_phone=people[1], liaison_name=people[2], liaison_phone=people[3]
        )
    read = read_name if step in (RegistrationStep.LEADER_NAME, RegistrationStep.LIAISON_NAME) else read_phone
    value = read(text)
    return None if value is None else form_from_json({**form.to_json(), step.value: value})


def mask_phone(phone: str) -> str:
    """Return a phone number fit for a list: 138****0000."""
    if len(phone) > 7:  # noqa: PLR2004 - shapes of numbers
        return f"{phone[:3]}****{phone[-4:]}"
    return f"{phone[:1]}****{phone[-2:]}" if len(phone) > 4 else "****"  # noqa: PLR2004 - as above

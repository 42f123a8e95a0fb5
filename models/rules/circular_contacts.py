"""Whom a circular names for questions: a person, a telephone, a mail address."""

import re
from collections.abc import Mapping, Sequence

from models.rules.circular_lines import Line
from models.rules.circulars import Contact

_PHONE = re.compile(r"(?<![0-9])(?:0[0-9]{2,3}[-—－ ]?)?[0-9]{7,12}(?![0-9@])")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_NAMED = re.compile(
    r"(?:联系人|联络人)(?:及(?:联系)?电话|及联系方式)?[:：]\s*(?P<name>[\u4e00-\u9fff·]{2,6}?)"
    r"(?=[，,；;、。：:（()） ]|联系|电话|手机|办公|邮箱|传真|[0-9A-Za-z]|$)"
)
_PHONE_LABEL = re.compile(r"(?:联系|咨询|报送|办公)(?:电话|方式)[:：]")
_MAIL_LABEL = re.compile(r"(?:邮箱|邮件|信箱)(?:地址)?[:：为是]?")


def find_contact(lines: Sequence[Line], fields: Mapping[str, str]) -> Contact:
    """Return the contact of a circular; `fields` (of a template) come first."""
    name, phone, mail = (fields.get(key, "") for key in ("contact_name", "contact_phone", "contact_mail"))
    named = next(((line.text, found) for line in lines if (found := _NAMED.search(line.text))), None)
    if named is not None:
        text, found = named
        number, address = _PHONE.search(text, found.end()), _MAIL.search(text, found.end())
        name, phone, mail = (
            name or found["name"],
            phone or (number[0].strip() if number else ""),
            mail or (address[0] if address else ""),
        )
    for line in lines:
        if not line.before_table:
            break
        label = _PHONE_LABEL.search(line.text) if not phone else None
        number = _PHONE.match(line.text, label.end()) if label else None
        phone = phone or (number[0].strip() if number else "")
        label = _MAIL_LABEL.search(line.text) if not mail else None
        address = _MAIL.match(line.text, label.end()) if label else None
        mail = mail or (address[0] if address else "")
    return Contact(name, phone, mail)

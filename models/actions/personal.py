"""The file in which a person gets everything that is stored about the own person."""

import json

from sqlmodel import Session

from locales import t
from models.store.personal import personal_data


def personal_file(session: Session, person_id: int, language: str) -> tuple[str, bytes]:
    """Return the file's name and its JSON, UTF-8, readable as it stands."""
    values = personal_data(session, person_id)
    return t(language, "file-person-json"), json.dumps(values, ensure_ascii=False, indent=2).encode()

"""Remarks on a text as it was read."""

import pytest

from locales import LANGUAGES
from models.messages import remarks
from tests.models.messages.markup import check


@pytest.mark.parametrize("language", LANGUAGES)
def test_remarks_alone_fit_a_message_however_many_there_are(language: str) -> None:
    made = remarks.plain_remarks([remarks.asked(language, "没有编号的一段" * 60) for _ in range(30)])
    check(made)

"""A digest or a ledger of ours that is sent back is known for what it is, and never read as a plan or as somebody's sheet."""

from collections.abc import Callable

import pytest

from locales import LANGUAGES
from models.documents.annual import annual_docx
from models.documents.digest import digest_docx
from models.documents.ledger import ledger_xlsx
from models.documents.summary import summary_docx
from models.readers import PlanFile, read_file
from models.rules.circulars import UnreadableFileError
from models.rules.digests import Digest
from tests.models.documents.offices import digest as an_office
from tests.models.readers.plans import csv_bytes

MAKERS: dict[str, Callable[[Digest, str], bytes]] = {
    "digest.docx": digest_docx,
    "summary.docx": summary_docx,
    "annual.docx": lambda digest, language: annual_docx([digest, digest], language),
    "ledger.xlsx": lambda digest, language: ledger_xlsx([digest], language),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(MAKERS))
def test_what_we_have_made_is_refused_as_ours(name: str, language: str) -> None:
    content = MAKERS[name](an_office(8), language)
    with pytest.raises(UnreadableFileError, match="own-"):
        read_file(name, content)


@pytest.mark.parametrize(
    "title", ["2024年重点工作任务台账", "某市2024年工作要点任务台账（2024年6月）", "2024年工作要点进展情况"]
)
def test_a_plan_that_is_titled_like_it_is_still_a_plan(title: str) -> None:
    rows = [["任务编号", "具体任务", "责任单位"], ["1", "办一件事。", "市文旅局"], ["2", "再办一件。", "市商务局"]]
    content = title.encode() + b"\n" + csv_bytes(rows).removeprefix(b"\xef\xbb\xbf")
    assert isinstance(read_file("plan.csv", content), PlanFile)

"""The tasks of a plan in a document: under the headings of their parts and measures, numbered as the circular numbers them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from locales import t
from models.documents.cleaning import plain
from models.documents.official import OfficialDocument
from models.documents.wording import numeral
from models.rules.digests import TaskLine


def headed(
    document: OfficialDocument, lines: Iterable[TaskLine], plan: Sequence[TaskLine], language: str
) -> Iterator[TaskLine]:
    """Give `lines` one after the other, each once the headings it stands under in the whole `plan` are written."""
    parts = {part: number for number, part in enumerate(dict.fromkeys(line.part for line in plan), start=1)}
    measures = {
        key: number for number, key in enumerate(dict.fromkeys((line.part, line.measure) for line in plan), start=1)
    }
    for part, of_part in groupby(lines, key=lambda line: line.part):
        if part:
            document.heading(1, t(language, "digest-part", numeral=numeral(language, parts[part]), part=plain(part)))
        for measure, of_measure in groupby(of_part, key=lambda line: line.measure):
            if measure:
                number = numeral(language, measures[part, measure])
                document.heading(2, t(language, "digest-measure", numeral=number, measure=plain(measure)))
            yield from of_measure

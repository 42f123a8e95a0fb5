"""A data call's result as one document: what every unit sent, in the order the units were asked."""

from locales import t
from models.documents.cleaning import plain, tidy
from models.documents.official import OfficialDocument
from models.documents.wording import day_words, listed, moment_words, numeral
from models.rules.data_calls import Collection, Material


def collection_docx(collection: Collection, language: str) -> bytes:
    """Return what a data call brought in as .docx in the layout of GB/T 9704-2012; files are named, not enclosed."""
    title = t(language, "collection-title", title=plain(collection.title))
    document = OfficialDocument(language, title, collection.office, collection.made_at)
    document.title(title)
    moment = moment_words(language, collection.made_at, collection.zone)
    document.under_title(t(language, "digest-as-of-final", moment=moment))
    came = [material for material in collection.materials if _has_come(material)]
    document.body(
        t(
            language,
            "collection-counts",
            expected=len(collection.materials),
            answered=len(came),
            late=sum(not material.on_time for material in came),
            owed=len(collection.materials) - len(came),
        )
    )
    for number, material in enumerate(collection.materials, start=1):
        late = _has_come(material) and not material.on_time
        heading = "collection-unit-late" if late else "collection-unit"
        document.heading(1, t(language, heading, numeral=numeral(language, number), unit=plain(material.unit)))
        if not _has_come(material):
            document.body(t(language, "collection-nothing-yet"))
        if paragraphs := tidy(material.text):
            document.body(*paragraphs)
        if material.files:
            files = listed(language, (plain(name) for name in material.files))
            document.body(files, label=t(language, "collection-files"))
    document.signature(collection.office, day_words(language, collection.made_at, collection.zone))
    return document.to_bytes()


def _has_come(material: Material) -> bool:
    return bool(material.text.strip() or material.files)

"""The sheet in which an office writes a plan, or completes one whose units are not assigned yet, to be imported."""

from locales import t
from models.documents.workbook import NOTE, TITLE, Look, WorkbookMaker
from models.rules.circulars import Circular, Task

_EMPTY_ROWS = 60
_NO_HEADING = "—"
"""Says that a task stands under no heading, where an empty cell would mean the heading above."""
_LABEL: Look = {"bold": True, "border": 0, "text_wrap": False}
_VALUE: Look = {"border": 0, "text_wrap": False}


def plan_template_xlsx(circular: Circular | None, language: str) -> bytes:
    """Return the plan template as .xlsx: empty without a circular, else filled with it.

    Above the table stand labels and values (title, document number, dates, contact); `read_file` reads the same plan back.
    """
    tasks = circular.tasks if circular else ()
    book = WorkbookMaker(language, t(language, "template-title"), rows=len(tasks))
    page = book.sheet(t(language, "template-title"))
    book.text(page, 0, 0, t(language, "template-title"), TITLE)
    book.text(page, 1, 0, t(language, "template-how"), NOTE)
    fields = _fields(circular, language)
    for row, (label, value) in enumerate(fields, start=2):
        book.text(page, row, 0, label, _LABEL)
        book.text(page, row, 1, value, _VALUE)
    head_row = len(fields) + 3
    heads = [
        (t(language, "template-column-part"), 22.0),
        (t(language, "template-column-measure"), 22.0),
        (t(language, "template-column-number"), 10.0),
        (t(language, "template-column-short-title"), 20.0),
        (t(language, "template-column-text"), 60.0),
        (t(language, "template-column-lead"), 28.0),
        (t(language, "template-column-support"), 36.0),
    ]
    book.head(page, head_row, heads)
    page.freeze_panes(head_row + 1, 0)
    rows = [_cells(task) for task in tasks] or [("",) * len(heads)] * _EMPTY_ROWS
    number_column = 2
    for row, cells in enumerate(rows, start=head_row + 1):
        for column, text in enumerate(cells):
            if column == number_column and text:
                book.number(page, row, column, int(text))
            else:
                book.text(page, row, column, text)
        book.fit(page, row)
    return book.to_bytes()


def _cells(task: Task) -> tuple[str, ...]:
    return (
        task.part or _NO_HEADING,
        task.measure or _NO_HEADING,
        str(task.number),
        task.title or "",
        task.text,
        "、".join(task.lead),
        "、".join(task.support),
    )


def _fields(circular: Circular | None, language: str) -> list[tuple[str, str]]:
    plan = circular or Circular(title="", code="", tasks=())
    moment = plan.registration_due_at
    return [
        (t(language, "template-field-title"), plan.title),
        (t(language, "template-field-code"), plan.code),
        (t(language, "template-field-document-no"), plan.document_no),
        (t(language, "template-field-issuer"), plan.issuer),
        (t(language, "template-field-issued-on"), plan.issued_on.isoformat() if plan.issued_on else ""),
        (t(language, "template-field-due-day"), str(plan.due_day) if plan.due_day else ""),
        (t(language, "template-field-due-time"), f"{plan.due_time:%H:%M}" if plan.due_time else ""),
        (t(language, "template-field-registration"), f"{moment:%Y-%m-%d %H:%M}" if moment else ""),
        (t(language, "template-field-contact-name"), plan.contact.name),
        (t(language, "template-field-contact-phone"), plan.contact.phone),
        (t(language, "template-field-contact-mail"), plan.contact.mail),
    ]

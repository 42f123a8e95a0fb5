"""Whatever a file holds, the answer is a value or the one refusal, soon, and the child is the only thing that suffers."""

import io
import os
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.readers import LARGEST_FILE, PlanFile, UnreadableFileError, confined, read_confined, read_file, say_refusal
from models.rules.units import KnownUnit, UnitBook
from tests.models.readers.plans import docx_bytes, synthetic_tasks, table_rows, text_bytes, xlsx_bytes

ROWS = table_rows(synthetic_tasks())
XLSX = xlsx_bytes(ROWS)
DOCX = docx_bytes(ROWS)


def refused(content: bytes, name: str = "x") -> str:
    """Return the key of the refusal, which both languages can say."""
    with pytest.raises(UnreadableFileError) as caught:
        read_file(name, content)
    assert say_refusal(caught.value, "zh-CN")
    assert say_refusal(caught.value, "en")
    return caught.value.key


def changed(content: bytes, part: str, text: bytes, *, name: str | None = None) -> bytes:
    """Return the archive with one part's bytes replaced, or a part added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, text if info.filename == part and name is None else old.read(info.filename))
        if name is not None:
            new.writestr(name, text)
    return stream.getvalue()


def sheet_xml(inner: str, head: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?>{head}<worksheet xmlns="{space}"><sheetData>{inner}</sheetData></worksheet>'.encode()


SHEET = "xl/worksheets/sheet1.xml"


def test_documents_types_and_entities_are_refused_before_a_parser_sees_them() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
    outside = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>'
    for head in (bomb, outside):
        assert refused(changed(XLSX, SHEET, sheet_xml(cell, head))) == "readers-bad-entities"
        assert (
            refused(changed(DOCX, "word/document.xml", f'<?xml version="1.0"?>{head}<a>&b;</a>'.encode()))
            == "readers-bad-entities"
        )
    sixteen = ('<?xml version="1.0" encoding="utf-16"?>' + bomb + "<a>&c;</a>").encode("utf-16")
    assert refused(changed(DOCX, "word/document.xml", sixteen)) == "readers-bad-entities"


def test_a_zip_bomb_is_refused_by_its_ratio_and_by_its_size() -> None:
    assert refused(changed(XLSX, "", b"0" * 40_000_000, name="xl/media/a.bin")) == "readers-bad-bomb"
    noise = os.urandom(64).hex().encode()
    assert refused(changed(XLSX, "", b"<a>" + noise * 400_000 + b"</a>", name="xl/styles2.xml")) == "readers-bad-bomb"


def test_paths_out_of_the_archive_are_refused() -> None:
    for name in ("../../etc/passwd", "/etc/passwd", "xl/..\\..\\a.xml", "C:\\a.xml"):
        assert refused(changed(XLSX, "", b"<a/>", name=name)) == "readers-bad-path"


def test_a_million_rows_and_far_cells_are_refused() -> None:
    million = "".join(f'<row r="{n}"/>' for n in range(1, 1_000_001))
    assert refused(changed(XLSX, SHEET, sheet_xml(million))) in {"readers-bad-too-many-rows", "readers-bad-bomb"}
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refused(changed(XLSX, SHEET, sheet_xml(far))) == "readers-bad-far-cell"


def test_areas_merged_or_linked_over_the_whole_sheet_are_refused() -> None:
    # openpyxl makes an object of every cell under such an area.
    for area in (
        '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="a"/></hyperlinks>',
    ):
        xml = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
            b"</sheetData>", b"</sheetData>" + area.encode()
        )
        assert refused(changed(XLSX, SHEET, xml)) == "readers-bad-far-cell"


@pytest.mark.parametrize("content", [XLSX, DOCX])
def test_truncated_and_damaged_archives_are_refused(content: bytes) -> None:
    assert refused(content[: len(content) // 2]) == "readers-bad-corrupt"
    damaged = bytearray(content)
    damaged[len(content) // 3 : len(content) // 3 + 200] = bytes(200)
    assert refused(bytes(damaged)) in {"readers-bad-corrupt", "readers-bad-encrypted"}


def ole(*streams: str) -> bytes:
    return (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(500)
        + b"".join(name.encode("utf-16-le") + bytes(64) for name in streams)
    )


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "readers-bad-empty"),
        (b"\xef\xbb\xbf  \r\n", "readers-bad-empty"),
        (ole("WordDocument"), "readers-bad-old-word"),
        (ole("Workbook"), "readers-bad-old-excel"),
        (ole("EncryptedPackage", "EncryptionInfo"), "readers-bad-encrypted"),
        (ole("PowerPoint"), "readers-bad-old-office"),
        (b"%PDF-1.7\n...", "readers-bad-pdf"),
        (b"{\\rtf1\\ansi}", "readers-bad-rtf"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "readers-bad-html"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "readers-bad-picture"),
        (b"Rar!\x1a\x07\x00aaaa", "readers-bad-other-archive"),
        (b"\x00\x01\x02\x03" * 500, "readers-bad-encoding"),
        ("没有表格的一段话。".encode(), "readers-bad-no-table"),
        (b"x" * (LARGEST_FILE + 1), "readers-bad-file-size"),
    ],
)
def test_other_kinds_of_files_are_named_and_told_how_to_be_saved(content: bytes, key: str) -> None:
    assert refused(content) == key


def test_an_archive_of_something_else_and_a_locked_one_are_named() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refused(stream.getvalue()) == "readers-bad-other-archive"
    locked = bytearray(stream.getvalue())
    locked[6] |= 1  # the flag of the local header, then the one of the directory
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(locked)) == "readers-bad-encrypted"


def test_the_files_name_is_never_believed() -> None:
    for name in ("plan.docx", "plan.csv", "plan.txt", "计划", "../../../etc/plan.xlsx", ""):
        reading = read_file(name, XLSX)
        assert isinstance(reading, PlanFile)
        assert len(reading.circular.tasks) == 12


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=2000),
        st.text(alphabet='任务编号责任单位具体,;\t\n 1２三、（）"|—', max_size=400).map(str.encode),
    )
)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read_file("x", content)
    except UnreadableFileError as error:
        say_refusal(error, "zh-CN")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([XLSX, DOCX, text_bytes(ROWS)]), st.integers(0, 2**31), st.binary(min_size=1, max_size=40))
def test_a_good_file_with_any_bytes_overwritten_is_read_or_refused(content: bytes, at: int, noise: bytes) -> None:
    at %= len(content)
    try:
        read_file("x", content[:at] + noise + content[at + len(noise) :])
    except UnreadableFileError as error:
        say_refusal(error, "en")


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["xl/workbook.xml", SHEET, "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]),
    st.data(),
)
def test_a_workbook_with_a_part_cut_or_spoilt_is_read_or_refused(part: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(XLSX)) as archive:
        text = archive.read(part)
    at = data.draw(st.integers(0, len(text)))
    spoilt = (
        text[:at]
        + data.draw(st.sampled_from([b"", b'"', b"<x/>", b"9" * 30, b"&amp;"]))
        + text[at + data.draw(st.integers(0, 30)) :]
    )
    try:
        read_file("x", changed(XLSX, part, spoilt))
    except UnreadableFileError as error:
        say_refusal(error, "en")


# ---- in the child


def test_the_child_reads_what_is_read_here() -> None:
    for content in (XLSX, DOCX, text_bytes(ROWS)):
        assert read_confined("x", content) == read_file("x", content)


def test_the_child_knows_the_book_it_is_given_and_the_number_of_tasks() -> None:
    book = UnitBook((KnownUnit("火星局", aliases=("市外办",)),))
    reading = read_confined("x", XLSX, book=book)
    assert isinstance(reading, PlanFile)
    assert "火星局" in reading.circular.units
    form = "单位：市文旅局\n任务编号\t分管领导\t联系电话\t联络员\t联系电话\n13\t李某\t8123456\t王某\t8123457".encode()
    with pytest.raises(UnreadableFileError) as caught:
        read_confined("x", form, task_count=12)
    assert caught.value.key == "readers-bad-number-beyond"


def test_refusals_come_out_of_the_child_with_their_place() -> None:
    rows = [list(row) for row in ROWS]
    rows[4][3] = ""
    with pytest.raises(UnreadableFileError) as here:
        read_file("x", xlsx_bytes(rows))
    with pytest.raises(UnreadableFileError) as there:
        read_confined("x", xlsx_bytes(rows))
    assert there.value.problems == here.value.problems


def test_time_and_memory_are_bounded() -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableFileError) as slow:
        read_confined("x", XLSX, seconds=0)
    # What the child holds before it reads counts as well, and room it has freed again is there to be used: so a file that
    # needs memory of its own, and is read where it may have it.
    large = io.BytesIO(XLSX)
    with zipfile.ZipFile(large, "a") as archive:
        archive.writestr("docProps/padding.bin", bytes(8_000_000))
    assert isinstance(read_confined("x", large.getvalue()), PlanFile)
    with pytest.raises(UnreadableFileError) as small:
        read_confined("x", large.getvalue(), megabytes=48)
    assert (slow.value.key, small.value.key) == ("readers-bad-timeout", "readers-bad-too-large")
    assert time.monotonic() - started < 30


def test_the_child_is_told_none_of_the_bots_secrets() -> None:
    os.environ["LIAISON_BOT_TOKEN"] = "1:secret"
    try:
        assert not [key for key in confined._environment() if key.startswith("LIAISON_")]
    finally:
        del os.environ["LIAISON_BOT_TOKEN"]

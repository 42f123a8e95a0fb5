"""A ZIP of filled sheets: each read on its own, whatever else lies beside it."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from models.documents.report_sheet import report_sheet_xlsx
from models.readers.bundles import MOST_MEMBERS, BundleFile, read_any
from models.readers.confined import read_confined
from models.readers.encoding import decode_answer, encode_answer
from models.rules.circular_forms import ReportFile
from models.rules.circulars import UnreadableFileError
from models.rules.unit_sheets import ReportSheet, ReportSheetRow
from models.rules.words import Status

UNITS = ("市文旅局", "市商务局")


def sheet(unit: str) -> bytes:
    """Return a unit's filled report sheet."""
    row = ReportSheetRow(1, "任务", (unit,), status=Status.DONE, text="已办结。")
    return report_sheet_xlsx(
        ReportSheet("要点", unit, "2024-06", datetime(2024, 6, 25, 9, tzinfo=UTC), UTC, (row,)), "zh-CN"
    )


def packed(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return stream.getvalue()


def read(content: bytes) -> BundleFile:
    found = read_any("x.zip", content)
    assert isinstance(found, BundleFile)
    return found


def test_every_sheet_is_read_and_what_is_none_is_named() -> None:
    found = read(
        packed(
            *((f"各单位/{unit}.xlsx", sheet(unit)) for unit in UNITS),
            ("各单位/说明.pdf", b"%PDF-1.7"),
            ("各单位/坏.xlsx", b"PK\x03\x04 broken"),
            ("__MACOSX/._x.xlsx", b"litter"),
            ("各单位/~$市文旅局.xlsx", b"litter"),
            (".DS_Store", b"litter"),
        )
    )
    assert [member.name for member in found.members if member.reading] == sorted(f"{unit}.xlsx" for unit in UNITS)
    assert {member.reading.unit for member in found.members if isinstance(member.reading, ReportFile)} == set(UNITS)
    refused = {member.name: member.problems[0].key for member in found.members if not member.reading}
    assert refused == {"说明.pdf": "readers-bad-bundle-kind", "坏.xlsx": "readers-bad-corrupt"}


def test_names_written_by_windows_in_chinese_are_read() -> None:
    raw = packed(("AAAA.xlsx", sheet(UNITS[0]))).replace(b"AAAA.xlsx", "文旅".encode("gbk") + b".xlsx")
    assert [member.name for member in read(raw).members] == ["文旅.xlsx"]


def test_what_was_read_survives_the_way_out_of_the_confined_process() -> None:
    content = packed(*((f"{unit}.xlsx", sheet(unit)) for unit in UNITS), ("x.pdf", b"%PDF"))
    found = read(content)
    assert decode_answer(encode_answer(found)) == found
    assert read_confined("x.zip", content) == found


def test_an_archive_without_a_sheet_is_refused_as_before() -> None:
    with pytest.raises(UnreadableFileError) as error:
        read_any("x.zip", packed(("照片.jpg", b"\xff\xd8\xff")))
    assert error.value.key == "readers-bad-other-archive"


def test_an_office_file_is_no_bundle() -> None:
    assert isinstance(read_any("x.xlsx", sheet(UNITS[0])), ReportFile)


def test_a_sheet_that_unpacks_to_gigabytes_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as error:
        read_any("x.zip", packed(("a.xlsx", sheet(UNITS[0])), ("b.txt", bytes(90 * 1024 * 1024))))
    assert error.value.key == "readers-bad-bomb"


def test_a_directory_that_lies_about_a_size_is_not_believed() -> None:
    big = bytes(21 * 1024 * 1024)
    content = packed(("a.csv", big))
    told = len(big).to_bytes(4, "little")
    with pytest.raises(UnreadableFileError) as error:
        read_any("x.zip", content.replace(told, (100).to_bytes(4, "little")))
    assert error.value.key in ("readers-bad-bomb", "readers-bad-corrupt", "readers-bad-other-archive")


def test_an_archive_in_an_archive_is_not_opened() -> None:
    inner = packed((f"{UNITS[0]}.xlsx", sheet(UNITS[0])))
    found = read(packed(("a.xlsx", sheet(UNITS[1])), ("b.xlsx", inner), ("c.zip", inner)))
    refused = {member.name: member.problems[0].key for member in found.members if not member.reading}
    assert refused == {"b.xlsx": "readers-bad-other-archive", "c.zip": "readers-bad-bundle-kind"}


def test_more_files_than_any_office_has_units_are_refused() -> None:
    with pytest.raises(UnreadableFileError) as error:
        read_any("x.zip", packed(*((f"{number}.csv", b"x") for number in range(MOST_MEMBERS + 1))))
    assert error.value.key == "readers-bad-bundle-members"


def test_an_encrypted_archive_and_a_way_out_of_the_folder_are_refused() -> None:
    locked = bytearray(packed(("a.xlsx", sheet(UNITS[0]))))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.index(mark) + place
        locked[at] |= 1
    for content, key in ((bytes(locked), "readers-bad-encrypted"), (packed(("../a.xlsx", b"x")), "readers-bad-path")):
        with pytest.raises(UnreadableFileError) as error:
            read_any("x.zip", content)
        assert error.value.key == key

"""The command line: every command of the contract, its exit status, its one clear line, and JSON that is JSON and nothing else."""

import asyncio
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from filelock import FileLock
from openpyxl import load_workbook

from bot.cli import build_parser, main
from bot.clock import Clock
from bot.sandbox.emulator import Emulator
from bot.sandbox.emulator.serving import serve
from tests.world import DEMO_PLAN, running

ROOT = Path(__file__).parents[2]
# The discard port of this machine: nobody listens there.
NOBODY_THERE = "http://127.0.0.1:9"
SPAN = ("--first", "2024-06", "--last", "2024-12")


@dataclass
class Said:
    """What a command left behind: its exit status, and its two outputs."""

    status: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 - any JSON value
        """Return the one document on standard output; anything beside it would not be JSON."""
        assert self.status == 0, self.err
        return json.loads(self.out)

    def refusal(self) -> str:
        """Return the one clear line of a refusal."""
        assert self.status == 1, self
        assert "Traceback" not in self.err
        (line,) = self.err.splitlines()
        assert line.strip()
        return line


Run = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the working directory, in which the environment says nothing but where the database is."""
    for name in os.environ:
        if name.startswith("LIAISON_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LIAISON_DATABASE_URL", "sqlite:///office/liaison.db")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give what runs a command in this process, from this folder."""
    assert Path.cwd() == folder

    def run(*words: str) -> Said:
        capsys.readouterr()
        status = main(words)
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return run


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Give what puts bytes on standard input."""

    def say(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))

    return say


async def _work_a_month(folder: Path) -> None:
    async with running(folder) as world:
        world.import_demo()
        anna = world.emulator.person(1, "安娜")
        await world.register(anna, "市先陶办")
        await world.move_to("2024-06-18 09:00")
        anna.chat().press("开始填报")
        await world.settle()
        anna.chat().press("已完成")
        await world.settle()
        anna.chat().send("地图已经上线。")
        await world.settle()
        anna.chat().press("确认提交")
        await world.settle()


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of an office in which one liaison has registered and reported one of two tasks of June 2024."""
    folder = tmp_path_factory.mktemp("worked")
    asyncio.run(_work_a_month(folder))
    return folder


@pytest.fixture
def office(worked: Path, folder: Path) -> Path:
    """Give a copy of that office's database, where commands look for it."""
    shutil.copytree(worked, folder / "office")
    return folder / "office" / "liaison.db"


def everything(database: Path) -> list[str]:
    """Return all that a database holds, to be compared."""
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def as_process(folder: Path, *words: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a shell does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
    return subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )


# -- what holds for every command


def test_every_command_of_the_contract_is_there() -> None:
    commands = {
        "run", "sandbox", "import", "parse", "invite", "status", "due", "export",
        "backup", "restore", "migrate", "check", "sheet",
    }  # fmt: skip
    with pytest.raises(SystemExit) as caught:
        build_parser().parse_args(["nothing-of-ours"])
    assert caught.value.code == 2
    assert commands <= set(build_parser().format_help().replace("{", " ").replace("}", " ").replace(",", " ").split())


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["due"],
        ["export", "ledger"],
        ["export", "photographs", "--out", "x"],
        ["backup"],
        ["invite", "--all", "--uses", "0"],
        ["invite", "--all", "--days", "many"],
        ["status", "--rond", "x"],
        ["run", "fast"],
    ],
)
def test_wrong_usage_is_2(run: Run, words: list[str], folder: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*words)
    assert caught.value.code == 2
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("words", [["--help"], ["import", "--help"], ["--version"]])
def test_asking_for_help_is_0(run: Run, words: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*words)
    assert caught.value.code == 0


@pytest.mark.parametrize("command", [["migrate"], ["check"], ["run"], ["status"], ["due", "--at", "2024-06-18"]])
def test_an_unknown_or_malformed_setting_stops_every_command_with_a_line_that_names_it(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("LIAISON_TIMEZON", "x")
    assert "LIAISON_TIMEZON" in run(*command).refusal()
    monkeypatch.delenv("LIAISON_TIMEZON")
    monkeypatch.setenv("LIAISON_TIMEZONE", "x")
    assert "LIAISON_TIMEZONE" in run(*command).refusal()
    assert list(folder.iterdir()) == []


def test_a_process_says_its_status_and_no_stack_trace(tmp_path: Path) -> None:
    done = as_process(tmp_path, "migrate")
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "data" / "liaison.db").exists(), "the default, below the working directory"
    refused = as_process(tmp_path, "import", "nothing.docx", "--yes")
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert as_process(tmp_path, "no-such-command").returncode == 2


@pytest.mark.parametrize(
    ("address", "prepare"),
    [
        ("sqlite:///letter.txt", lambda folder: (folder / "letter.txt").write_text("no database at all" * 100)),
        ("sqlite:///letter.txt/deeper/x.db", lambda folder: (folder / "letter.txt").write_text("a file, not a folder")),
        ("sqlite:///folder", lambda folder: (folder / "folder").mkdir()),
    ],
)
def test_a_database_that_cannot_be_one_is_refused_by_the_name_of_its_setting(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, address: str, prepare: Callable[[Path], object]
) -> None:
    prepare(folder)
    monkeypatch.setenv("LIAISON_DATABASE_URL", address)
    assert "LIAISON_DATABASE_URL" in run("status").refusal()


def test_the_database_of_a_newer_program_is_refused_and_left_alone(run: Run, folder: Path) -> None:
    run("migrate")
    database = folder / "office" / "liaison.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = everything(database)
    assert "9999" in run("migrate").refusal()
    assert everything(database) == before


def test_messages_are_in_the_language_that_is_set(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = run("status").refusal()
    monkeypatch.setenv("LIAISON_LANGUAGE", "en")
    english = run("status").refusal()
    assert not chinese.isascii()
    assert english.isascii()


# -- import


def test_a_dry_run_shows_the_plan_and_needs_no_database(run: Run, folder: Path) -> None:
    said = run("import", str(DEMO_PLAN), "--dry-run", "--json")
    document = said.json()
    assert set(document) == {
        "title", "code", "document_no", "issuer", "issued_on", "due_day", "registration_due_at", "counts", "tasks", "warnings",
    }  # fmt: skip
    assert document["code"] == "2024"
    assert document["counts"] == {"parts": 4, "measures": 13, "tasks": 56}
    assert document["due_day"] == 25
    assert document["registration_due_at"] == "2024-06-30T17:00:00+08:00"
    assert len(document["tasks"]) == 56
    assert set(document["tasks"][0]) == {"number", "part", "measure", "text", "lead", "support"}
    assert "\\u" not in said.out
    assert list(folder.iterdir()) == []


def test_a_plan_is_taken_in_with_yes(run: Run, folder: Path) -> None:
    assert run("import", str(DEMO_PLAN), "--yes", "--json", *SPAN).json()["counts"]["tasks"] == 56
    data = _data(run, folder)
    (plan,) = data["plans"]
    assert (plan["code"], plan["first_round"], plan["last_round"]) == ("2024", "2024-06", "2024-12")
    assert len(data["rounds"]) == 8


def test_a_plan_taken_in_again_is_not_said_to_be_taken_in(run: Run, folder: Path) -> None:
    assert "已导入56项任务" in run("import", str(DEMO_PLAN), "--yes", *SPAN).out
    again = run("import", str(DEMO_PLAN), "--yes", *SPAN).out
    assert "56项任务没有变化" in again
    assert "已导入56项任务" not in again
    fewer = folder / "plan.tsv"
    lines = DEMO_PLAN.read_text(encoding="utf-8").splitlines()
    fewer.write_text("\n".join(lines[:-1]), encoding="utf-8")
    assert "已按新文件更正，现有55项任务" in run("import", str(fewer), "--yes", *SPAN).out


def test_without_a_terminal_and_without_yes_a_plan_is_previewed_and_not_taken_in(
    run: Run, folder: Path, say: Callable[[bytes], None]
) -> None:
    say(b"y\n")
    said = run("import", str(DEMO_PLAN), *SPAN)
    assert "--yes" in said.refusal()
    assert "56" in said.out
    assert _data(run, folder)["plans"] == []


@pytest.mark.parametrize(
    ("first", "last"), [("2024-06", "2024-05"), ("2024-6", None), ("June", None), ("2024-06", "2024-99"), (None, None)]
)
def test_a_span_without_rounds_is_refused_and_nothing_is_taken_in(
    run: Run, folder: Path, first: str | None, last: str | None
) -> None:
    # Without a span this plan of 2024 has no round ahead of the machine's clock.
    words = [*(("--first", first) if first else ()), *(("--last", last) if last else ())]
    run("import", str(DEMO_PLAN), "--yes", *words).refusal()
    assert _data(run, folder)["plans"] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nothing.docx", None),
        ("empty.txt", b""),
        ("letter.txt", "您好，明天开会。".encode()),
        ("broken.xlsx", b"PK\x03\x04 nonsense"),
        ("broken.docx", b"\xd0\xcf\x11\xe0" * 100),
        ("noise.txt", bytes(range(256)) * 10),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_one_line(
    run: Run, folder: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    run("import", name, "--yes", *SPAN).refusal()
    assert not (folder / "office").exists()


def test_a_folder_is_no_file_to_import(run: Run, folder: Path) -> None:
    (folder / "plan.docx").mkdir()
    run("import", "plan.docx", "--yes").refusal()


# -- parse


def test_messages_are_parsed_line_by_line_without_a_database(
    run: Run, folder: Path, say: Callable[[bytes], None]
) -> None:
    lines = [
        {"id": 1, "text": "28已完成，地图上线", "liaison_tasks": [28, 29]},
        {"id": "二", "text": "30滞后", "liaison_tasks": [28], "task_count": 29},
    ]
    say("\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode())
    said = run("parse", "--jsonl")
    first, second = [json.loads(line) for line in said.out.splitlines()]
    assert set(first) == {"id", "intent", "entries", "not_own", "invalid"}
    assert (first["id"], second["id"]) == (1, "二")
    assert first["entries"] == [{"task": 28, "status": "done", "percent": None, "text": first["entries"][0]["text"]}]
    assert "地图上线" in said.out
    assert second["invalid"] == [30]
    assert (said.status, said.err) == (0, "")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'{"text": "x", "liaison_tasks": []}', b'{"id": 1, "text": 5, "liaison_tasks": []}', b"\xff"]
)
def test_a_line_that_cannot_be_parsed_is_refused_by_its_number(
    run: Run, say: Callable[[bytes], None], line: bytes
) -> None:
    say(b'{"id": 1, "text": "28", "liaison_tasks": [28]}\n' + line)
    said = run("parse", "--jsonl")
    assert said.status == 1
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) == 1


def test_json_is_utf_8_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    line = json.dumps({"id": 1, "text": "28已完成，😀", "liaison_tasks": [28]}, ensure_ascii=False).encode()
    done = as_process(tmp_path, "parse", "--jsonl", stdin=line, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "😀" in done.stdout.decode("utf-8")
    plan = as_process(
        tmp_path, "import", str(DEMO_PLAN), "--dry-run", "--json", PYTHONIOENCODING="latin-1", PYTHONUTF8="0"
    )
    assert json.loads(plan.stdout.decode("utf-8"))["code"] == "2024"


def test_half_of_a_character_in_a_text_is_no_stack_trace(tmp_path: Path) -> None:
    done = as_process(tmp_path, "parse", stdin=b'{"id": 1, "text": "28 \\ud83d", "liaison_tasks": [28]}\n')
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1)


# -- invite


def test_an_invitation_is_always_a_list_of_links_with_their_end(run: Run, office: Path) -> None:
    (one,) = run("invite", "市文旅局", "--json").json()
    assert set(one) == {"unit", "token", "link", "uses", "expires_at"}
    assert (one["unit"], one["link"], one["uses"]) == ("市文旅局", None, 3)
    assert one["expires_at"].endswith("+08:00")
    assert one["token"] not in "".join(everything(office))


def test_all_units_are_invited_and_a_collective_one_by_its_members(run: Run, office: Path) -> None:
    everybody = run("invite", "--all", "--uses", "1", "--days", "7", "--json").json()
    data = _data(run, office.parent)
    collectives = {unit["name"]: unit["members"] for unit in data["units"] if unit["collective"] and unit["members"]}
    names = [one["unit"] for one in everybody]
    assert len(names) == len(set(names))
    assert not set(names) & set(collectives)
    name, members = next(iter(collectives.items()))
    assert set(members) <= set(names)
    assert {one["uses"] for one in everybody} == {1}
    assert [one["unit"] for one in run("invite", name, "--json").json()] == members


def test_invitations_can_be_written_to_a_workbook(run: Run, office: Path, folder: Path) -> None:
    said = run("invite", "--all", "--out", "links.xlsx")
    rows = list(load_workbook(folder / "links.xlsx").worksheets[0].iter_rows(values_only=True))
    assert len(rows) > 47
    assert (said.status, said.out) == (0, f"已写入links.xlsx：{len(rows) - 1}家单位。\n")
    assert office.exists()


def test_who_gets_tokens_because_the_bots_name_is_not_known_is_told_how_a_link_is_written(
    run: Run, office: Path
) -> None:
    said = run("invite", "市文旅局")
    assert said.status == 0
    assert "https://t.me/机器人用户名?start=邀请码" in said.err
    # Whoever reads JSON sees `link: null`, and nothing beside it.
    assert run("invite", "市文旅局", "--json").err == ""
    assert office.exists()


def test_a_round_not_open_yet_is_not_called_complete(run: Run, office: Path) -> None:
    said = run("status", "--round", "2024-12")
    assert said.status == 0
    assert "可能尚未开启" in said.out
    assert "已全部报齐" not in said.out
    assert office.exists()


def test_an_invitation_for_no_unit_of_the_plan_is_refused(run: Run, office: Path) -> None:
    before = everything(office)
    run("invite", "nobody's unit").refusal()
    assert everything(office) == before


def test_before_the_first_plan_nobody_can_be_invited(run: Run) -> None:
    assert "import" in run("invite", "--all").refusal()


@pytest.mark.parametrize(
    "words", [["--days", "9999999999"], ["--uses", "99999999999999999999"], ["--out", "no/such/folder/x.xlsx"]]
)
def test_an_invitation_that_cannot_be_made_or_delivered_leaves_no_invitation_behind(
    run: Run, office: Path, words: list[str]
) -> None:
    before = everything(office)
    try:
        status = run("invite", "--all", *words).status
    except SystemExit as wrong_usage:
        status = int(str(wrong_usage.code))
    assert status in (1, 2)
    assert everything(office) == before


# -- status, due, export, sheet


def test_status_says_who_has_answered_and_who_owes(run: Run, office: Path) -> None:
    document = run("status", "--round", "2024-06", "--json").json()
    assert set(document) == {
        "round", "due_at", "closes_at", "expected", "answered", "on_time", "late", "owed", "units",
    }  # fmt: skip
    assert (document["round"], document["due_at"]) == ("2024-06", "2024-06-25T17:00:00+08:00")
    assert (document["answered"], document["on_time"], document["late"]) == (1, 1, 0)
    assert document["expected"] == document["answered"] + document["owed"]
    assert document["answered"] == document["on_time"] + document["late"]
    assert document["expected"] == sum(unit["expected"] for unit in document["units"])
    (unit,) = [unit for unit in document["units"] if unit["unit"] == "市先陶办"]
    assert unit == {"unit": "市先陶办", "expected": 2, "answered": 1, "owed_tasks": [26], "liaisons": ["李某某"]}
    assert office.exists()


def test_status_without_json_is_text_without_marks(run: Run, office: Path) -> None:
    said = run("status", "--round", "2024-06")
    assert said.status == 0
    assert "市先陶办" in said.out
    assert "<" not in said.out
    assert office.exists()


def test_status_of_a_registration_counts_units(run: Run, office: Path) -> None:
    document = run("status", "--round", "2024-registration", "--json").json()
    assert document["answered"] == 1
    assert document["expected"] == len(document["units"])
    assert office.exists()


@pytest.mark.parametrize("name", ["2024-13", "nonsense", "'; DROP TABLE round; --", "2031-01"])
def test_a_round_nobody_knows_is_refused(run: Run, office: Path, name: str) -> None:
    assert name in run("status", "--round", name).refusal()
    run("export", "digest", "--round", name, "--out", "x.docx").refusal()
    assert not Path("x.docx").exists()
    assert office.exists()


def test_without_any_round_status_is_refused(run: Run) -> None:
    run("status").refusal()


def test_due_says_exactly_what_would_be_sent_and_sends_and_writes_nothing(run: Run, office: Path) -> None:
    before = everything(office)
    rows = run("due", "--at", "2024-06-24T09:00", "--json").json()
    assert everything(office) == before
    assert all(set(row) == {"chat_id", "name", "unit", "kind", "rung", "text"} for row in rows)
    (reminder,) = [row for row in rows if row["kind"] == "reminder"]
    assert (reminder["chat_id"], reminder["unit"]) == (1, "市先陶办")
    assert "26" in reminder["text"]
    assert "<" not in reminder["text"]
    assert run("due", "--at", "2024-06-24T09:00", "--json").json() == rows
    # The plan's own zone, or any other that is written out.
    assert run("due", "--at", "2024-06-24T01:00+00:00", "--json").json() == rows


def test_due_includes_the_opening_of_rounds(run: Run, office: Path) -> None:
    rows = run("due", "--at", "2024-07-18T09:00", "--json").json()
    assert any(row["kind"] == "reminder" and "2024年7月" in row["text"] for row in rows)
    assert office.exists()


@pytest.mark.parametrize(
    "at",
    ["", "soon", "2024-06-31T09:00", "2024-06", "25", "9999-12-31T23:59", "0001-01-01T00:00", "2024-06-18T09:00+99:00"],
)
def test_a_moment_that_is_none_is_refused_and_never_a_stack_trace(run: Run, office: Path, at: str) -> None:
    before = everything(office)
    said = run("due", "--at", at, "--json")
    assert said.status in (0, 1)
    if said.status == 1:
        said.refusal()
    assert everything(office) == before


def _data(run: Run, folder: Path) -> dict[str, Any]:
    target = folder / "everything.json"
    assert run("export", "data", "--out", str(target)).status == 0
    found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return found


def test_everything_is_exported_as_lists_of_flat_objects(run: Run, office: Path, folder: Path) -> None:
    data = _data(run, folder)
    assert set(data) >= {
        "plans", "units", "liaisons", "rounds", "assignments", "answers", "reminders", "digests", "audit",
    }  # fmt: skip
    (answer,) = [answer for answer in data["answers"] if answer["round"] == "2024-06"]
    assert set(answer) >= {
        "round", "task", "unit", "version", "status", "percent", "text", "problems", "next_step", "submitted_by",
        "submitted_at", "on_time", "on_behalf", "receipt", "update_id", "attachments",
    }  # fmt: skip
    assert (answer["task"], answer["status"], answer["text"]) == (25, "done", "地图已经上线。")
    assert (answer["submitted_by"], answer["receipt"], answer["on_time"]) == (1, "2024-06-0001", True)
    assert answer["submitted_at"].endswith("+08:00")
    (liaison,) = data["liaisons"]
    assert set(liaison) >= {
        "platform", "chat_user_id", "name", "phone", "unit", "tasks", "leader_name", "leader_phone", "state",
    }  # fmt: skip
    assert (liaison["platform"], liaison["chat_user_id"], liaison["state"]) == ("telegram", 1, "active")
    assert office.exists()


@pytest.mark.parametrize(
    ("what", "name"), [("digest", "x.docx"), ("ledger", "x.xlsx"), ("contacts", "x.docx"), ("contacts", "X.XLSX")]
)
def test_documents_are_exported_in_the_form_their_name_asks_for(run: Run, office: Path, what: str, name: str) -> None:
    said = run("export", what, "--round", "2024-06", "--out", name)
    assert (said.status, said.err, said.out) == (0, "", f"已写入{name}。\n")
    content = BytesIO(Path(name).read_bytes())
    if name.lower().endswith(".docx"):
        assert Document(content).element is not None
    else:
        assert load_workbook(content).sheetnames
    assert ZipFile(content).testzip() is None
    assert office.exists()


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("digest", "x.xlsx"),
        ("ledger", "x.docx"),
        ("ledger", "x"),
        ("digest", "no/such/folder/x.docx"),
        ("data", "no/x"),
    ],
)
def test_a_document_that_cannot_be_written_there_is_refused(run: Run, office: Path, what: str, name: str) -> None:
    run("export", what, "--round", "2024-06", "--out", name).refusal()
    assert not Path(name).exists()
    assert office.exists()


@pytest.mark.parametrize("what", [("data", "x.json"), ("digest", "x.docx")])
def test_a_folder_is_no_file_to_write_to(run: Run, office: Path, what: tuple[str, str]) -> None:
    Path(what[1]).mkdir()
    run("export", what[0], "--round", "2024-06", "--out", what[1]).refusal()
    assert office.exists()


def test_a_units_sheet_is_prefilled_and_comes_back_as_answers_on_behalf(run: Run, office: Path, folder: Path) -> None:
    assert run("sheet", "市先陶办", "--round", "2024-06", "--out", "sheet.xlsx").status == 0
    book = load_workbook(folder / "sheet.xlsx")
    text = "\n".join(
        str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None
    )
    assert "26" in text
    assert office.exists()


def test_a_zip_of_sheets_of_a_round_long_closed_is_refused_with_the_reason(
    run: Run, office: Path, folder: Path
) -> None:
    assert run("sheet", "市先陶办", "--round", "2024-06", "--out", "sheet.xlsx").status == 0
    book = load_workbook(folder / "sheet.xlsx")
    for column, value in ((5, "正常推进"), (7, "初稿已成")):
        book.worksheets[0].cell(6, column, value)
    book.save(folder / "filled.xlsx")
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.write(folder / "filled.xlsx", "先陶办.xlsx")
    before = everything(office)
    for words in (("--dry-run",), ("--yes",)):
        said = run("import", "all.zip", *words)
        assert said.status == 1
        assert "压缩包里没有可以记录的表。先陶办.xlsx：2024-06期次已经关闭" in said.err
    assert everything(office) == before


def test_every_owing_units_sheet_is_written_into_a_folder(run: Run, office: Path, folder: Path) -> None:
    assert run("sheet", "--all", "--round", "2024-06", "--out", "sheets").status == 0
    assert len(list((folder / "sheets").glob("*.xlsx"))) > 20
    assert office.exists()


@pytest.mark.parametrize("words", [["nobody", "--out", "x.xlsx"], ["市先陶办", "--out", "no/x.xlsx"]])
def test_a_sheet_for_nobody_or_nowhere_is_refused(run: Run, office: Path, words: list[str]) -> None:
    run("sheet", *words, "--round", "2024-06").refusal()
    assert office.exists()


# -- upkeep


def test_migrating_makes_the_database_and_again_changes_nothing(run: Run, folder: Path) -> None:
    assert run("migrate").status == 0
    before = everything(folder / "office" / "liaison.db")
    assert run("migrate").status == 0
    assert everything(folder / "office" / "liaison.db") == before


def test_what_was_backed_up_comes_back_with_its_files(run: Run, office: Path) -> None:
    files = office.parent / "files"
    files.mkdir(exist_ok=True)
    (files / "abc").write_bytes(b"an attachment")
    (files / ".half.partial").write_bytes(b"half")
    before = everything(office)
    assert run("backup", "copy.tar.gz").status == 0
    with tarfile.open("copy.tar.gz") as archive:
        assert sorted(archive.getnames()) == ["files/abc", "liaison.db"]
    assert [file.name for file in Path.cwd().iterdir() if file.name not in ("office", "copy.tar.gz")] == []

    with closing(sqlite3.connect(office)) as connection, connection:
        connection.execute("DELETE FROM answer")
    (files / "abc").unlink()
    lost = everything(office)
    assert run("restore", "copy.tar.gz").status == 0
    assert everything(office) == before
    assert (files / "abc").read_bytes() == b"an attachment"
    (kept,) = office.parent.glob("liaison-replaced-*.db")
    assert everything(kept) == lost


def test_a_backup_comes_back_where_there_was_no_database(run: Run, office: Path) -> None:
    before = everything(office)
    run("backup", "copy.tar.gz")
    shutil.rmtree(office.parent)
    assert run("restore", "copy.tar.gz").status == 0
    assert everything(office) == before


def test_a_backup_is_consistent_while_somebody_is_writing(run: Run, office: Path) -> None:
    with closing(sqlite3.connect(office, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM answer")
        assert run("backup", "copy.tar.gz").status == 0
        writer.execute("ROLLBACK")
    before = everything(office)
    assert run("restore", "copy.tar.gz").status == 0
    assert everything(office) == before


def test_nothing_is_restored_under_a_running_bot(run: Run, office: Path) -> None:
    run("backup", "copy.tar.gz")
    before = everything(office)
    with FileLock(f"{office}.lock"):
        run("restore", "copy.tar.gz").refusal()
    assert everything(office) == before
    assert not list(office.parent.glob("*replaced*"))


def _archive(path: Path, **members: bytes) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name.replace("_", "."))
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))


def _newer(office: Path) -> bytes:
    copy = office.with_name("newer.db")
    shutil.copy(office, copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    return copy.read_bytes()


@pytest.mark.parametrize(
    "write",
    [
        lambda _path, _office: None,
        lambda path, _office: path.mkdir(),
        lambda path, _office: path.write_bytes(b""),
        lambda path, _office: path.write_bytes(b"no archive"),
        lambda path, office: path.write_bytes(office.read_bytes()),
        lambda path, _office: _archive(path),
        lambda path, _office: _archive(path, letter_txt=b"x"),
        lambda path, _office: _archive(path, liaison_db=b""),
        lambda path, _office: _archive(path, liaison_db=b"no database" * 1000),
        lambda path, office: _archive(path, liaison_db=office.read_bytes()[:-20000]),
        lambda path, office: _archive(path, liaison_db=_newer(office)),
    ],
    ids=[
        "no file", "a folder", "empty", "no archive", "the database itself", "an empty archive", "somebody else's archive",
        "an empty database", "no database", "half a database", "a newer program's database",
    ],
)  # fmt: skip
def test_what_is_no_sound_backup_is_refused_and_nothing_is_touched(
    run: Run, office: Path, folder: Path, write: Callable[[Path, Path], object]
) -> None:
    with closing(sqlite3.connect(office)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = everything(office)
    write(folder / "copy.tar.gz", office)
    run("restore", "copy.tar.gz").refusal()
    assert everything(office) == before
    assert not list(office.parent.glob("*replaced*"))


def test_an_archive_cannot_write_outside_its_place(run: Run, office: Path, folder: Path) -> None:
    with tarfile.open(folder / "copy.tar.gz", "w:gz") as archive:
        archive.add(office, "liaison.db")
        info = tarfile.TarInfo("../../escaped.txt")
        archive.addfile(info, io.BytesIO())
    before = everything(office)
    run("restore", "copy.tar.gz").refusal()
    assert everything(office) == before
    assert not list(folder.rglob("escaped.txt"))


@pytest.mark.parametrize(
    "target", ["office/liaison.db", "office", "no/such/folder/copy.tar.gz", "office/../office/liaison.db"]
)
def test_a_backup_never_overwrites_the_database_and_goes_nowhere_else_than_asked(
    run: Run, office: Path, target: str
) -> None:
    before = everything(office)
    run("backup", target).refusal()
    assert everything(office) == before
    assert sorted(file.name for file in Path.cwd().iterdir()) == ["office"]


def test_a_backup_leaves_an_older_one_whole_until_it_is_whole_itself(run: Run, office: Path) -> None:
    run("backup", "copy.tar.gz")
    assert run("backup", "copy.tar.gz").status == 0
    assert run("restore", "copy.tar.gz").status == 0
    assert office.exists()


CHECKED = ["设置", "数据库", "日历", "令牌", "网络与代理", "时钟"]


def checked(said: Said) -> dict[str, str]:
    """Return what was found of each thing examined."""
    return dict(line.split("：", 1) for line in said.out.splitlines())


@pytest.mark.loopback
@pytest.mark.enable_socket
def test_checking_examines_everything_one_line_each_and_makes_nothing(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIAISON_API_BASE_URL", NOBODY_THERE)
    said = run("check")
    assert said.status == 1
    assert list(checked(said)) == CHECKED
    assert checked(said)["令牌"] == "没有设置 LIAISON_BOT_TOKEN（向 BotFather 申请）。"
    assert list(folder.iterdir()) == []


@pytest.mark.loopback
@pytest.mark.enable_socket
def test_checking_names_a_broken_database_and_an_address_where_nobody_answers(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "letter.txt").write_text("no database at all" * 100, encoding="utf-8")
    monkeypatch.setenv("LIAISON_DATABASE_URL", "sqlite:///letter.txt")
    monkeypatch.setenv("LIAISON_API_BASE_URL", NOBODY_THERE)
    monkeypatch.setenv("LIAISON_BOT_TOKEN", "123456:emulated")
    found = checked(run("check"))
    assert found["数据库"].startswith("打不开（文件已损坏或不是数据库")
    assert found["设置"] == "正常"
    # In the reader's words: no class of a library, no address of a socket.
    assert (
        found["令牌"]
        == found["网络与代理"]
        == "连不上 Telegram（connection refused）。请检查网络；需要代理请设置 LIAISON_PROXY_URL；已设置的，请确认代理可用。"
    )
    assert found["时钟"] == "服务器未应答，无法核对。"
    assert (folder / "letter.txt").read_text(encoding="utf-8") == "no database at all" * 100


@pytest.mark.loopback
@pytest.mark.enable_socket
async def test_checking_finds_everything_well_where_everything_is_well(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    emulator = Emulator(Clock().now)
    account = emulator.bot("123456:emulated")
    anna = emulator.person(1, "安娜")
    async with serve(emulator) as address:
        monkeypatch.setenv("LIAISON_API_BASE_URL", address)
        monkeypatch.setenv("LIAISON_BOT_TOKEN", "123456:emulated")
        anna.chat().start()
        said = await asyncio.to_thread(run, "check")
        assert emulator.unread(account), "what waits for the bot is not confirmed by looking"
        monkeypatch.setenv("LIAISON_BOT_TOKEN", "123456:another")
        refused = await asyncio.to_thread(run, "check")
    found = checked(said)
    assert list(found) == CHECKED
    # The calendar of a year to come may not be published yet; everything else is in our hands.
    assert {name for name, what in found.items() if what != "正常"} <= {"日历"}
    assert checked(refused)["令牌"] == "Telegram 不认这个令牌，请核对 LIAISON_BOT_TOKEN。"
    assert refused.status == 1
    assert os.listdir(folder) == []  # noqa: PTH208 - pathlib may not be used in an event loop


@pytest.mark.loopback
@pytest.mark.enable_socket
@pytest.mark.usefixtures("office")
async def test_a_link_is_made_with_the_name_telegram_tells(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    emulator = Emulator(Clock().now)
    emulator.bot("123456:emulated", username="liaison_test_bot")
    async with serve(emulator) as address:
        monkeypatch.setenv("LIAISON_API_BASE_URL", address)
        monkeypatch.setenv("LIAISON_BOT_TOKEN", "123456:emulated")
        (one,) = (await asyncio.to_thread(run, "invite", "市文旅局", "--json")).json()
    assert one["link"] == f"https://t.me/liaison_test_bot?start={one['token']}"
    assert one["unit"] == "市文旅局"


def test_the_bot_does_not_run_without_a_token(run: Run, folder: Path) -> None:
    assert "LIAISON_BOT_TOKEN" in run("run").refusal()
    assert list(folder.iterdir()) == []


def test_a_second_bot_on_the_same_database_is_refused(run: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIAISON_BOT_TOKEN", "123456:emulated")
    monkeypatch.setenv("LIAISON_API_BASE_URL", NOBODY_THERE)
    with FileLock(f"{office}.lock"):
        said = run("run")
    assert "LIAISON_DATABASE_URL" in said.refusal()


@pytest.fixture(autouse=True)
def _logs_stay_pytests() -> Iterator[None]:
    """Put logging back: `run` sets it up for the program."""
    import logging  # noqa: PLC0415 - nothing else here logs

    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level

"""What the repository itself promises: locks, image, demo plan, and nothing that belongs to one machine."""

import csv
import json
import os
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
import threading
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PACKAGES = ("bot", "handlers", "scheduler", "models", "locales")
LOCKS = ("requirements.lock", "requirements-dev.lock")

# Written so that they do not match themselves.
ONE_MACHINE = re.compile(
    r"""
    (?<![\w.$}:])/(?:work|root|farm|home/\w+|Users/\w+)/      # somebody's folders
    | (?:extra-)?index[-]url | find[-]links | trusted[-]host  # where somebody's pip looks
    | pypi[.]org | python[h]osted | npmjs[.]                  # the registries themselves
    """,
    re.VERBOSE,
)


def files() -> list[Path]:
    """Return the files that are, or would be, committed."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nobody can say which files belong to it")
    command = [git, "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")  # noqa: S603 - git, with our own words
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def texts() -> Iterator[tuple[str, str]]:
    """Yield path and content of every committed file that is text."""
    for file in files():
        try:
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def instructions() -> list[tuple[str, str]]:
    """Return the Dockerfile's instructions as (word, rest), continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines()
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in joined]


def image() -> list[tuple[str, str]]:
    """Return the instructions of the last stage: what ends up in the image."""
    all_of_them = instructions()
    last = max(at for at, (word, _) in enumerate(all_of_them) if word == "FROM")
    return all_of_them[last:]


def only(stage: list[tuple[str, str]], word: str) -> str:
    (rest,) = [rest for name, rest in stage if name == word]
    return rest


# -- nothing of one machine, nothing of the circulars


def test_no_file_names_a_package_registry_or_a_folder_of_one_machine() -> None:
    found = [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in texts()
        if not path.endswith(".md")  # prose may say what it speaks of
        for number, line in enumerate(text.splitlines(), 1)
        if ONE_MACHINE.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "pieces",
    [
        ("cd /", "root/x"),
        ('home = "/', 'work/.venv"'),
        ("file:///", "home/somebody/x"),
        ("--index", "-url https://x"),
        ("--find", "-links=wheels"),
        ("https://files.python", "hosted.org/x"),
    ],
)
def test_a_leak_would_be_noticed(pieces: tuple[str, str]) -> None:
    assert ONE_MACHINE.search("".join(pieces))


def test_no_sentence_of_the_circulars_is_in_the_repository() -> None:
    seeds, units = SHARED / "seeds", SHARED / "data/units.json"
    if not seeds.is_dir() or not units.is_file():
        pytest.skip("the circulars are not beside this checkout")
    names = [unit["name"] for unit in json.loads(units.read_text(encoding="utf-8"))["units"]]
    names += ["景德镇国家陶瓷文化传承创新试验区管理委员会办公室", "景德镇国家陶瓷文化传承创新试验区"]
    any_name = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    theirs = "\n".join(re.sub(r"\s+", "", file.read_text(encoding="utf-8")) for file in sorted(seeds.glob("*.txt")))
    copied = [
        f"{path}: {run}"
        for path, text in texts()
        for run in re.findall(r"[\u4e00-\u9fff，、《》“”（）]{18,}", any_name.sub(" ", text))
        if any(run[at : at + 18] in theirs for at in range(len(run) - 17))
    ]
    assert copied == []


# -- locks


def locked(lock: str) -> dict[str, tuple[str, str]]:
    """Return what a lock file pins: name -> (version, the rest of the entry)."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(.*(?:\n[ \t]+.*)*)", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): (version, rest) for name, version, rest in entries}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pinned_names_and_their_hashes_and_nothing_else(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    starts = [line for line in text.splitlines() if line and not line.startswith((" ", "\t", "#"))]
    assert len(starts) == len(locked(lock)) > 0
    unhashed = [name for name, (_, rest) in locked(lock).items() if "--hash=sha256:" not in rest]
    assert unhashed == []
    assert "://" not in text


def test_the_development_lock_is_the_runtime_lock_and_more() -> None:
    runtime, development = (({name: pin for name, (pin, _) in locked(lock).items()}) for lock in LOCKS)
    assert runtime.items() < development.items()


def test_everything_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = project["project"]["dependencies"] + project["build-system"]["requires"]
    for lock, asked in zip(LOCKS, (runtime, runtime + project["dependency-groups"]["dev"]), strict=True):
        names = {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", entry)[0]).lower() for entry in asked}
        assert sorted(names - locked(lock).keys()) == []


# -- the package


def test_the_built_package_holds_every_file_of_the_five_folders(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own interpreter and words
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as package:
        packed = set(package.namelist())
    ours = {path.as_posix() for file in files() if (path := file.relative_to(ROOT)).parts[0] in PACKAGES}
    assert sorted(ours - packed) == []
    assert {name.split("/")[0] for name in packed if ".dist-info/" not in name} == set(PACKAGES)


def test_the_command_of_the_package_can_be_called() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert list(project["scripts"]) == ["liaison-bot"]
    assert callable(pkgutil.resolve_name(project["scripts"]["liaison-bot"]))


# -- the image


def test_both_stages_stand_on_the_base_image_that_was_asked_for() -> None:
    before_any_stage = instructions()[0]
    assert before_any_stage == ("ARG", "PYTHON_IMAGE=python:3.13-slim")
    stages = [rest for word, rest in instructions() if word == "FROM"]
    assert [stage.split()[0] for stage in stages] == ["${PYTHON_IMAGE}"] * 2


def test_the_package_index_is_an_argument_of_the_build_alone() -> None:
    assert ("ARG", "PIP_INDEX_URL") in instructions()
    assert not any("INDEX" in rest for _, rest in image())
    assert not any("INDEX" in rest for word, rest in instructions() if word == "ENV")


def test_the_image_installs_what_is_locked_and_nothing_from_an_index_beside_it() -> None:
    locked_install, own_install = [rest for word, rest in instructions() if word == "RUN" and " install " in rest][:2]
    assert "--require-hashes -r requirements.lock" in locked_install
    assert {"--no-deps", "--no-index", "--no-build-isolation"} <= set(own_install.split())


def test_the_program_in_the_image_is_nobody_special_and_writes_to_the_volume_alone() -> None:
    user, _, group = only(image(), "USER").partition(":")
    assert int(user) > 0
    assert int(group) > 0
    assert only(image(), "VOLUME") == "/data"
    environment = dict(pair.split("=", 1) for pair in shlex.split(only(image(), "ENV")))
    assert environment["LIAISON_DATABASE_URL"] == "sqlite:////data/liaison.db"
    assert environment["PYTHONDONTWRITEBYTECODE"] == "1"


def test_the_image_runs_the_bot_as_its_first_process_so_that_sigterm_reaches_it() -> None:
    assert json.loads(only(image(), "ENTRYPOINT")) == ["liaison-bot"]
    assert json.loads(only(image(), "CMD")) == ["run"]
    assert only(image(), "STOPSIGNAL") == "SIGTERM"


def test_the_build_is_given_every_folder_it_copies_and_nothing_else() -> None:
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    allowed = {rule[1:].rstrip("/") for rule in rules if rule.startswith("!")}
    copies = [rest.split()[:-1] for word, rest in instructions() if word == "COPY" and "--from" not in rest]
    copied = {source.rstrip("/") for sources in copies for source in sources}
    assert "*" in rules
    assert copied == allowed
    assert [name for name in sorted(copied) if not (ROOT / name).exists()] == []


@contextmanager
def answering(status: int) -> Iterator[str]:
    """Serve one status at /healthz on loopback, 404 elsewhere, and yield the address."""

    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Health) as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            serving.join()


def healthy(listen: str | None) -> bool:
    """Run the image's health check as Docker would."""
    command = json.loads(only(image(), "HEALTHCHECK").partition("CMD ")[2])
    assert command[:2] == ["python", "-c"]
    nowhere = "http://127.0.0.1:9"  # a proxy of the container's that must not be asked about ourselves
    environment = {**os.environ, "http_proxy": nowhere, "HTTP_PROXY": nowhere, "no_proxy": ""}
    environment.pop("LIAISON_HTTP_LISTEN", None)
    if listen is not None:
        environment["LIAISON_HTTP_LISTEN"] = listen
    done = subprocess.run([sys.executable, *command[1:]], env=environment, check=False, capture_output=True)  # noqa: S603 - the line of our Dockerfile
    return done.returncode == 0


@pytest.mark.loopback
@pytest.mark.enable_socket
def test_the_health_check_believes_what_healthz_says() -> None:
    with answering(200) as address:
        assert healthy(address)
        assert healthy(address.replace("127.0.0.1", "0.0.0.0"))  # noqa: S104 - what the image listens on by default
    assert not healthy(address)
    with answering(503) as address:
        assert not healthy(address)


def test_the_health_check_asks_nobody_where_the_address_is_switched_off() -> None:
    assert healthy(None)
    assert healthy("")


# -- one command everywhere


def test_ci_and_the_commit_hook_run_the_same_command() -> None:
    assert "make check" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "entry: make check\n" in (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci/run", os.X_OK)


# -- the demo plan


def demo_rows() -> list[dict[str, str]]:
    text = (ROOT / "bot/sandbox/plan2024.tsv").read_text(encoding="utf-8")
    assert "\r" not in text
    table = text[text.index("大类\t") :]
    return list(csv.DictReader(table.splitlines(), delimiter="\t", strict=True))


def test_the_demo_plan_has_the_56_tasks_of_the_circular_in_4_parts_and_13_measures() -> None:
    rows = demo_rows()
    assert [int(row["任务编号"]) for row in rows] == list(range(1, 57))
    first = {part: next(int(r["任务编号"]) for r in rows if r["大类"] == part) for part in {r["大类"] for r in rows}}
    assert sorted(first.values()) == [1, 13, 28, 36]
    starts = {
        measure: next(int(r["任务编号"]) for r in rows if r["小类"] == measure) for measure in {r["小类"] for r in rows}
    }
    assert sorted(starts.values()) == [1, 2, 8, 13, 19, 25, 28, 31, 33, 36, 40, 47, 51]


def demo_units() -> set[str]:
    cells = [
        row[column].replace("（市、区）", "（市区）") for row in demo_rows() for column in ("责任单位", "配合单位")
    ]
    return {name.replace("（市区）", "（市、区）") for cell in cells for name in cell.split("、") if name}


def test_the_demo_plan_gives_every_task_a_lead_and_the_office_its_own_three() -> None:
    rows = demo_rows()
    assert len(demo_units()) == 47
    assert [row["任务编号"] for row in rows if not row["责任单位"]] == []
    office = [int(row["任务编号"]) for row in rows if "国家试验区管委会办公室" in row["责任单位"].split("、")]
    assert office == [1, 13, 24]


def test_the_demo_plan_names_no_unit_that_the_program_does_not_know() -> None:
    known = json.loads((ROOT / "models/readers/known_units.json").read_text(encoding="utf-8"))["units"]
    assert demo_units() <= {unit["name"] for unit in known}


def test_the_demo_plans_titles_fit_a_button_and_its_texts_a_glance() -> None:
    for row in demo_rows():
        assert 2 <= len(row["短标题"]) <= 14, row
        assert 8 <= len(row["具体任务"]) <= 30, row
        assert row["具体任务"].endswith("。"), row

"""`make audit`: known weaknesses of what is locked (pip-audit), and secrets among the tracked files (detect-secrets).

Exit status: 0 nothing found · 1 something found · 2 not audited, because the advisory service could not be reached. The
secrets known to be none (tokens of the emulator, examples) stand hashed in `.secrets.baseline`; after looking at a new
one, `.venv/bin/detect-secrets scan --baseline .secrets.baseline` takes it in.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
BASELINE = ".secrets.baseline"
# Hashes of packages and pictures of characters: as random as a key, and none.
LEFT_OUT = (".lock", ".ttf", ".png", ".baseline")


class Finding(Enum):
    """What an audit came to."""

    CLEAN = 0
    FOUND = 1
    NOT_AUDITED = 2


def judge(status: int, printed: str) -> Finding:
    """Tell what pip-audit's exit status and JSON mean: it exits with 1 both for a weakness and for a dead line."""
    try:
        packages = json.loads(printed)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Finding.NOT_AUDITED
    if any(package.get("vulns") for package in packages):
        return Finding.FOUND
    if status != 0 or not packages or any("skip_reason" in package for package in packages):
        return Finding.NOT_AUDITED
    return Finding.CLEAN


def audit(lock: str) -> Finding:
    """Ask the advisory service about everything a lock file pins."""
    words = ["--strict", "--disable-pip", "--require-hashes", "--progress-spinner=off", "-f", "json", "-r", lock]
    done = _run([str(Path(sys.executable).with_name("pip-audit")), *words])
    finding = judge(done.returncode, done.stdout)
    match finding:
        case Finding.CLEAN:
            say(f"{lock}: no known weakness")
        case Finding.FOUND:
            for package in json.loads(done.stdout)["dependencies"]:
                for weakness in package.get("vulns", ()):
                    fixed = ", ".join(weakness.get("fix_versions", ())) or "no version yet"
                    say(f"{lock}: {package['name']} {package['version']}: {weakness['id']}, mended in {fixed}")
        case Finding.NOT_AUDITED:
            reason = (done.stderr.strip().splitlines() or ["no answer"])[-1]
            say(f"{lock}: NOT AUDITED, the advisory service could not be reached ({reason})")
    return finding


def find_secrets(files: Sequence[str], baseline: str = BASELINE) -> Finding:
    """Look through files for keys, tokens and passwords that the baseline does not know."""
    hook = str(Path(sys.executable).with_name("detect-secrets-hook"))
    done = _run([hook, "--baseline", baseline, *files])
    say(done.stdout.strip() or "no secret among the tracked files")
    return Finding.CLEAN if done.returncode == 0 else Finding.FOUND


def tracked() -> list[str]:
    """Return the tracked files that can hold a secret somebody wrote."""
    listed = _run(["git", "ls-files"]).stdout.splitlines()
    return [path for path in listed if not path.endswith(LEFT_OUT) and (ROOT / path).is_file()]


def _run(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own words


def say(line: str) -> None:
    """Print a line."""
    print(line, flush=True)  # noqa: T201 - a program that speaks to whoever called it


def main() -> int:
    """Audit everything; a weakness or a secret weighs more than what could not be audited."""
    findings = [find_secrets(tracked()), *(audit(lock) for lock in LOCKS)]
    return Finding.FOUND.value if Finding.FOUND in findings else max(finding.value for finding in findings)


if __name__ == "__main__":
    sys.exit(main())

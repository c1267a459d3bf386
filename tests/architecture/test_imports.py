"""The floors hold, and the alarm works: a planted violation is caught."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, ROOT / ".importlinter", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_import_rules_hold() -> None:
    answer = lint(ROOT)

    assert answer.returncode == 0, answer.stdout


def test_import_rules_planted_violation_is_caught(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src")
    planted = tmp_path / "src/stepwell/domain/meetings/planted.py"
    planted.write_text("import django\nfrom stepwell.actions import feeds\n")

    answer = lint(tmp_path)

    assert answer.returncode == 1
    assert "stepwell.domain.meetings.planted" in answer.stdout
    assert "Floors BROKEN" in answer.stdout
    assert "Floors 0 and 1 never import Django BROKEN" in answer.stdout

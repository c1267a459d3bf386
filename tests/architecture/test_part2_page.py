"""Each test that docs/part-2.md names is there, and every requirement has at least one."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "part-2.md").read_text()
NAMED = re.findall(r"`(tests/[^`]+)::(\w+)`", PAGE)


def is_there(file: str, function: str) -> bool:
    path = ROOT / file
    return path.is_file() and f"def {function}(" in path.read_text()


def test_each_test_on_the_page_is_there() -> None:
    assert [f"{file}::{name}" for file, name in NAMED if not is_there(file, name)] == []


def test_invented_test_is_found() -> None:
    assert not is_there("tests/architecture/test_part2_page.py", "test_of_" + "nothing")


def test_every_requirement_has_a_test() -> None:
    sections = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]

    assert [one.split()[0] for one in sections] == [f"P{number}" for number in range(1, 21)]
    assert [one.split("\n")[0] for one in sections if "::" not in one] == []

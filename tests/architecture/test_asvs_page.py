"""The page about the ASVS names only tests, files and pages that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "asvs.md"
FOLDERS = (
    "accounts",
    "access",
    "audit",
    "backups",
    "cli",
    "disclosures",
    "encryption",
    "people",
    "feeds",
    "public",
    "rights",
)


def names(text: str) -> list[str]:
    """What stands in backquotes and looks like a file of ours, with the test where one is named."""
    wanted = rf"`((?:docs|tests|{'|'.join(FOLDERS)})/[\w/.-]+\.(?:py|md)(?:::\w+)?)`"
    return re.findall(wanted, text)


def is_there(name: str) -> bool:
    file, _, test = name.partition("::")
    path = (
        ROOT / file if file.startswith(("docs/", "tests/")) else ROOT / "tests/integration" / file
    )
    return path.is_file() and (not test or f"def {test}(" in path.read_text())


ALL = sorted(set(names(PAGE.read_text())))


@pytest.mark.parametrize("name", ALL)
def test_name_on_the_page_is_there(name: str) -> None:
    assert is_there(name), f"docs/asvs.md names {name}, which is not there"


def test_name_that_is_not_there_is_found() -> None:
    (name,) = names("as `accounts/test_sessions.py::test_of_nothing` shows")

    assert not is_there(name)
    assert len(ALL) > 60

"""What the notebook's modules may touch, and the words they say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from unit.content.readability import grade
from unit.content.test_public_texts import LABELS
from unit.notebook.driven import APP, Node

MOST_LINES = 150
MAX_GRADE = 6.0
WORDS = APP / "notebook-words.js"
MODULES = sorted(path for path in APP.glob("notebook*.js") if path != WORDS)
_FORBIDDEN = re.compile(
    r"\b(?:console|localStorage|sessionStorage|indexedDB|caches|document|window|location|history"
    r"|fetch|XMLHttpRequest|sendBeacon|WebSocket|postMessage|eval(?=\()|Function|URLSearchParams"
    r"|Math\.random)\b"
)
_COMMENT = re.compile(r"//.*$", re.MULTILINE)
_IMPORT = re.compile(r'from "([^"]+)"')


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_module_keeps_sends_and_tells_nothing(path: Path) -> None:
    """Secrets reach no storage, address, console or network: there is no way to any of them."""
    source = path.read_text(encoding="utf-8")
    code = _COMMENT.sub("", source)

    assert _FORBIDDEN.findall(code) == []
    assert len(source.splitlines()) <= MOST_LINES
    for imported in _IMPORT.findall(code):
        assert (path.parent / imported).is_file()


def test_notebook_words_holds_words_only() -> None:
    source = WORDS.read_text(encoding="utf-8")

    assert "import" not in source
    assert re.findall(r"^export const (\w+) = Object\.freeze\(", source, re.MULTILINE) == (
        re.findall(r"^export .*?(\w+) =", source, re.MULTILINE)
    )


@pytest.fixture(scope="module")
def words(node: Node) -> dict[str, Any]:
    said: dict[str, Any] = node("words")
    return said


def test_what_it_means_is_easy_to_read(words: dict[str, Any]) -> None:
    before = words["BEFORE_YOU_START"]
    pieces = [before["title"] + ".", before["lead"], *before["points"], before["limit"]]
    pieces += [before["agree"], *(way["about"] for way in words["WAYS"].values())]

    assert grade("\n\n".join(pieces)) <= MAX_GRADE
    for piece in pieces:
        assert grade(piece) <= MAX_GRADE + 3, piece


def test_trouble_is_easy_to_read_and_blames_nobody(words: dict[str, Any]) -> None:
    trouble = words["TROUBLE"]

    assert grade("\n\n".join(trouble.values())) <= MAX_GRADE
    for text in trouble.values():
        assert text.endswith(".")
        assert not re.search(r"\b(?:invalid|error|failed|illegal|bad)\b", text, re.IGNORECASE)


def test_words_say_plainly_what_nobody_can_undo(words: dict[str, Any]) -> None:
    before = words["BEFORE_YOU_START"]
    said = " ".join([before["lead"], *before["points"], before["limit"], before["agree"]])

    assert "gone for good" in said
    assert "changed the app on our side" in said
    assert not LABELS.search(said)


def test_every_trouble_that_is_raised_has_its_words_and_the_other_way_round(
    words: dict[str, Any],
) -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    raised = set(re.findall(r'NotebookTrouble\("(\w+)"', sources))
    raised |= set(re.findall(r'(?:passphrase|code|passkey): "(wrong_\w+)"', sources))

    assert raised == set(words["TROUBLE"])

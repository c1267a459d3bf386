"""The words that the phone has for entries are those of the values the server takes."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from stepwell.domain.recovery.bodies import Arrived, Stayed, UseAnswer
from stepwell.domain.recovery.log import BEST_MOOD, STRONGEST_URGE, Deed, Liking, Medicine
from stepwell.domain.recovery.log import MeetingMode as Mode
from stepwell.domain.recovery.sharing import CHECK_IN_FIELDS, MEETING_FIELDS, Share
from stepwell.domain.recovery.sobriety_checks import PROBLEM_WORDS
from unit.app.test_modules import APP, node

__all__ = ["node"]

ASK = """
const [words, parts, uses] = await Promise.all(
  ["entry-words.js", "shared-parts.js", "uses.js"].map((name) => import(process.argv[1] + name)));
console.log(JSON.stringify({ ...words, ...parts, WORDS: uses.WORDS }));
"""


@pytest.fixture
def words(node: str) -> dict[str, Any]:
    asked = [node, "--input-type=module", "-e", ASK, f"{APP.as_uri()}/"]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def test_choices_of_the_phone_are_those_of_the_server(words: dict[str, Any]) -> None:
    enums = {
        "MODES": Mode,
        "LIKINGS": Liking,
        "ARRIVED": Arrived,
        "STAYED": Stayed,
        "DEEDS": Deed,
        "USES": UseAnswer,
        "MEDICINES": Medicine,
    }
    for name, values in enums.items():
        assert {value for value, _ in words[name]} == {one.value for one in values}, name
    assert [value for value, _ in words["URGES"]] == [str(n) for n in range(STRONGEST_URGE + 1)]
    assert BEST_MOOD == 10


def test_parts_of_the_phone_are_those_of_the_server(words: dict[str, Any]) -> None:
    assert set(words["MEETING_PARTS"]) == {Share.MEETINGS, *MEETING_FIELDS}
    assert set(words["CHECK_IN_PARTS"]) == {Share.USE, *CHECK_IN_FIELDS}


def test_problems_are_said_in_the_same_words(words: dict[str, Any]) -> None:
    same = {code: PROBLEM_WORDS[code] for code in ("too_early", "needs_definition")}
    assert same.items() <= words["WORDS"].items()

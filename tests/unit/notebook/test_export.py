"""The notebook as a file that anyone can read, and the copy that a counselor gets."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit.notebook.conftest import Opened
from unit.notebook.driven import Node, Trouble, place, refusal
from unit.notebook.test_sealing import ENTRY

INVENTORY = {
    "text": "I wrote this at night.",
    "made_on": "2026-11-20",
    "title": "First look",
    "step": 4,
    "worksheet": {
        "form": "resentments",
        "rows": [{"who": "My brother", "why": "Money"}, {"who": "Work", "why": "Hours"}],
    },
}
READABLE = """\
2026-11-20 · Step 4 · First look

I wrote this at night.
Worksheet: resentments
1.
   who: My brother
   why: Money
2.
   who: Work
   why: Hours
"""


def versions_of(node: Node, made: Opened, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "id": place(number)["version"],
            "record": place(number)["record"],
            "body": node("seal", notebook=made.number, entry=entry, place=place(number)),
        }
        for number, entry in enumerate(entries, start=1)
    ]


@given(st.lists(ENTRY, max_size=4))
def test_last_line_of_the_file_holds_every_entry(
    node: Node, made: Opened, entries: list[dict[str, Any]]
) -> None:
    versions = versions_of(node, made, entries)

    file = node("exportAll", notebook=made.number, versions=versions, on="2026-11-27")

    kept = json.loads(file["text"].rsplit("\n", 1)[1])
    assert kept["format"] == "stepwell notebook"
    found = {one["version"]: one["entry"] for one in kept["entries"]}
    assert found == {one["id"]: entry for one, entry in zip(versions, entries, strict=True)}
    assert [one["entry"]["made_on"] for one in kept["entries"]] == sorted(
        entry["made_on"] for entry in entries
    )
    for entry in entries:
        assert entry["text"] in file["text"]


def test_file_reads_like_a_notebook(node: Node, made: Opened) -> None:
    later = {"text": "A good day.", "made_on": "2026-11-25"}
    versions = versions_of(node, made, [later, INVENTORY])

    file = node("exportAll", notebook=made.number, versions=versions, on="2026-11-27")

    assert file["name"] == "notebook-2026-11-27.txt"
    assert file["text"].startswith(
        "My notebook, saved on 2026-11-27. Entries: 2.\nThis file is not locked."
    )
    assert READABLE in file["text"]
    assert file["text"].index("First look") < file["text"].index("A good day.")
    assert file["unopened"] == []


def test_what_does_not_open_is_named_and_the_rest_is_there(node: Node, made: Opened) -> None:
    versions = versions_of(node, made, [INVENTORY, INVENTORY | {"title": "Second"}, INVENTORY])
    versions[0]["body"]["data"] = versions[0]["body"]["data"][:-9]
    versions[2]["body"] = None

    file = node("exportAll", notebook=made.number, versions=versions, on="2026-11-27")

    spoilt = {**place(1), "code": "truncated"}
    assert file["unopened"] == [spoilt]
    assert json.loads(file["text"].rsplit("\n", 1)[1])["unopened"] == [spoilt]
    assert "Entries that could not be opened: 1." in file["text"]
    assert "Second" in file["text"]


def test_locked_notebook_exports_nothing(node: Node, made: Opened) -> None:
    versions = versions_of(node, made, [INVENTORY])
    number = node("unlock", keyring=made.keyring, secret=made.code)["notebook"]
    node("lock", notebook=number)

    refused = refusal(node, "exportAll", notebook=number, versions=versions, on="2026-11-27")

    assert refused == "locked"


def test_counselor_gets_a_plain_copy_that_says_where_it_is_from(node: Node) -> None:
    copy = node("copyForCounselor", entry=INVENTORY)

    said = {name: INVENTORY[name] for name in ("text", "title", "step", "worksheet")}
    assert copy == said | {"on": "2026-11-20", "from": "notebook"}


def test_only_an_entry_is_copied(node: Node) -> None:
    with pytest.raises(Trouble, match="look at “secret”"):
        node("copyForCounselor", entry=INVENTORY | {"secret": "x"})

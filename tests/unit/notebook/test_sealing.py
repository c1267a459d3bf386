"""Entries sealed in the browser: what comes back, what their size tells, what is refused."""

from __future__ import annotations

import base64
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.domain.recovery.sealed_bodies import SEALED_SIZES, SealedBody
from unit.notebook.conftest import Opened
from unit.notebook.driven import Broken, Node, Trouble, passkey_way, place, refusal

DAY = "2026-11-27"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
ROW = st.dictionaries(TEXT.filter(lambda name: name != "__proto__"), TEXT, max_size=3)
ENTRY = st.fixed_dictionaries(
    {"text": TEXT, "made_on": st.dates().map(str)},
    optional={
        "title": TEXT,
        "step": st.integers(1, 12),
        "worksheet": st.fixed_dictionaries(
            {"form": st.just("resentments"), "rows": st.lists(ROW, max_size=3)}
        ),
    },
)


def entry_of(size: int) -> dict[str, str]:
    """An entry whose JSON has so many bytes."""
    empty = {"text": "", "made_on": DAY}
    return empty | {"text": "x" * (size - len(msgspec.json.encode(empty)))}


def flipped(text: str, at: int, bit: int) -> str:
    data = bytearray(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    data[at % len(data)] ^= 1 << bit
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@given(ENTRY)
def test_entry_comes_back_as_it_was_written(
    node: Node, made: Opened, entry: dict[str, Any]
) -> None:
    body = node("seal", notebook=made.number, entry=entry, place=place())

    assert node("open", notebook=made.number, body=body, place=place()) == entry
    assert msgspec.convert(body, SealedBody).key == made.key_id


def test_half_a_sign_comes_back_too(node: Node, made: Opened) -> None:
    entry = {"text": "\ud83d cut by the phone", "made_on": DAY}
    body = node("seal", notebook=made.number, entry=entry, place=place())

    assert node("open", notebook=made.number, body=body, place=place()) == entry


@pytest.mark.parametrize("size", SEALED_SIZES)
def test_sizes_step_exactly_where_the_padding_ends(node: Node, made: Opened, size: int) -> None:
    most = size - 16 - 4
    for content in (most - 1, most):
        entry = entry_of(content)
        body = node("seal", notebook=made.number, entry=entry, place=place())
        assert len(base64.urlsafe_b64decode(body["data"] + "==")) == size
        assert node("open", notebook=made.number, body=body, place=place()) == entry

    if size < SEALED_SIZES[-1]:
        body = node("seal", notebook=made.number, entry=entry_of(most + 1), place=place())
        assert len(base64.urlsafe_b64decode(body["data"] + "==")) == 4 * size


def test_entry_that_is_too_long_is_refused_with_how_much(node: Node, made: Opened) -> None:
    entry = entry_of(SEALED_SIZES[-1] - 16 - 4 + 1)

    with pytest.raises(Trouble, match="1 KB more than fits") as refused:
        node("seal", notebook=made.number, entry=entry, place=place())

    assert refused.value.code == "too_long"


@given(st.text(max_size=300), st.text(max_size=300))
def test_short_entries_look_alike(node: Node, made: Opened, one: str, other: str) -> None:
    bodies = [
        node("seal", notebook=made.number, entry={"text": text, "made_on": DAY}, place=place())
        for text in (one[:200], other[:200])
    ]

    assert len({len(body["data"]) for body in bodies}) == 1
    assert bodies[0]["nonce"] != bodies[1]["nonce"]
    assert bodies[0]["data"] != bodies[1]["data"]


@settings(max_examples=300)
@given(st.sampled_from(["data", "nonce"]), st.integers(0, 4095), st.integers(0, 7))
def test_any_flipped_bit_is_refused(
    node: Node, made: Opened, field: str, at: int, bit: int
) -> None:
    body = _sealed(node, made)
    changed = body | {field: flipped(body[field], at, bit)}

    assert refusal(node, "open", notebook=made.number, body=changed, place=place()) == "tampered"


def test_every_byte_of_an_entry_counts(node: Node, made: Opened) -> None:
    body = _sealed(node, made)

    for at in range(1024):
        changed = body | {"data": flipped(body["data"], at, at % 8)}
        code = refusal(node, "open", notebook=made.number, body=changed, place=place())
        assert code == "tampered"


@pytest.mark.parametrize("swapped", ["record", "version"])
def test_entry_opens_in_its_own_place_only(node: Node, made: Opened, swapped: str) -> None:
    here, there = place(1), place(2)
    body = _sealed(node, made)

    elsewhere = here | {swapped: there[swapped]}

    assert refusal(node, "open", notebook=made.number, body=body, place=elsewhere) == "tampered"


def test_two_entries_cannot_change_places(node: Node, made: Opened) -> None:
    places = [place(1), place(2)]
    bodies = [
        node("seal", notebook=made.number, entry={"text": str(at), "made_on": DAY}, place=at)
        for at in places
    ]

    for body, at in zip(bodies, reversed(places), strict=True):
        assert refusal(node, "open", notebook=made.number, body=body, place=at) == "tampered"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda body: {"nonce": body["nonce"][:-4]}, "truncated"),
        (lambda body: {"data": "my text, in the clear"}, "damaged"),
        (lambda body: {"data": None}, "damaged"),
        (lambda body: {"data": body["data"][:-1] + "B"}, "damaged"),
        (lambda body: {"key": "A" * 22}, "unknown_key"),
        (lambda body: {"v": 2}, "newer"),
        (lambda body: {"v": None}, "damaged"),
    ],
)
def test_what_is_wrong_is_told_apart(node: Node, made: Opened, change: Any, code: str) -> None:
    body = _sealed(node, made)

    changed = body | change(body)

    assert refusal(node, "open", notebook=made.number, body=changed, place=place()) == code


@given(st.integers(1, 1366))
def test_entry_cut_short_is_told_from_a_changed_one(node: Node, made: Opened, cut: int) -> None:
    body = _sealed(node, made)

    short = body | {"data": body["data"][:-cut]}

    assert refusal(node, "open", notebook=made.number, body=short, place=place()) == "truncated"


def test_key_of_another_notebook_is_not_taken(node: Node, made: Opened) -> None:
    other = node("make", secrets=[passkey_way(2)])
    body = _sealed(node, made)

    renamed = body | {"key": other["keyId"]}
    number = other["notebook"]

    assert refusal(node, "open", notebook=number, body=body, place=place()) == "unknown_key"
    assert refusal(node, "open", notebook=number, body=renamed, place=place()) == "tampered"


def test_locked_notebook_neither_seals_nor_opens(node: Node, made: Opened) -> None:
    number = node("unlock", keyring=made.keyring, secret=made.code)["notebook"]
    body = _sealed(node, made)
    assert node("open", notebook=number, body=body, place=place())["text"] == "I was afraid."

    node("lock", notebook=number)

    assert refusal(node, "open", notebook=number, body=body, place=place()) == "locked"
    assert refusal(node, "seal", notebook=number, entry=entry_of(99), place=place()) == "locked"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": 5}, "text"),
        ({"made_on": "today"}, "made_on"),
        ({"step": 13}, "step"),
        ({"mood": 3}, "mood"),
        ({"toString": "x"}, "toString"),
        ({"worksheet": {"form": "fears"}}, "worksheet"),
        ({"worksheet": {"form": "fears", "rows": [{"what": 1}]}}, "worksheet"),
    ],
)
def test_only_entries_are_sealed(
    node: Node, made: Opened, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Trouble, match=f"look at “{field}”") as refused:
        node("seal", notebook=made.number, entry=entry_of(99) | change, place=place())

    assert refused.value.code == "not_an_entry"


def test_place_must_be_named(node: Node, made: Opened) -> None:
    with pytest.raises(Broken, match="two UUIDs"):
        node("seal", notebook=made.number, entry=entry_of(99), place={"record": "", "version": ""})


def _sealed(node: Node, made: Opened) -> dict[str, Any]:
    entry = {"text": "I was afraid.", "made_on": DAY}
    body: dict[str, Any] = node("seal", notebook=made.number, entry=entry, place=place())
    return body

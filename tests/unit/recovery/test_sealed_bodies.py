"""What the private notebook hands the server holds nothing that a person could read."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.recovery.sealed_bodies import SEALED_SIZES, KeyringBody, SealedBody


def spelled(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _random(size: int) -> st.SearchStrategy[str]:
    return st.binary(min_size=size, max_size=size).map(spelled)


ID, NONCE, SEALED_KEY, HASH = _random(16), _random(12), _random(48), _random(32)
_EVERY_WRAP = {"id": ID, "salt": ID, "check": ID, "nonce": NONCE, "key": SEALED_KEY}
COST = st.fixed_dictionaries(
    {
        "N": st.integers(14, 18).map(lambda power: 2**power),
        "r": st.just(8),
        "p": st.integers(1, 16),
    }
)
WRAP = st.one_of(
    st.fixed_dictionaries({"way": st.just("passphrase"), "scrypt": COST, **_EVERY_WRAP}),
    st.fixed_dictionaries({"way": st.just("code"), **_EVERY_WRAP}),
    st.fixed_dictionaries({"way": st.just("passkey"), "credential": HASH, **_EVERY_WRAP}),
)
OLDER = st.fixed_dictionaries({"id": ID, "nonce": NONCE, "key": SEALED_KEY})


def _ids_differ(body: dict[str, Any]) -> bool:
    ids = [body["key"], *(one["id"] for one in body["wraps"] + body["older"])]
    return len(set(ids)) == len(ids)


KEYRING = st.fixed_dictionaries(
    {
        "v": st.just(1),
        "key": ID,
        "wraps": st.lists(WRAP, min_size=1, max_size=4),
        "older": st.lists(OLDER, max_size=2),
    }
).filter(_ids_differ)
READABLE = st.one_of(
    st.text(),
    st.text(st.characters(categories=["L", "N"]), max_size=70),
    st.from_regex(r"\A[a-z]{2,9}( [a-z]{2,9}){2,6}\Z"),
    st.sampled_from(["correct horse battery", "K7Q2-9XHD", "Blue phone", "My first inventory"]),
)
_SHAPES = {22: 16, 16: 12, 43: 32, 64: 48}


def _is_only_a_spelling(text: str) -> bool:
    """Whether random bytes could have been spelled so."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return False
    return len(data) == _SHAPES.get(len(text)) and spelled(data) == text


def _places(body: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the body holds a value that is neither a list nor a table."""
    inner = body.items() if isinstance(body, dict) else enumerate(body)
    for name, value in inner:
        if isinstance(value, dict | list):
            yield from _places(value, (*path, name))
        else:
            yield (*path, name)


def _tables(body: Any) -> Iterator[dict[str, Any]]:
    if isinstance(body, dict):
        yield body
    for value in body.values() if isinstance(body, dict) else body:
        if isinstance(value, dict | list):
            yield from _tables(value)


def _put(body: Any, path: tuple[Any, ...], value: object) -> None:
    for name in path[:-1]:
        body = body[name]
    body[path[-1]] = value


@given(KEYRING)
def test_keyring_of_every_way_is_taken_and_written_back_the_same(body: dict[str, Any]) -> None:
    taken = msgspec.convert(body, KeyringBody)

    assert msgspec.json.decode(msgspec.json.encode(taken)) == body


@given(KEYRING, READABLE, st.data())
def test_no_value_of_a_keyring_can_be_readable_text(
    body: dict[str, Any], text: str, data: st.DataObject
) -> None:
    _put(body, data.draw(st.sampled_from(list(_places(body)))), text)

    if not _is_only_a_spelling(text):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(body, KeyringBody)


@given(KEYRING, st.text(min_size=1), READABLE, st.data())
def test_keyring_takes_no_field_it_does_not_know(
    body: dict[str, Any], name: str, text: str, data: st.DataObject
) -> None:
    table = data.draw(st.sampled_from(list(_tables(body))))
    if name in table:
        name += "_hint"
    table[name] = text

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(body, KeyringBody)


@given(KEYRING, st.data())
def test_keyring_needs_every_field(body: dict[str, Any], data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(list(_tables(body))))
    del table[data.draw(st.sampled_from(sorted(table)))]

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(body, KeyringBody)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"wraps": []}, "length >= 1"),
        ({"v": 2}, "Invalid enum value 2"),
        ({"older": [{"id": "A" * 22, "nonce": "A" * 16, "key": "A" * 64}]}, "there twice"),
    ],
)
def test_refused_keyring_says_why(change: dict[str, Any], words: str) -> None:
    wrap = {name: "A" * len(value) for name, value in _one_code_wrap().items() if name != "way"}
    body = {"v": 1, "key": "B" * 21 + "A", "wraps": [{"way": "code", **wrap}], "older": []}
    msgspec.convert(body, KeyringBody)

    with pytest.raises(msgspec.ValidationError, match=words):
        msgspec.convert(body | change, KeyringBody)


def _one_code_wrap() -> dict[str, str]:
    return {"way": "code", "id": spelled(bytes(16)), "salt": spelled(bytes(16))} | {
        "check": spelled(bytes(16)),
        "nonce": spelled(bytes(12)),
        "key": spelled(bytes(48)),
    }


@pytest.mark.parametrize(("name", "value"), [("N", 2**13), ("N", 3 * 2**13), ("r", 1), ("p", 0)])
def test_passphrase_cannot_be_stretched_for_less(name: str, value: int) -> None:
    cost = {"N": 2**16, "r": 8, "p": 2}
    wrap = _one_code_wrap() | {"way": "passphrase"}
    body = {"v": 1, "key": "B" * 21 + "A", "older": []}
    msgspec.convert(body | {"wraps": [wrap | {"scrypt": cost}]}, KeyringBody)

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(body | {"wraps": [wrap | {"scrypt": cost | {name: value}}]}, KeyringBody)


def _sealed(data: bytes) -> dict[str, Any]:
    return {"v": 1, "key": spelled(bytes(16)), "nonce": spelled(bytes(12)), "data": spelled(data)}


@pytest.mark.parametrize("size", SEALED_SIZES)
def test_sealed_entry_has_one_of_the_padded_sizes(size: int) -> None:
    msgspec.convert(_sealed(bytes(size)), SealedBody)

    for other in (size - 1, size + 1, size - 3, size + 3):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(_sealed(bytes(other)), SealedBody)


@given(st.text(max_size=2000), st.sampled_from(["key", "nonce", "data", "title", "text"]))
def test_sealed_entry_holds_no_text(text: str, name: str) -> None:
    body = _sealed(bytes(1024)) | {name: text}

    if not _is_only_a_spelling(text):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(body, SealedBody)


def test_sealed_entry_is_spelled_in_one_way_only() -> None:
    body = _sealed(bytes(1024))
    body["data"] = body["data"][:-1] + "B"

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(body, SealedBody)

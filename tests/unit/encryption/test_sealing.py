from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.records.encryption.keyring import Key, KeyRing
from stepwell.records.encryption.sealing import (
    KeyMissing,
    Place,
    Unreadable,
    key_id_of,
    seal,
    unseal,
)

DAY = date(2026, 11, 27)
RING = KeyRing.make(made_on=DAY)
HERE = Place("people_client.name", "0197a1c2-0000-7000-8000-00000000abcd")


@given(st.binary(max_size=4096))
def test_seal_opens_to_the_same_bytes(plain: bytes) -> None:
    sealed = seal(plain, ring=RING, place=HERE)

    assert unseal(sealed, ring=RING, place=HERE) == plain
    assert key_id_of(sealed) == RING.newest("seal").id


@given(st.binary(min_size=1, max_size=200), st.data())
def test_seal_any_changed_byte_is_noticed(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(plain, ring=RING, place=HERE))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(Unreadable):
        unseal(bytes(sealed), ring=RING, place=HERE)


@given(st.binary(max_size=200), st.data())
def test_seal_cut_off_value_is_noticed(plain: bytes, data: st.DataObject) -> None:
    sealed = seal(plain, ring=RING, place=HERE)
    cut = data.draw(st.integers(0, len(sealed) - 1))

    with pytest.raises(Unreadable):
        unseal(sealed[:cut], ring=RING, place=HERE)


@pytest.mark.parametrize(
    "elsewhere",
    [replace(HERE, row=HERE.row[:-1] + "e"), replace(HERE, column="people_client.alias")],
    ids=["another row", "another column"],
)
def test_seal_moved_value_does_not_open(elsewhere: Place) -> None:
    sealed = seal(b"Ana", ring=RING, place=HERE)

    with pytest.raises(Unreadable, match="moved there from another"):
        unseal(sealed, ring=RING, place=elsewhere)


def test_seal_other_key_under_the_same_id_does_not_open() -> None:
    sealed = seal(b"Ana", ring=RING, place=HERE)
    other = Key.make("seal", made_on=DAY)
    forged = KeyRing([replace(other, id=RING.newest("seal").id), RING.newest("index")])

    with pytest.raises(Unreadable):
        unseal(sealed, ring=forged, place=HERE)


def test_seal_absent_key_is_named() -> None:
    sealed = seal(b"Ana", ring=RING, place=HERE)

    with pytest.raises(KeyMissing, match=RING.newest("seal").id):
        unseal(sealed, ring=KeyRing.make(made_on=DAY), place=HERE)


def test_seal_hides_the_length_of_short_answers() -> None:
    lengths = {len(seal(text, ring=RING, place=HERE)) for text in (b"", b"no", b"yes", b"x" * 31)}

    assert len(lengths) == 1


def test_seal_same_text_twice_differs() -> None:
    assert seal(b"Ana", ring=RING, place=HERE) != seal(b"Ana", ring=RING, place=HERE)

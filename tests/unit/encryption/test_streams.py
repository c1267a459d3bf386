from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.records.encryption import streams
from stepwell.records.encryption.keyring import BACKUP_PURPOSES, Key, KeyRing
from stepwell.records.encryption.streams import (
    SealedReader,
    SealedWriter,
    StreamRefused,
    key_id_of_stream,
)

RING = KeyRing.make(made_on=date(2026, 11, 27), purposes=BACKUP_PURPOSES)
KEY = RING.newest("backup")


def sealed(*pieces: bytes, key: Key = KEY) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, key)
    writer.head(b"the head")
    for piece in pieces:
        writer.piece(piece)
    writer.end(b"the end")
    return file.getvalue()


def opened(data: bytes, ring: KeyRing = RING) -> tuple[bytes, list[bytes], bytes]:
    reader = SealedReader(io.BytesIO(data), ring, where="x.backup")
    pieces = list(reader.pieces())
    return reader.head, pieces, reader.end


def frames(data: bytes) -> tuple[bytes, list[bytes]]:
    """The preface, and each frame."""
    at = len(streams.MAGIC) + 1 + len(KEY.id) + streams.SALT_BYTES
    preface, found = data[:at], []
    while at < len(data):
        length = 5 + int.from_bytes(data[at + 1 : at + 5], "big")
        found.append(data[at : at + length])
        at += length
    return preface, found


def test_stream_comes_back_in_pieces() -> None:
    assert opened(sealed(b"one", b"two")) == (b"the head", [b"one", b"two"], b"the end")
    assert opened(sealed()) == (b"the head", [], b"the end")


def test_stream_long_piece_is_cut_into_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "PIECE", 10)

    head, pieces, end = opened(sealed(b"x" * 25))

    assert [len(piece) for piece in pieces] == [10, 10, 5]
    assert (head, end) == (b"the head", b"the end")


def test_stream_shows_its_key_and_nothing_else() -> None:
    data = sealed(b"planted")

    assert key_id_of_stream(io.BytesIO(data), where="x") == KEY.id
    for secret in (b"planted", b"head", b"end", KEY.material):
        assert secret not in data


def test_stream_same_content_twice_differs_from_the_first_byte_that_may() -> None:
    one, two = frames(sealed(b"same")), frames(sealed(b"same"))

    assert all(a != b for a, b in zip(one[1], two[1], strict=True))


@given(st.data())
def test_stream_any_changed_byte_is_noticed(data: st.DataObject) -> None:
    whole = bytearray(sealed(b"one", b"two"))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(StreamRefused, match=r"x\.backup"):
        opened(bytes(whole))


@given(st.data())
def test_stream_cut_off_anywhere_is_noticed(data: st.DataObject) -> None:
    whole = sealed(b"one", b"two")
    cut = data.draw(st.integers(0, len(whole) - 1))

    with pytest.raises(StreamRefused, match=r"x\.backup"):
        opened(whole[:cut])


CHANGES: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "one left out": lambda f: [f[0], f[2], f[3]],
    "two exchanged": lambda f: [f[0], f[2], f[1], f[3]],
    "one twice": lambda f: [f[0], f[1], f[1], f[2], f[3]],
    "end too early": lambda f: [f[0], f[3]],
    "no head": lambda f: f[1:],
    "more after the end": lambda f: [*f, f[1]],
    "a letter after the end": lambda f: [*f, b"x"],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_stream_frames_moved_about_are_noticed(
    change: Callable[[list[bytes]], list[bytes]],
) -> None:
    preface, found = frames(sealed(b"one", b"two"))

    with pytest.raises(StreamRefused, match=r"x\.backup"):
        opened(preface + b"".join(change(found)))


def test_stream_frame_of_another_file_is_noticed() -> None:
    preface, mine = frames(sealed(b"one"))
    _, others = frames(sealed(b"two"))

    with pytest.raises(StreamRefused, match="damaged or was changed"):
        opened(preface + mine[0] + others[1] + mine[2])


def test_stream_without_its_key_names_it() -> None:
    other = KeyRing.make(made_on=date(2026, 11, 27), purposes=BACKUP_PURPOSES)

    with pytest.raises(StreamRefused, match=f"{KEY.id}, which is not among the backup keys"):
        opened(sealed(b"one"), ring=other)


@pytest.mark.parametrize("data", [b"", b"PGDMP", b"SQLite format 3\0" * 8])
def test_stream_another_kind_of_file_is_refused(data: bytes) -> None:
    with pytest.raises(StreamRefused, match="not a backup"):
        opened(data)

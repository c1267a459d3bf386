"""Unpacking: the same bytes however they are cut, and never more than allowed."""

from __future__ import annotations

import gzip
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.gateways.decoding import MAX_GZIP_MEMBERS, BodyReader
from stepwell.gateways.failures import FetchFailed
from stepwell.gateways.limits import FetchLimits


def unpack(encoding: str, pieces: list[bytes], limits: FetchLimits | None = None) -> bytes:
    reader = BodyReader(encoding, "https://aa.example/", limits or FetchLimits())
    for piece in pieces:
        reader.add(piece)
    return reader.finish()


@given(
    body=st.binary(min_size=1, max_size=3000),
    packing=st.sampled_from(["", "gzip", "deflate"]),
    cuts=st.lists(st.integers(0, 3100), max_size=6),
)
def test_body_is_the_same_however_it_is_cut(body: bytes, packing: str, cuts: list[int]) -> None:
    packed = {"": body, "gzip": gzip.compress(body), "deflate": zlib.compress(body)}[packing]
    edges = [0, *sorted(min(cut, len(packed)) for cut in cuts), len(packed)]
    pieces = [packed[a:b] for a, b in pairwise(edges)]

    assert unpack(packing, pieces) == body


@given(st.binary(min_size=1, max_size=200), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_unpack_or_fail_with_a_code(data: bytes, encoding: str) -> None:
    code = ""
    try:
        unpack(encoding, [data])
    except FetchFailed as error:
        code = error.code

    assert code in {"", "bad_compression", "truncated", "empty"}


@given(st.integers(1, 60))
def test_gzip_cut_anywhere_is_truncated(length: int) -> None:
    packed = gzip.compress(bytes(range(256)))

    with pytest.raises(FetchFailed) as caught:
        unpack("gzip", [packed[:length]])

    assert caught.value.code == "truncated"


def test_body_over_the_limit_by_one_byte_is_too_large() -> None:
    limits = FetchLimits(max_body_bytes=10_000, max_wire_bytes=100_000)

    assert unpack("gzip", [gzip.compress(bytes(10_000))], limits) == bytes(10_000)
    with pytest.raises(FetchFailed) as caught:
        unpack("gzip", [gzip.compress(bytes(10_001))], limits)
    assert caught.value.code == "too_large"


def test_wire_over_the_limit_by_one_byte_is_too_large() -> None:
    limits = FetchLimits(max_wire_bytes=10_000)

    assert unpack("", [bytes(10_000)], limits) == bytes(10_000)
    with pytest.raises(FetchFailed):
        unpack("", [bytes(10_000), b"x"], limits)


def test_small_body_may_pack_very_well() -> None:
    assert unpack("gzip", [gzip.compress(bytes(900_000))]) == bytes(900_000)


def test_endless_empty_members_are_a_bomb() -> None:
    with pytest.raises(FetchFailed) as caught:
        unpack("gzip", [gzip.compress(b"") * (MAX_GZIP_MEMBERS + 2)])

    assert caught.value.code == "bomb"

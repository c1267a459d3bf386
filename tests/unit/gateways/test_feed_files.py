"""Feeds from files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stepwell.gateways.feeds import FetchError, FetchFailed, FetchLimits, FetchRefused, read_file


def test_read_file_returns_bytes_and_kind(tmp_path: Path) -> None:
    path = tmp_path / "feed.JSON"
    path.write_bytes(b"[]")

    result = read_file(path)

    assert (result.body, result.content_type, result.url) == (b"[]", "application/json", str(path))


def test_read_file_over_the_limit_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "feed.csv"
    path.write_bytes(bytes(101))

    with pytest.raises(FetchFailed) as caught:
        read_file(path, FetchLimits(max_body_bytes=100))

    assert caught.value.code == "too_large"
    assert "100 bytes" in str(caught.value)


def test_read_file_empty_missing_and_impossible_paths_fail(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    codes = []
    for name in ("empty", "missing", "empty/below", "nul\0"):
        with pytest.raises(FetchError) as caught:
            read_file(str(tmp_path / name))
        codes.append(caught.value.code)

    assert codes == ["empty", "file_missing", "file_missing", "file_unreadable"]


def test_read_file_refuses_what_is_not_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(FetchRefused) as caught:
            read_file(path)
        assert caught.value.code == "not_a_file"

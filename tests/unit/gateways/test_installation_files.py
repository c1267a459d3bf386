"""Locks between processes, and secrets that are made once and never half written."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from factories.lock_holder import held_by_another_process
from stepwell.gateways import installation_files
from stepwell.gateways.installation_files import kept_secret, only_one


def test_only_one_keeps_other_threads_waiting(tmp_path: Path) -> None:
    inside = threading.Event()

    def enter() -> None:
        with only_one(tmp_path / "lock"):
            inside.set()

    thread = threading.Thread(target=enter)
    with only_one(tmp_path / "lock"):
        thread.start()
        assert not inside.wait(0.1)

    assert inside.wait(10)
    thread.join()


def test_only_one_keeps_other_processes_waiting(tmp_path: Path) -> None:
    inside = threading.Event()

    def enter() -> None:
        with only_one(tmp_path / "lock"):
            inside.set()

    thread = threading.Thread(target=enter)
    with held_by_another_process(tmp_path / "lock"):
        thread.start()
        assert not inside.wait(0.1)

    assert inside.wait(10)
    thread.join()


def test_kept_secret_is_made_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    before = os.umask(0)
    try:
        first = kept_secret(path, lambda: "made first")
    finally:
        os.umask(before)

    assert first == kept_secret(path, lambda: "made second") == "made first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_kept_secret_left_empty_by_a_crash_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.touch()

    assert kept_secret(path, lambda: "made") == "made"


def test_kept_secret_asked_by_many_at_once_is_one(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    together = threading.Barrier(8)
    got: list[str] = []

    def ask(number: int) -> None:
        together.wait(10)
        got.append(kept_secret(path, lambda: f"made by {number}"))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(got) == 8
    assert set(got) == {path.read_text()}


def test_kept_secret_is_never_seen_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret"

    def fail(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(installation_files.os, "fsync", fail)

    with pytest.raises(OSError, match="disk full"):
        kept_secret(path, lambda: "made")

    assert not path.exists()
    assert [one.name for one in tmp_path.iterdir()] == [".secret.lock"]

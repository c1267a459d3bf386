from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from stepwell.records.encryption.key_files import (
    create_keys,
    read_backup_keys,
    read_keys,
    replace_keys,
)
from stepwell.records.encryption.keyring import Key, KeyRing, KeysRefused, format_keys, parse_keys

DAY = date(2026, 11, 27)


def test_keys_written_and_read_are_the_same(tmp_path: Path) -> None:
    ring = KeyRing.make(made_on=DAY).with_new(Key.make("seal", made_on=DAY))
    path = tmp_path / "keys"

    create_keys(path, ring)

    assert read_keys(path).keys == ring.keys
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["keys"]


def test_keys_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    create_keys(path, KeyRing.make(made_on=DAY))
    before = path.read_bytes()

    with pytest.raises(FileExistsError):
        create_keys(path, KeyRing.make(made_on=DAY))

    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["keys"]


def test_keys_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    ring = KeyRing.make(made_on=DAY)
    create_keys(path, ring)
    os.chmod(path, 0o640)

    replace_keys(path, ring.with_new(Key.make("seal", made_on=DAY)))

    assert len(read_keys(path).keys) == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_keys_of_backups_are_a_file_of_their_own(tmp_path: Path) -> None:
    fields, backups = tmp_path / "fields", tmp_path / "backups"
    create_keys(fields, KeyRing.make(made_on=DAY))
    create_keys(backups, KeyRing.make(made_on=DAY, purposes=("backup",)))

    assert [key.purpose for key in read_backup_keys(backups).keys] == ["backup"]
    with pytest.raises(KeysRefused, match="two files"):
        read_backup_keys(fields)
    with pytest.raises(KeysRefused, match="two files"):
        read_keys(backups)


def test_keys_folder_that_is_not_there_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(KeysRefused, match="absent/keys"):
        create_keys(tmp_path / "absent" / "keys", KeyRing.make(made_on=DAY))


def test_keys_newest_is_the_first_of_its_purpose() -> None:
    old = KeyRing.make(made_on=DAY)
    new = Key.make("seal", made_on=DAY)

    ring = old.with_new(new)

    assert ring.newest("seal") == new
    assert ring.newest("index") == old.newest("index")


def test_keys_show_no_material() -> None:
    ring = KeyRing.make(made_on=DAY)
    written = format_keys(ring).split()

    shown = f"{ring!r} {ring} {ring.keys!r}"

    for key in ring.keys:
        assert repr(key.material) not in shown
    assert not any(word in shown for word in written if len(word) == 44)


GOOD = format_keys(
    KeyRing([Key("seal", "k0123abcd", DAY, b"s" * 32), Key("index", "k4567abcd", DAY, b"i" * 32)])
)
SEAL, INDEX = GOOD.splitlines()[-2:]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "no key for 'seal'"),
        (INDEX, "no key for 'seal'"),
        (SEAL, "no key for 'index'"),
        (f"{SEAL}\n{SEAL}\n{INDEX}", "stands there twice"),
        (f"{SEAL} more\n{INDEX}", "line 1: expected purpose"),
        (f"{INDEX}\n{SEAL[:-9]}", "line 2: the key k[0-9a-f]+ is not base64"),
        (f"{INDEX}\n{SEAL.rsplit(' ', 1)[0]} AAAA", "must be 32 bytes"),
        (f"{INDEX}\n{SEAL.replace('seal', 'open')}", "the purpose must be"),
        (f"{GOOD}{SEAL.replace('seal', 'backup')}", "kept in two files"),
        (f"{INDEX}\n{SEAL.replace('2026', 'MMXX')}", "must look like"),
        (f"{INDEX}\nseal Ü 2026-11-27 AAAA", "the id must be"),
    ],
)
def test_keys_wrong_file_is_refused_with_place_and_no_secret(text: str, hint: str) -> None:
    with pytest.raises(KeysRefused, match=hint) as refused:
        parse_keys(text, where="/etc/keys")

    assert SEAL.split()[3][:12] not in str(refused.value)

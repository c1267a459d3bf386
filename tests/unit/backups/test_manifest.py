from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from stepwell.domain.backups.manifest import Manifest, differences, schema_heads

MANIFEST = Manifest(
    made_at=datetime(2026, 11, 27, tzinfo=UTC),
    version="0.1.0",
    engine="sqlite",
    server="3.40.1",
    migrations=("accounts.0001_initial", "accounts.0002_sign_in", "audit.0001_initial"),
    counts={"a": 2, "b": 3},
    field_keys=("k1",),
)


def test_manifest_written_and_read_is_the_same() -> None:
    assert msgspec.json.decode(msgspec.json.encode(MANIFEST), type=Manifest) == MANIFEST
    assert MANIFEST.rows == 5


def test_manifest_with_an_unknown_field_is_refused() -> None:
    text = msgspec.json.encode(MANIFEST).replace(b'"version"', b'"verzion"')

    with pytest.raises(msgspec.ValidationError, match="verzion"):
        msgspec.json.decode(text, type=Manifest)


def test_schema_heads_are_the_last_of_each_app() -> None:
    assert schema_heads(MANIFEST.migrations) == {
        "accounts": "0002_sign_in",
        "audit": "0001_initial",
    }


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({"a": 2, "b": 3}, []),
        ({"a": 2}, ["b: absent, expected 3 rows"]),
        ({"a": 1, "b": 3}, ["a: 1 rows, expected 2"]),
        ({"a": 2, "b": 3, "c": 0}, ["c: not in the backup, yet 0 rows are there"]),
    ],
)
def test_differences_name_table_and_both_counts(found: dict[str, int], words: list[str]) -> None:
    assert list(differences(MANIFEST.counts, found)) == words

"""A consistent copy of an SQLite file in use, and putting one in an empty place."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

LEFTOVERS = ("-wal", "-shm", "-journal")
PIECE = 1 << 20


class SqliteRefused(Exception):
    """What is wrong with the file, where, and what to do."""


@contextmanager
def copied(source: Path, folder: Path) -> Iterator[Path]:
    """A copy as of one moment, gone afterwards. Writers do not wait for it.

    folder: where the plain copy stands meanwhile; the data folder, so that it is as private.
    """
    with private_file(folder) as target:
        with (
            closing(sqlite3.connect(f"file:{_quoted(source)}?mode=ro", uri=True)) as reader,
            closing(sqlite3.connect(target)) as writer,
        ):
            # All pages in one step: one read transaction, which no writer can make start again.
            reader.backup(writer)
        yield target


@contextmanager
def private_file(folder: Path) -> Iterator[Path]:
    """A new name in the folder for a file that only its owner reads, gone afterwards."""
    path = folder / f".copy-{os.urandom(4).hex()}.sqlite3"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield path
    finally:
        for name in ("", *LEFTOVERS):
            Path(f"{path}{name}").unlink(missing_ok=True)


def remove_left_copies(folder: Path) -> None:
    """Of processes that were killed."""
    for path in folder.glob(".copy-*.sqlite3*"):
        path.unlink(missing_ok=True)


def count_rows(path: Path) -> dict[str, int]:
    """Rows by table of a file that nobody writes to."""
    with closing(sqlite3.connect(f"file:{_quoted(path)}?immutable=1", uri=True)) as connection:
        return {
            name: connection.execute(f"SELECT COUNT(*) FROM {_identifier(name)}").fetchone()[0]  # noqa: S608
            for name in _tables(connection)
        }


def check_whole(path: Path) -> None:
    """
    Raises:
        SqliteRefused: SQLite's own check of the file finds damage, in tables or in indexes.
    """
    with closing(sqlite3.connect(f"file:{_quoted(path)}?immutable=1", uri=True)) as connection:
        try:
            (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        except sqlite3.DatabaseError as error:
            told = str(error)
    if told != "ok":
        raise SqliteRefused(f"The database in the backup is damaged ({told}).")


def check_empty(path: Path) -> None:
    """
    Raises:
        SqliteRefused: a database is there, or a leftover that SQLite would mix into a new one.
    """
    for name in LEFTOVERS:
        left = Path(f"{path}{name}")
        if left.exists() and not path.exists():
            raise SqliteRefused(
                f"{left} belongs to a database that is gone. Move it away, then try again."
            )
    if not path.exists() or path.stat().st_size == 0:
        return
    with closing(sqlite3.connect(f"file:{_quoted(path)}?mode=ro", uri=True)) as connection:
        tables = list(_tables(connection))
    if tables:
        raise SqliteRefused(
            f"{path} holds a database with {len(tables)} tables, and restoring never overwrites "
            "one. Move it away (with its -wal and -shm), or name another folder by "
            "STEPWELL_DATA_DIR."
        )


def put_in_place(copy: Path, target: Path) -> None:
    """Move the finished copy to an empty place, whole or not at all."""
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    check_empty(target)
    for name in LEFTOVERS:
        Path(f"{target}{name}").unlink(missing_ok=True)
    copy.replace(target)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _tables(connection: sqlite3.Connection) -> Iterator[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' ORDER BY name"
    )
    yield from [name for (name,) in rows]


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _quoted(path: Path) -> str:
    """A path inside a file: address of SQLite."""
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def compressed(path: Path) -> Iterator[bytes]:
    """A file in pieces, deflated for speed rather than size."""
    packer = zlib.compressobj(level=1)
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            if packed := packer.compress(piece):
                yield packed
    yield packer.flush()


def decompress(pieces: Iterable[bytes], path: Path) -> None:
    """Write what `compressed` made of a file.

    Raises:
        SqliteRefused: the pieces are not that.
    """
    unpacker = zlib.decompressobj()
    try:
        with path.open("wb") as file:
            for piece in pieces:
                file.write(unpacker.decompress(piece))
            file.write(unpacker.flush())
    except zlib.error as error:
        raise SqliteRefused(f"The database in the backup cannot be unpacked ({error}).") from None

"""`stepwell keys …`: the keys of stored values and of backups."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stepwell.cli.output import CommandFailed, add_json_flag, print_json, print_table
from stepwell.domain.access.actor import COMMAND_LINE


def register(subparsers: Any) -> None:
    keys = subparsers.add_parser("keys", help="encryption keys").add_subparsers(
        dest="subcommand", required=True, metavar="COMMAND"
    )
    make = keys.add_parser("make", help="make a new file of keys, once")
    make.add_argument("--file", type=Path, required=True, help="where; outside the data folder")
    make.add_argument("--backup", action="store_true", help="for backups, not for stored values")
    make.set_defaults(run=_make, needs_django=False)
    add = keys.add_parser("add", help="add a key, which becomes the active one")
    purpose = add.add_mutually_exclusive_group()
    purpose.add_argument("--index", action="store_true", help="for look-ups by exact value")
    purpose.add_argument("--backup", action="store_true", help="for backups")
    add.set_defaults(run=_add)
    rotate = keys.add_parser("rotate", help="seal all stored values anew with the active keys")
    rotate.set_defaults(run=_rotate)
    listing = keys.add_parser("list", help="the keys, and how much each has written")
    listing.set_defaults(run=_list)
    retire = keys.add_parser("retire", help="take a key that nothing needs out of its file")
    retire.add_argument("key", help="its id, as listed")
    retire.set_defaults(run=_retire)
    for parser in (make, add, rotate, listing, retire):
        add_json_flag(parser)


@contextmanager
def _refusals() -> Iterator[None]:
    from stepwell.actions.key_files import KeysRefused

    try:
        yield
    except KeysRefused as error:
        raise CommandFailed(str(error)) from error


def _make(arguments: argparse.Namespace) -> None:
    from stepwell.actions.key_files import make_key_file

    path = arguments.file.absolute()
    with _refusals():
        ring = make_key_file(path, for_backups=arguments.backup, at=datetime.now(UTC))
    if arguments.json:
        print_json({"file": str(path), "keys": [key.id for key in ring.keys]})
        return
    variable = "STEPWELL_BACKUP_KEY_FILE" if arguments.backup else "STEPWELL_ENCRYPTION_KEYS_FILE"
    print(f"Made {path}. Now:\n  1. Set {variable}={path}")
    print("  2. Copy the file to a place apart from the data and the backups. Without it, what was")
    print("     encrypted stays closed for ever.")


def _add(arguments: argparse.Namespace) -> None:
    from stepwell.actions.encryption_keys import add_key

    purpose = "index" if arguments.index else "backup" if arguments.backup else "seal"
    with _refusals():
        key = add_key(purpose, by=COMMAND_LINE, at=datetime.now(UTC))
    if arguments.json:
        print_json({"key": key.id, "purpose": purpose})
        return
    print(f"{key.id} is now the active key for {purpose!r}. Copy the key file anew.")
    if purpose != "backup":
        print("To seal what older keys have written: stepwell keys rotate")


def _rotate(arguments: argparse.Namespace) -> int:
    from stepwell.actions.key_rotation import rotate_keys

    with _refusals():
        report = rotate_keys(by=COMMAND_LINE, at=datetime.now(UTC))
    if arguments.json:
        print_json(
            {"values": report.total, "by_column": report.values, "unreadable": report.unreadable}
        )
        return int(bool(report.unreadable))
    print_table(["column", "values"], sorted(report.values.items()))
    print(f"{report.total:,} values were sealed anew.")
    for problem in report.unreadable:
        print(f"Left as it is: {problem}")
    return int(bool(report.unreadable))


def _list(arguments: argparse.Namespace) -> None:
    from stepwell.queries.encryption_keys import key_reports

    with _refusals():
        reports = key_reports()
    if arguments.json:
        print_json(reports)
        return
    print_table(
        ["purpose", "key", "made", "", "values", "backups"],
        [
            (
                one.purpose,
                one.id,
                one.made_on,
                "active" if one.is_active else "",
                "" if one.values is None else one.values,
                one.backups,
            )
            for one in reports
        ],
    )


def _retire(arguments: argparse.Namespace) -> None:
    from stepwell.actions.encryption_keys import retire_key

    with _refusals():
        key = retire_key(arguments.key, by=COMMAND_LINE, at=datetime.now(UTC))
    if arguments.json:
        print_json({"key": key.id, "purpose": key.purpose})
        return
    print(f"{key.id} is out of the file. Backups that you keep elsewhere may still need it:")
    print("keep the older copy of the key file with them.")

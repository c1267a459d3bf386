"""`stepwell backup` and `stepwell restore`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stepwell.cli.output import CommandFailed, add_json_flag, print_json, print_table
from stepwell.domain.access.actor import COMMAND_LINE

if TYPE_CHECKING:
    from stepwell.actions.audit_recopying import Uncopied
    from stepwell.actions.erasure_repeating import RepeatReport


def register(subparsers: Any) -> None:
    backup = subparsers.add_parser("backup", help="make a backup, or try the last one")
    commands = backup.add_subparsers(dest="subcommand", metavar="COMMAND")
    add_json_flag(backup)
    backup.set_defaults(run=_backup)
    listing = commands.add_parser("list", help="the backups there are")
    listing.set_defaults(run=_list)
    drill = commands.add_parser("drill", help="restore the last backup elsewhere and check it")
    drill.set_defaults(run=_drill)
    restore = subparsers.add_parser("restore", help="bring a backup back, into an empty place")
    restore.add_argument("file", type=Path, help="as made by `stepwell backup`")
    restore.set_defaults(run=_restore)
    for parser in (listing, drill, restore):
        add_json_flag(parser)


@contextmanager
def refusals() -> Iterator[None]:
    from stepwell.actions.backups import BackupRefused

    try:
        yield
    except BackupRefused as error:
        raise CommandFailed(str(error)) from error


def _backup(arguments: argparse.Namespace) -> None:
    from stepwell.actions.backups import make_backup

    with refusals():
        report = make_backup(by=COMMAND_LINE, at=datetime.now(UTC))
    manifest = report.manifest
    if arguments.json:
        print_json(
            {
                "file": str(report.path),
                "bytes": report.bytes,
                "digest": report.digest,
                "rows": manifest.rows,
                "tables": len(manifest.counts),
                "seconds": report.seconds,
                "pruned": report.pruned,
            }
        )
        return
    print(
        f"{report.path}: {manifest.rows:,} rows in {len(manifest.counts)} tables, "
        f"{report.bytes / 1e6:,.1f} MB, {report.seconds:.1f} s"
    )
    for name in report.pruned:
        print(f"Removed {name}, which was older than the number to keep.")


def _list(arguments: argparse.Namespace) -> None:
    from stepwell.queries.backups import backup_files

    files = backup_files()
    if arguments.json:
        print_json([{"file": str(f.path), "made_at": f.made_at, "bytes": f.bytes} for f in files])
        return
    print_table(
        ["made (UTC)", "MB", "file"],
        [(f"{f.made_at:%Y-%m-%d %H:%M:%S}", f"{f.bytes / 1e6:.1f}", f.path) for f in files],
    )


def _drill(arguments: argparse.Namespace) -> int:
    from stepwell.actions.backup_drill import drill_last_backup

    with refusals():
        report = drill_last_backup(by=COMMAND_LINE, at=datetime.now(UTC))
    if arguments.json:
        print_json({"backup": report.backup, "is_good": report.is_good, "steps": report.steps})
        return int(not report.is_good)
    print(f"{report.backup}, made {report.made_at:%Y-%m-%d %H:%M} UTC")
    for step in report.steps:
        print(f"{'ok   ' if step.is_good else 'WRONG'}  {step.name}: {step.message}")
    return int(not report.is_good)


def _restore(arguments: argparse.Namespace) -> int:
    from stepwell.actions.restoring import restore_backup

    with refusals():
        report = restore_backup(arguments.file.absolute(), by=COMMAND_LINE, at=datetime.now(UTC))
    problems = report.values.problems if report.values else ()
    if arguments.json:
        print_json(
            {
                "made_at": report.manifest.made_at,
                "version": report.manifest.version,
                "rows": report.manifest.rows,
                "tables": len(report.manifest.counts),
                "digest": report.digest,
                "values_opened": report.values.opened if report.values else 0,
                "meetings": report.meetings,
                "misfit": report.misfit,
                "problems": problems,
                "kept_aside": str(report.kept_aside) if report.kept_aside else None,
                "erased_again": report.erasures.repeated if report.erasures else 0,
                "uncopied": report.uncopied,
                "seconds": report.seconds,
            }
        )
        return int(bool(problems))
    print(
        f"Restored: {report.manifest.rows:,} rows in {len(report.manifest.counts)} tables, as they "
        f"were on {report.manifest.made_at:%Y-%m-%d at %H:%M} UTC."
    )
    if report.misfit:
        print("It is of an older version. Now run: stepwell upgrade")
    else:
        print("Everybody has to sign in again. Now run: stepwell doctor")
    if report.kept_aside:
        print(
            "The outside copy of the audit trail knew of later events. It goes on from the backup; "
            f"the file as it was is kept: {report.kept_aside}"
        )
    _tell_of_seals(report.uncopied)
    _tell_of_erasures(report.erasures)
    for problem in problems:
        print(f"WRONG  {problem}")
    return int(bool(problems))


def _tell_of_seals(uncopied: Uncopied | None) -> None:
    """What cannot be verified now, and how to go on."""
    if uncopied is None:
        return
    what = "There is no" if uncopied.is_missing else "Some days are missing from"
    print(
        f"LOOK   {what} {uncopied.path}, the copy of the audit trail's seals outside the "
        f"database: {uncopied.days} sealed days of {uncopied.trails} trails ({uncopied.first} to "
        f"{uncopied.last}) are in the database alone.\n"
        "       Can be checked: that events, seals and chains in the database fit each other.\n"
        "       Cannot: whether someone who could write the database had written those days anew\n"
        "       before the backup was made, nor what happened after it.\n"
        "       1. Look for a copy: the lost data folder, the machine that fetches it, the log\n"
        "          host. Compare: stepwell audit verify --copy FILE. A trail that ends before the\n"
        "          copy does is what an older backup looks like; anything else is not.\n"
        "       2. Then, or where there is no copy, begin a new one: stepwell audit recopy"
    )


def _tell_of_erasures(report: RepeatReport | None) -> None:
    if report and report.repeated:
        print(f"Erased again, as the ledger of erasures says: {report.repeated}.")
    if report and report.unreadable:
        print(
            f"WRONG  {report.unreadable} lines of the ledger of erasures cannot be read; compare "
            "erasures.log in the data folder with the copy beside the backups."
        )

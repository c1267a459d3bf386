"""`stepwell snapshot build`: make the meeting index anew from the database."""

from __future__ import annotations

import argparse
from typing import Any

from stepwell.cli.output import add_json_flag, print_json


def register(subparsers: Any) -> None:
    snapshot = subparsers.add_parser("snapshot", help="the meeting index").add_subparsers(
        dest="subcommand", required=True, metavar="COMMAND"
    )
    build = snapshot.add_parser("build", help="build and publish it if it is stale")
    build.add_argument("--force", action="store_true", help="even if it is not")
    add_json_flag(build)
    build.set_defaults(run=_build)


def _build(arguments: argparse.Namespace) -> None:
    from stepwell.actions.snapshots import publish_snapshot

    report = publish_snapshot(force=arguments.force)
    if arguments.json:
        print_json(report)
    elif report.was_built:
        print(f"Built: {report.meetings:,} meetings, directory version {report.directory_version}.")
    else:
        print(f"Fresh already: directory version {report.directory_version}.")

"""`stepwell admin create` and `stepwell admin link`: letting people in, and in again."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime
from typing import Any

from stepwell.cli.output import CommandFailed, add_json_flag, print_json
from stepwell.domain.access.actor import COMMAND_LINE


def register(subparsers: Any) -> None:
    admin = subparsers.add_parser("admin", help="administrators").add_subparsers(
        dest="subcommand", required=True, metavar="COMMAND"
    )
    create = admin.add_parser("create", help="make an administrator")
    create.add_argument("username", help="what they type to sign in")
    create.add_argument("--name", help="what to call them (default: the sign-in name)")
    create.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )
    add_json_flag(create)
    create.set_defaults(run=_create)
    link = admin.add_parser("link", help="let someone who lost every way to sign in set up anew")
    link.add_argument("username", help="their sign-in name")
    add_json_flag(link)
    link.set_defaults(run=_link)


def _create(arguments: argparse.Namespace) -> None:
    from stepwell.actions.accounts import AccountRefused, create_administrator

    password = _read_password(from_stdin=arguments.password_stdin)
    try:
        actor = create_administrator(
            username=arguments.username,
            name=arguments.name or arguments.username,
            password=password,
            by=COMMAND_LINE,
        )
    except AccountRefused as error:
        raise CommandFailed(str(error)) from error
    if arguments.json:
        print_json({"id": actor.key, "name": actor.name})
    else:
        print(f"{actor.name} can now sign in at /sign-in/ as {arguments.username.lower()}.")


def _link(arguments: argparse.Namespace) -> None:
    from stepwell.actions.access_links import VALID_FOR, make_access_link
    from stepwell.domain.access.denied import NotFound

    try:
        token = make_access_link(arguments.username, by=COMMAND_LINE, at=datetime.now(UTC))
    except NotFound as error:
        raise CommandFailed(f"Nobody signs in as {arguments.username.lower()!r}.") from error
    hours = int(VALID_FOR.total_seconds() // 3600)
    if arguments.json:
        print_json({"path": f"/open/{token}/", "hours": hours})
        return
    print(f"Hand over in person, at this site's address: /open/{token}/")
    print(f"It works once, for {hours} hours. What they used before stops working then.")


def _read_password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password (15 characters or more): ")
    if getpass.getpass("The same again: ") != password:
        raise CommandFailed("The two passwords differ; nothing was made.")
    return password

"""`stepwell admin create|password|link`: letting people in, and in again.

A password is typed or read from standard input, never an argument: those can be seen by others.
"""

from __future__ import annotations

import argparse
import getpass
import sys
import warnings
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
    _finish(create, _create)
    password = admin.add_parser("password", help="give someone another password")
    password.add_argument("username", help="what they type to sign in")
    _finish(password, _password)
    link = admin.add_parser("link", help="let someone who lost every way to sign in set up anew")
    link.add_argument("username", help="their sign-in name")
    add_json_flag(link)
    link.set_defaults(run=_link)


def _finish(parser: argparse.ArgumentParser, run: Any) -> None:
    parser.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )
    add_json_flag(parser)
    parser.set_defaults(run=run)


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


def _password(arguments: argparse.Namespace) -> None:
    from stepwell.actions.accounts import AccountRefused, change_password

    password = _read_password(from_stdin=arguments.password_stdin)
    try:
        actor = change_password(arguments.username, password, by=COMMAND_LINE)
    except AccountRefused as error:
        raise CommandFailed(str(error)) from error
    if arguments.json:
        print_json({"id": actor.key, "name": actor.name})
    else:
        print(f"{actor.name} has a new password and was signed out everywhere.")


def _read_password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    try:
        with warnings.catch_warnings():
            # Without a terminal it would be read where others can see it.
            warnings.simplefilter("error", getpass.GetPassWarning)
            password = getpass.getpass("Password (15 characters or more): ")
            again = getpass.getpass("The same again: ")
    except (getpass.GetPassWarning, EOFError) as error:
        raise CommandFailed(
            "There is no terminal to type a password at; give it on standard input with "
            "--password-stdin."
        ) from error
    if again != password:
        raise CommandFailed("The two passwords differ; nothing was changed.")
    return password

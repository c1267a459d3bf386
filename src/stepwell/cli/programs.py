"""`stepwell programs list|add|rename|invite|grant|close|reopen`: who works in this installation."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from stepwell.cli.output import CommandFailed, add_json_flag, print_json, print_table
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.event_types.organizations import WHY_CLOSED

NAMES = ("name", "sender_name", "app_name", "time_zone")


def register(subparsers: Any) -> None:
    programs = subparsers.add_parser("programs", help="the programs that work here").add_subparsers(
        dest="subcommand", required=True, metavar="COMMAND"
    )
    _finish(programs.add_parser("list", help="all of them, closed ones too"), _list)
    add = programs.add_parser("add", help="set up a program")
    add.add_argument("slug", help="its short name for commands; it never changes")
    _take_names(add, needs_name=True)
    _finish(add, _add)
    rename = programs.add_parser("rename", help="change what it is called, or its time zone")
    _take_slug(rename)
    _take_names(rename, needs_name=False)
    _finish(rename, _rename)
    invite = programs.add_parser("invite", help="a link that makes someone its administrator")
    _take_slug(invite)
    invite.add_argument("--hours", type=int, default=72, help="how long it works (default: 72)")
    _finish(invite, _invite)
    grant = programs.add_parser("grant", help="make someone who signs in here its administrator")
    _take_slug(grant)
    grant.add_argument("username", help="their sign-in name")
    _finish(grant, _grant)
    close = programs.add_parser("close", help="let nobody act in it any more; records stay")
    _take_slug(close)
    close.add_argument("--reason", required=True, choices=WHY_CLOSED)
    _finish(close, _close)
    reopen = programs.add_parser("reopen", help="let its people back in")
    _take_slug(reopen)
    _finish(reopen, _reopen)


def _take_slug(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", help="its short name, as listed")


def _take_names(parser: argparse.ArgumentParser, *, needs_name: bool) -> None:
    parser.add_argument("--name", required=needs_name, help="what its people call it")
    parser.add_argument("--sender-name", help="from whom its messages come: says nothing telling")
    parser.add_argument("--app-name", help="what its members’ app is called: likewise")
    parser.add_argument("--time-zone", help="such as America/New_York")


def _finish(parser: argparse.ArgumentParser, run: Any) -> None:
    add_json_flag(parser)
    parser.set_defaults(run=run)


@contextmanager
def _refusals(slug: str = "") -> Iterator[None]:
    from stepwell.actions.organizations import OrganizationRefused
    from stepwell.actions.roles import RoleRefused
    from stepwell.domain.access.denied import NotFound

    try:
        yield
    except (OrganizationRefused, RoleRefused) as error:
        raise CommandFailed(str(error)) from error
    except NotFound as error:
        raise CommandFailed(
            f"No program has the short name {slug!r}. See them with: stepwell programs list"
        ) from error


def _id_of(slug: str) -> str:
    from stepwell.queries.organizations import program_named

    return str(program_named(COMMAND_LINE, slug).pk)


def _list(arguments: argparse.Namespace) -> None:
    from stepwell.queries.organizations import program_reports

    reports = program_reports(COMMAND_LINE, datetime.now(UTC))
    if arguments.json:
        print_json(reports)
        return
    print_table(
        ["short name", "name", "sender", "app", "time zone", "sites", "staff", ""],
        [
            (
                one.slug,
                one.name,
                one.sender_name,
                one.app_name,
                one.time_zone,
                one.sites,
                one.staff,
                _state(is_own=one.is_own, closed_at=one.closed_at),
            )
            for one in reports
        ],
    )


def _state(*, is_own: bool, closed_at: datetime | None) -> str:
    if closed_at:
        return f"closed {closed_at:%Y-%m-%d}"
    return "the installation’s own" if is_own else ""


def _add(arguments: argparse.Namespace) -> None:
    from stepwell.actions.organizations import NewOrganization, create_organization

    new = NewOrganization(arguments.slug, **_names(arguments))
    with _refusals():
        key = create_organization(new, by=COMMAND_LINE, at=datetime.now(UTC))
    if arguments.json:
        print_json({"id": str(key), "slug": new.slug, "name": new.name})
        return
    print(f"{new.name} is set up. Now its first administrator:")
    print(f"  stepwell programs invite {new.slug}")


def _rename(arguments: argparse.Namespace) -> None:
    from stepwell.actions.organizations import change_organization

    changes = _names(arguments)
    if not changes:
        raise CommandFailed("Say what to change: --name, --sender-name, --app-name, --time-zone.")
    with _refusals(arguments.slug):
        change_organization(
            changes,
            organization_id=_id_of(arguments.slug),
            by=COMMAND_LINE,
            at=datetime.now(UTC),
        )
    if arguments.json:
        print_json({"slug": arguments.slug, "changed": sorted(changes)})
        return
    print(f"Changed: {', '.join(name.replace('_', ' ') for name in sorted(changes))}.")


def _invite(arguments: argparse.Namespace) -> None:
    from stepwell.actions.invitations import LONGEST, make_invitation

    longest = int(LONGEST.total_seconds() // 3600)
    if not 1 <= arguments.hours <= longest:
        raise CommandFailed(f"A link works for 1 to {longest} hours.")
    with _refusals(arguments.slug):
        token = make_invitation(
            Role.ADMINISTRATOR,
            organization_id=_id_of(arguments.slug),
            by=COMMAND_LINE,
            at=datetime.now(UTC),
            valid_for=timedelta(hours=arguments.hours),
        )
    if arguments.json:
        print_json({"path": f"/join/{token}/", "hours": arguments.hours})
        return
    print(f"Hand over in person, at this site's address: /join/{token}/")
    print(f"Whoever opens it first, within {arguments.hours} hours, runs the program.")


def _grant(arguments: argparse.Namespace) -> None:
    from stepwell.actions.roles import grant_role

    with _refusals(arguments.slug):
        grant_role(
            arguments.username,
            Role.ADMINISTRATOR,
            organization_id=_id_of(arguments.slug),
            by=COMMAND_LINE,
            at=datetime.now(UTC),
        )
    if arguments.json:
        print_json(
            {"slug": arguments.slug, "username": arguments.username, "role": "administrator"}
        )
        return
    print(f"{arguments.username} is an administrator of {arguments.slug} now.")


def _close(arguments: argparse.Namespace) -> None:
    from stepwell.actions.organization_closing import close_organization

    with _refusals(arguments.slug):
        ended = close_organization(
            _id_of(arguments.slug),
            reason=arguments.reason,
            by=COMMAND_LINE,
            at=datetime.now(UTC),
        )
    if arguments.json:
        print_json({"slug": arguments.slug, "reason": arguments.reason, "sessions_ended": ended})
        return
    print(f"Nobody acts in {arguments.slug} any more; {ended} sign-ins ended. Its records stay.")
    print(f"To open it again: stepwell programs reopen {arguments.slug}")


def _reopen(arguments: argparse.Namespace) -> None:
    from stepwell.actions.organization_closing import reopen_organization

    with _refusals(arguments.slug):
        reopen_organization(_id_of(arguments.slug), by=COMMAND_LINE, at=datetime.now(UTC))
    if arguments.json:
        print_json({"slug": arguments.slug, "closed_at": None})
        return
    print(f"{arguments.slug} is open again, for everyone who had a role there.")


def _names(arguments: argparse.Namespace) -> dict[str, str]:
    """What was typed of the names, by field."""
    given = {name: getattr(arguments, name) for name in NAMES}
    return {name: value for name, value in given.items() if value is not None}

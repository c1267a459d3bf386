"""`stepwell audit verify|seal|recopy|drop|hold|lift|holds|protect`: the audit trail."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stepwell.cli.output import CommandFailed, add_json_flag, print_json, print_table
from stepwell.domain.access.actor import COMMAND_LINE

if TYPE_CHECKING:
    from stepwell.domain.audit.verification import TrailReport


def register(subparsers: Any) -> None:
    audit = subparsers.add_parser("audit", help="the audit trail").add_subparsers(
        dest="subcommand", required=True, metavar="COMMAND"
    )
    verify = audit.add_parser("verify", help="say whether anything was changed or taken away")
    verify.add_argument(
        "--organization", default="", help="its short name or id, or installation (default: all)"
    )
    verify.add_argument(
        "--copy", type=Path, metavar="FILE", help="a copy of audit-seals.log kept elsewhere"
    )
    verify.set_defaults(run=_verify)
    seal = audit.add_parser("seal", help="close finished days now (the worker does it daily)")
    seal.set_defaults(run=_seal)
    recopy = audit.add_parser("recopy", help="begin the copy of seals again where it was lost")
    recopy.set_defaults(run=_recopy)
    drop = audit.add_parser("drop", help="drop days older than the years that are kept")
    drop.add_argument("--before", type=_day, required=True, metavar="DATE")
    drop.set_defaults(run=_drop)
    hold = audit.add_parser("hold", help="keep everything until the hold is lifted")
    hold.add_argument("organization", help="its short name or id, or installation")
    hold.add_argument("--reason", required=True, help="such as a docket number; no names")
    hold.set_defaults(run=_hold)
    lift = audit.add_parser("lift", help="lift a legal hold")
    lift.add_argument("hold", type=int, help="its number")
    lift.set_defaults(run=_lift)
    holds = audit.add_parser("holds", help="the legal holds there are and were")
    holds.set_defaults(run=_holds)
    protect = audit.add_parser("protect", help="let the database refuse changes again")
    protect.set_defaults(run=_protect)
    for parser in (verify, seal, recopy, drop, hold, lift, holds, protect):
        add_json_flag(parser)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a date looks like 2020-01-31") from None


def _verify(arguments: argparse.Namespace) -> int:
    from stepwell.actions.audit_chains import NoTrail
    from stepwell.actions.audit_checking import CheckRefused, verify_trails

    try:
        reports = verify_trails(
            by=COMMAND_LINE,
            at=datetime.now(UTC),
            organization=arguments.organization,
            copy=arguments.copy,
        )
    except (NoTrail, CheckRefused) as error:
        raise CommandFailed(str(error)) from error
    problems = sum(len(report.problems) for report in reports)
    if arguments.json:
        print_json({"trails": reports, "problems": problems})
    else:
        for report in reports:
            _print(report)
        print("Nothing is wrong." if not problems else f"{problems} problems.")
    return int(bool(problems))


def _print(report: TrailReport) -> None:
    name = report.label or report.organization
    print(f"{name}: {report.events:,} events, {report.segments:,} sealed days")
    for one in report.problems:
        where = f"event {one.sequence}" if one.sequence else "the trail"
        day = f" ({one.day})" if one.day else ""
        print(f"  {one.kind.value}: {where}{day}: {one.message}")
    for note in report.notes:
        print(f"  note: {note}")


def _seal(arguments: argparse.Namespace) -> None:
    from stepwell.actions.audit_sealing import note_heads, seal_finished_days

    try:
        made = seal_finished_days(datetime.now(UTC))
        note_heads(datetime.now(UTC))
    except OSError as error:
        raise CommandFailed(
            f"The copy outside the database cannot be written ({error.strerror}). "
            "Nothing was sealed."
        ) from error
    if arguments.json:
        print_json({"sealed": made})
    else:
        print(f"Sealed {len(made)} days.")


def _recopy(arguments: argparse.Namespace) -> None:
    from stepwell.actions.audit_outside import outside_path
    from stepwell.actions.audit_recopying import RecopyRefused, recopy_seals

    try:
        days = recopy_seals(by=COMMAND_LINE, at=datetime.now(UTC))
    except RecopyRefused as error:
        raise CommandFailed(str(error)) from error
    if arguments.json:
        print_json({"days": days, "file": str(outside_path())})
    elif days:
        print(f"{days} seals were copied to {outside_path()}. Keep another copy elsewhere.")
        print("For the days before now they say no more than the database does.")
    else:
        print("No seal is missing from the copy outside.")


def _drop(arguments: argparse.Namespace) -> int:
    from stepwell.actions.audit_retention import DroppingRefused, drop_before

    try:
        done = drop_before(arguments.before, by=COMMAND_LINE, at=datetime.now(UTC))
    except DroppingRefused as error:
        raise CommandFailed(str(error)) from error
    if arguments.json:
        print_json({"dropped": done.days, "held": done.held, "refused": done.refused})
    else:
        print(f"Dropped {done.days} days; their seals are kept.")
        for name in done.held:
            print(f"{name}: a legal hold keeps what is older (stepwell audit holds).")
        for why in done.refused:
            print(why, file=sys.stderr)
    return int(bool(done.refused))


def _hold(arguments: argparse.Namespace) -> None:
    from stepwell.actions.audit_chains import NoTrail
    from stepwell.actions.audit_holds import HoldRefused, set_hold

    try:
        number = set_hold(
            arguments.organization, arguments.reason, by=COMMAND_LINE, at=datetime.now(UTC)
        )
    except (HoldRefused, NoTrail) as error:
        raise CommandFailed(str(error)) from error
    if arguments.json:
        print_json({"hold": number})
    else:
        print(f"Legal hold {number} is in force. Lift it with: stepwell audit lift {number}")


def _lift(arguments: argparse.Namespace) -> None:
    from stepwell.actions.audit_holds import HoldRefused, lift_hold

    try:
        lift_hold(arguments.hold, by=COMMAND_LINE, at=datetime.now(UTC))
    except HoldRefused as error:
        raise CommandFailed(str(error)) from error
    if arguments.json:
        print_json({"lifted": arguments.hold})
    else:
        print(f"Legal hold {arguments.hold} is lifted.")


def _holds(arguments: argparse.Namespace) -> None:
    from stepwell.actions.audit_holds import list_holds

    holds = list_holds(by=COMMAND_LINE)
    if arguments.json:
        print_json(holds)
        return
    print_table(
        ["hold", "trail", "since", "lifted", "reason"],
        [
            (
                one.number,
                one.organization,
                f"{one.since:%Y-%m-%d}",
                f"{one.until:%Y-%m-%d}" if one.until else "in force",
                one.reason,
            )
            for one in holds
        ],
    )


def _protect(arguments: argparse.Namespace) -> None:
    from stepwell.actions.audit_protection import protect_trail

    missing = protect_trail(by=COMMAND_LINE, at=datetime.now(UTC))
    if arguments.json:
        print_json({"put_back": missing})
    elif missing:
        print(f"Put back: {', '.join(missing)}.")
    else:
        print("Nothing was missing.")

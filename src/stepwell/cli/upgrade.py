"""`stepwell upgrade`: from an older version's database to this one's, with a way back."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from stepwell.cli.doctor import print_findings
from stepwell.cli.output import CommandFailed, add_json_flag, print_json
from stepwell.domain.access.actor import COMMAND_LINE


def register(subparsers: Any) -> None:
    upgrade = subparsers.add_parser(
        "upgrade", help="back up, then bring the database to this version's form"
    )
    upgrade.add_argument("--plan", action="store_true", help="only say what would be done")
    add_json_flag(upgrade)
    upgrade.set_defaults(run=_upgrade)


def _upgrade(arguments: argparse.Namespace) -> int:
    from stepwell.actions.upgrading import UpgradeRefused, plan_upgrade, upgrade
    from stepwell.queries.installation import examine_installation

    told = (lambda _line: None) if arguments.json else (lambda line: print(line, flush=True))
    try:
        if arguments.plan:
            return _print_plan(plan_upgrade().steps, as_json=arguments.json)
        report = upgrade(by=COMMAND_LINE, at=datetime.now(UTC), told=told)
    except UpgradeRefused as error:
        raise CommandFailed(str(error)) from error
    findings = list(examine_installation())
    is_wrong = any(finding.state == "wrong" for finding in findings)
    if arguments.json:
        backup = str(report.backup.path) if report.backup else None
        print_json(
            {
                "steps": report.plan.steps,
                "backup": backup,
                "way_back": report.way_back,
                "ok": not is_wrong,
                "findings": findings,
            }
        )
        return int(is_wrong)
    if not report.plan.steps:
        print("The database fits this version already; nothing was changed.")
    print_findings(findings)
    if report.backup:
        print("\nIf something is wrong with the new version, go back:")
        for line in report.way_back:
            print(f"  {line}")
    return int(is_wrong)


def _print_plan(steps: tuple[str, ...], *, as_json: bool) -> int:
    if as_json:
        print_json({"steps": steps})
    elif not steps:
        print("The database fits this version already.")
    else:
        print(f"{len(steps)} steps, after a backup:")
        for step in steps:
            print(f"  {step}")
    return 0

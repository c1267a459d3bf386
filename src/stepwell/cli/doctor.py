"""`stepwell doctor`: what is wrong with this installation, and what to do."""

from __future__ import annotations

import argparse
from typing import Any

from stepwell.cli.output import add_json_flag, print_json
from stepwell.cli.setup import prepare_django


def register(subparsers: Any) -> None:
    doctor = subparsers.add_parser("doctor", help="check this installation")
    add_json_flag(doctor)
    doctor.set_defaults(run=_doctor, needs_django=False)


def _doctor(arguments: argparse.Namespace) -> int:
    from django.core.exceptions import ImproperlyConfigured

    findings: list[Any]
    try:
        prepare_django()
        from stepwell.queries.installation import examine_installation

        findings = list(examine_installation())
    except ImproperlyConfigured as error:
        findings = [{"name": "settings", "state": "wrong", "message": str(error)}]
        is_wrong = True
    else:
        is_wrong = any(finding.state == "wrong" for finding in findings)
    if arguments.json:
        print_json({"ok": not is_wrong, "findings": findings})
    else:
        print_findings(findings)
    return int(is_wrong)


def print_findings(findings: list[Any]) -> None:
    signs = {"ok": "ok   ", "look": "look ", "wrong": "WRONG"}
    for one in findings:
        name, state, message = (
            (one["name"], one["state"], one["message"])
            if isinstance(one, dict)
            else (one.name, one.state, one.message)
        )
        print(f"{signs[state]}  {name}: {message}")

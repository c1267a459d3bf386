"""Checking every trail of the installation; that it was checked is an event too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Max

from stepwell.actions.audit_chains import chain_called, chains, label_of
from stepwell.actions.audit_outside import outside_path, outside_size, read_outside
from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.audit.chain import INSTALLATION
from stepwell.domain.audit.outside_copy import OutsideCopy
from stepwell.domain.audit.problems import Kind, Problem
from stepwell.domain.audit.verification import Trail, TrailReport, verify_trail
from stepwell.records.audit import protection
from stepwell.records.audit.models import AuditEvent, AuditHead, AuditSegment
from stepwell.records.audit.snapshot import one_moment, streamed


class CheckRefused(Exception):
    """Why nothing was checked, and what to do."""


def verify_trails(
    *, by: Actor, at: datetime, organization: str = "", copy: Path | None = None
) -> list[TrailReport]:
    """Check one chain, or all, against itself, its seals and a copy outside the database.

    Args:
        organization: an organization's short name or id, or "installation"; "" for all.
        copy: a copy of the lines that was kept elsewhere, for the installation's own file. What
            came after its last line is not looked for in it.

    Raises:
        AccessDenied: only an administrator of the installation may.
        NoTrail: nothing was ever recorded under that name.
        CheckRefused: `copy` cannot be read.
    """
    if not by.is_administrator:
        raise AccessDenied(
            "Only an administrator of the installation can check its trails.", rule="trail.verify"
        )
    path = copy or outside_path()
    rest = _at_rest()
    outside = read_outside(path, size=-1 if copy else rest.outside_size)
    if copy:
        if outside is None:
            raise CheckRefused(f"There is no file {copy}.")
        outside.is_old = True
    if organization:
        names, reports = [chain_called(organization, outside)], []
    else:
        names, reports = chains(outside), list(_installation_problems(outside, path))
    reports += [check_trail(chain, outside, path, newest_seal=rest.newest_seal) for chain in names]
    _record(reports, by=by, at=at)
    return reports


def check_trail(
    chain: str, outside: OutsideCopy | None, path: Path, *, newest_seal: int | None = None
) -> TrailReport:
    """One chain as it is at this moment; whoever adds to it meanwhile does not wait.

    newest_seal: the number of the last seal whose line can be in `outside`; days sealed after it
    are looked at as days that are not sealed yet. None for all.
    """
    rows = AuditEvent.objects.filter(organization=chain).order_by("sequence", "pk")
    with one_moment(), streamed(rows) as events:
        head = AuditHead.objects.filter(organization=chain).first()
        segments = AuditSegment.objects.filter(organization=chain).order_by("first_sequence")
        if newest_seal is not None:
            segments = segments.filter(pk__lte=newest_seal)
        trail = Trail(
            organization=chain,
            events=events,
            seals=[segment.as_stored_seal() for segment in segments],
            head=head.as_head() if head else None,
            outside=outside,
        )
        report = verify_trail(trail)
    if outside is None and trail.seals:
        report.problems.append(
            _problem(
                Kind.OUTSIDE_MISMATCH,
                f"The copy outside the database ({path.name}) is gone.",
                chain=chain,
            )
        )
    report.label = label_of(chain)
    return report


@dataclass(frozen=True, slots=True)
class _Rest:
    """How far seals and the lines about them had come at a moment when they agreed."""

    newest_seal: int
    outside_size: int


@transaction.atomic
def _at_rest() -> _Rest:
    """While no day is being sealed: until then a line is there before its seal is.

    Only looked up here, and read afterwards, so that writers wait for a moment at most.
    """
    list(AuditHead.objects.select_for_update().order_by("organization"))
    newest = AuditSegment.objects.aggregate(newest=Max("pk"))["newest"]
    return _Rest(newest or 0, outside_size())


def _installation_problems(outside: OutsideCopy | None, path: Path) -> Iterator[TrailReport]:
    problems = [
        _problem(
            Kind.UNPROTECTED,
            f"The database no longer refuses changes: its trigger {name} is missing or off.",
        )
        for name in protection.missing(connection)
    ]
    problems += [
        _problem(
            Kind.OUTSIDE_MISMATCH, f"Line {number} of {path.name} cannot be read, or was changed."
        )
        for number in (outside.unreadable if outside else ())
    ]
    if problems:
        yield TrailReport("(the installation)", problems=problems)


def _problem(kind: Kind, message: str, *, chain: str = INSTALLATION) -> Problem:
    """One that cannot be placed."""
    return Problem(chain, None, None, kind, message)


@transaction.atomic
def _record(reports: list[TrailReport], *, by: Actor, at: datetime) -> None:
    record_event(
        "audit.verified",
        by=by,
        at=at,
        organization_id="",
        details={
            "events": sum(one.events for one in reports),
            "segments": sum(one.segments for one in reports),
            "problems": sum(len(one.problems) for one in reports),
        },
    )

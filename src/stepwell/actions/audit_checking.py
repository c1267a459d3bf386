"""Checking every trail of the installation; that it was checked is an event too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction

from stepwell.actions.audit_outside import outside_path, read_outside
from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.audit.chain import INSTALLATION, ChainedEvent
from stepwell.domain.audit.outside_copy import OutsideCopy
from stepwell.domain.audit.problems import Kind, Problem
from stepwell.domain.audit.verification import Trail, TrailReport, verify_trail
from stepwell.records.audit import protection
from stepwell.records.audit.models import AuditEvent, AuditHead, AuditSegment

AT_ONCE = 2000


class NoTrail(Exception):
    """There is no chain of that name."""


def verify_trails(*, by: Actor, at: datetime, organization: str = "") -> list[TrailReport]:
    """Check one chain, or all, against itself, its seals and the copy outside the database.

    Args:
        organization: an organization's id, or "installation"; "" for all.

    Raises:
        AccessDenied: only an administrator of the installation may.
        NoTrail: nothing was ever recorded under that name.
    """
    if not by.is_administrator:
        raise AccessDenied(
            "Only an administrator of the installation can check its trails.", rule="trail.verify"
        )
    outside = read_outside()
    names = [organization] if organization else sorted(_names(outside))
    if organization and organization not in _names(outside):
        raise NoTrail(f"There is no audit trail {organization!r}.")
    reports = [_report(name, outside) for name in names]
    if not organization:
        reports[:0] = _installation_problems(outside)
    _record(reports, by=by, at=at)
    return reports


def _names(outside: OutsideCopy | None) -> set[str]:
    """Of every chain that anything remembers, though its rows may be gone."""
    names = set(AuditHead.objects.values_list("organization", flat=True))
    for rows in (AuditEvent.objects, AuditSegment.objects):
        names |= set(rows.order_by().values_list("organization", flat=True).distinct())
    if outside:
        names |= {*outside.heads, *outside.seals}
    return names


@transaction.atomic
def _report(organization: str, outside: OutsideCopy | None) -> TrailReport:
    """All read in one transaction, so that events added meanwhile disturb nothing."""
    head = AuditHead.objects.select_for_update().filter(organization=organization).first()
    segments = AuditSegment.objects.filter(organization=organization).order_by("first_sequence")
    trail = Trail(
        organization=organization,
        events=_events(organization),
        seals=[segment.as_stored_seal() for segment in segments],
        head=head.as_head() if head else None,
        outside=outside,
    )
    report = verify_trail(trail)
    if outside is None and trail.seals:
        report.problems.append(
            Problem(
                organization,
                None,
                None,
                Kind.OUTSIDE_MISMATCH,
                f"The copy outside the database ({outside_path().name}) is gone.",
            )
        )
    return report


def _events(organization: str) -> Iterator[ChainedEvent]:
    rows = AuditEvent.objects.filter(organization=organization).order_by("sequence", "pk")
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield row.as_chained()


def _installation_problems(outside: OutsideCopy | None) -> list[TrailReport]:
    problems = [
        Problem(
            INSTALLATION,
            None,
            None,
            Kind.UNPROTECTED,
            f"The database no longer refuses changes: its trigger {name} is missing or off.",
        )
        for name in protection.missing(connection)
    ]
    problems += [
        Problem(
            INSTALLATION,
            None,
            None,
            Kind.OUTSIDE_MISMATCH,
            f"Line {number} of {outside_path().name} cannot be read, or was changed.",
        )
        for number in (outside.unreadable if outside else ())
    ]
    return [TrailReport("(the installation)", problems=problems)] if problems else []


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

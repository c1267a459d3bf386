"""When the copy of the seals outside the database is gone, or lacks days: saying what that means,
and beginning it again from the database itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from django.db import transaction

from stepwell.actions.audit_chains import label_of
from stepwell.actions.audit_checking import check_trail
from stepwell.actions.audit_outside import append_lines, outside_path, read_outside
from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.installation import check_can_operate
from stepwell.domain.audit.outside_copy import OutsideCopy, recopied_line, seal_line
from stepwell.domain.audit.seals import Seal
from stepwell.records.audit.models import AuditHead, AuditSegment


class RecopyRefused(Exception):
    """Why nothing was copied, and what to do."""


@dataclass(frozen=True, slots=True)
class Uncopied:
    """Days that are sealed in the database and not in the copy outside. is_missing: no file."""

    path: Path
    is_missing: bool
    days: int
    trails: int
    first: date
    last: date


def uncopied_days() -> Uncopied | None:
    """None where the copy knows every seal."""
    outside = read_outside()
    seals = _uncopied(outside or OutsideCopy())
    if not seals:
        return None
    days = [one.day for one in seals]
    trails = len({one.organization for one in seals})
    return Uncopied(outside_path(), outside is None, len(days), trails, min(days), max(days))


def recopy_seals(*, by: Actor, at: datetime) -> int:
    """Write the missing seals into the copy outside, each trail with a line that says so.

    From then on a change is found again; of the time before, the copy tells no more than the
    database did at this moment.

    Returns:
        How many days were copied.

    Raises:
        AccessDenied: only whoever operates the installation may.
        RecopyRefused: a trail is not whole in itself, or contradicts lines that are there.
        OSError: the file cannot be written.
    """
    check_can_operate(by)
    _refuse_where_problems()
    with transaction.atomic():
        # While the heads are held no day is sealed, so no line is on its way.
        list(AuditHead.objects.select_for_update().order_by("organization"))
        seals = _uncopied(read_outside() or OutsideCopy())
        if seals:
            trails = len({one.organization for one in seals})
            record_event(
                "audit.recopied",
                by=by,
                at=at,
                organization_id="",
                details={"days": len(seals), "trails": trails},
            )
            append_lines(_lines(seals, at))
    return len(seals)


def _uncopied(outside: OutsideCopy) -> list[Seal]:
    """By trail, the oldest first."""
    stored = AuditSegment.objects.order_by("organization", "first_sequence")
    seals = [one.as_stored_seal().seal for one in stored]
    return [one for one in seals if outside.seal_of(one.organization, one.day) is None]


def _refuse_where_problems() -> None:
    """Each trail is checked as if the copy were written already."""
    outside = read_outside() or OutsideCopy()
    for seal in _uncopied(outside):
        outside.add_seal(seal)
    for chain in AuditHead.objects.values_list("organization", flat=True).order_by("organization"):
        report = check_trail(chain, outside, outside_path())
        if report.problems:
            raise RecopyRefused(
                f"Nothing was copied, so that what is wrong stays to be seen. {label_of(chain)}: "
                f"{report.problems[0].message} Look at all of it: stepwell audit verify"
            )


def _lines(seals: Iterable[Seal], at: datetime) -> list[str]:
    lines = []
    for chain, found in groupby(seals, key=lambda one: one.organization):
        of_chain = list(found)
        lines.append(recopied_line(chain, days=len(of_chain), last=of_chain[-1].day, at=at))
        lines += [seal_line(one, at=at) for one in of_chain]
    return lines

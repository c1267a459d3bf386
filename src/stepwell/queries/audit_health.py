"""Is the audit trail protected, sealed and copied outside? For `stepwell doctor`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from stepwell.domain.audit.chain import INSTALLATION
from stepwell.records.audit import protection
from stepwell.records.audit.models import AuditEvent, AuditHead, AuditSegment

Found = tuple[str, str, str]
"""name, state (ok, look or wrong), message: what a Finding is made of."""

NAME = "audit trail"
SEALED_WITHIN = timedelta(days=2)
"""The worker seals a day within an hour of its end."""


def examine_trail(at: datetime) -> Iterator[Found]:
    """What is amiss, or one line that nothing is. Verifying alone says if the rows are whole."""
    problems = [*_unprotected(), *_copy_outside(), *_unsealed(at), *_ahead(at), *_last_check()]
    yield from problems or [_fine()]


def _unprotected() -> Iterator[Found]:
    missing = protection.missing(connection)
    if missing:
        names = ", ".join(missing)
        yield (
            NAME,
            "wrong",
            f"the database no longer refuses changes to it ({names} missing or off). "
            "Run: stepwell audit verify, then: stepwell audit protect",
        )


def _copy_outside() -> Iterator[Found]:
    path = Path(settings.AUDIT_OUTSIDE_PATH)
    if path.exists():
        if not os.access(path, os.W_OK):
            yield NAME, "wrong", f"{path} cannot be written, so no day is sealed; change its owner."
    elif AuditSegment.objects.exists():
        yield (
            NAME,
            "wrong",
            f"{path}, the copy of its seals, is gone; put it back from where you keep another. "
            "Where there is none: stepwell audit recopy",
        )


def _unsealed(at: datetime) -> Iterator[Found]:
    latest = at.astimezone(UTC).date() - SEALED_WITHIN
    days = filter(None, map(_first_unsealed_day, AuditHead.objects.all()))
    oldest = min(days, default=date.max)
    if oldest <= latest:
        yield (
            NAME,
            "look",
            f"{oldest} is not sealed yet; is the worker running (stepwell serve)? To seal it at "
            "once: stepwell audit seal",
        )


def _ahead(at: datetime) -> Iterator[Found]:
    """No event is taken back before the day of the one it follows."""
    tomorrow = at.astimezone(UTC).date() + timedelta(days=1)
    furthest = AuditHead.objects.filter(day__gt=tomorrow).order_by("-day").first()
    if furthest:
        yield (
            NAME,
            "look",
            f"a clock ran ahead, and events now stand under {furthest.day}: nothing more of that "
            "trail is sealed before then. Its heads are still copied outside. Check the clock.",
        )


def _first_unsealed_day(head: AuditHead) -> date | None:
    last = AuditSegment.objects.filter(organization=head.organization).last()
    events = AuditEvent.objects.filter(
        organization=head.organization, sequence__gt=last.last_sequence if last else 0
    )
    return events.order_by("sequence").values_list("day", flat=True).first()


def _last_check() -> Iterator[Found]:
    check = AuditEvent.objects.filter(organization=INSTALLATION, event_type="audit.verified").last()
    if check and json.loads(check.details)["problems"]:
        yield (
            NAME,
            "wrong",
            f"the check of {check.at:%Y-%m-%d %H:%M} UTC found problems; look at them with: "
            "stepwell audit verify",
        )


def _fine() -> Found:
    count = AuditHead.objects.count()
    sealed = AuditSegment.objects.order_by("-day").values_list("day", flat=True).first()
    return NAME, "ok", f"{count} chains, sealed up to {sealed or 'no day yet'}"

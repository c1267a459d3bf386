"""What the chains of the installation are called."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from stepwell.domain.audit.chain import INSTALLATION
from stepwell.domain.audit.outside_copy import OutsideCopy
from stepwell.records.accounts.models import Organization
from stepwell.records.audit.models import AuditEvent, AuditHead, AuditSegment


class NoTrail(Exception):
    """There is no chain of that name."""


def chains(outside: OutsideCopy | None = None) -> list[str]:
    """Of every chain that anything remembers, though its rows may be gone."""
    names = set(AuditHead.objects.values_list("organization", flat=True))
    for rows in (AuditEvent.objects, AuditSegment.objects):
        names |= set(rows.order_by().values_list("organization", flat=True).distinct())
    if outside:
        names |= {*outside.heads, *outside.seals}
    return sorted(names)


def chain_called(text: str, outside: OutsideCopy | None = None) -> str:
    """
    Args:
        text: an organization's short name or id, or "installation".

    Raises:
        NoTrail: nothing was ever recorded under that name.
    """
    known = chains(outside)
    if text in known:
        return text
    called = Organization.objects.filter(slug=text).first()
    if called is not None and str(called.pk) in known:
        return str(called.pk)
    names = ", ".join(map(label_of, known)) or "none yet"
    raise NoTrail(f"There is no audit trail {text!r}. Trails: {names}.")


def label_of(chain: str) -> str:
    """The organization's short name; the chain's own where there is no such organization now."""
    if chain == INSTALLATION:
        return chain
    try:
        slug = Organization.objects.filter(pk=chain).values_list("slug", flat=True).first()
    except ValidationError:  # no id at all: someone wrote over it
        slug = None
    return slug or chain

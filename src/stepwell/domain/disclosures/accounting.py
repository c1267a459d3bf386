"""The accounting of what left, for the client who asks.

Source: 42 CFR 2.25(a): all disclosures made with consent in the three years before the request, or
a shorter time the client chooses; `peers.md` P10. That those made without consent, and copies the
client was given, are listed too is design: a person sees everything that left about them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from stepwell.domain.consents.kinds import InformationKind, Purpose
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.basis import BasisKind, DisclosureForm

YEARS = 3
"""Source: 42 CFR 2.25."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that left. key: of the consent, order or agreement it rested on."""

    id: str
    disclosed_at: datetime
    recipient: Recipient
    participant: Recipient | None
    address: str
    purpose: Purpose
    purpose_words: str
    information: frozenset[InformationKind]
    form: DisclosureForm
    basis: BasisKind
    key: str
    disclosed_by: str


def earliest_day(today: date, *, since: date | None = None) -> date:
    """The first day of an accounting asked for today. since: the client's own, if later."""
    try:
        first = today.replace(year=today.year - YEARS)
    except ValueError:  # the 29th of February
        first = today.replace(year=today.year - YEARS, day=28)
    return first if since is None else max(first, since)


def accounting(
    entries: Iterable[Entry], *, today: date, zone: ZoneInfo, since: date | None = None
) -> tuple[Entry, ...]:
    """What left from the first day on, the latest first. today: on the program's calendar."""
    first = earliest_day(today, since=since)
    asked = (one for one in entries if first <= one.disclosed_at.astimezone(zone).date() <= today)
    return tuple(sorted(asked, key=lambda one: (one.disclosed_at, one.id), reverse=True))

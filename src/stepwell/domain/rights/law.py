"""How soon a request must be answered and how long records must stay: the defaults, each with its
source.

A program's counsel confirms or changes every number here; until then pages say that nobody has.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stepwell.domain.rights.parts import Part

NOTES_CHECKED_ON = date(2026, 11, 23)
"""When the notes that most of these come from were written. It confirms nothing."""


class Right(StrEnum):
    """What a person may ask for here. Restrictions and the accounting have pages of their own."""

    COPY = "copy"
    AMENDMENT = "amendment"
    ERASURE = "erasure"


class Basis(StrEnum):
    """source: read in the source named. recalled: known, and not confirmed. design: chosen here."""

    SOURCE = "source"
    RECALLED = "recalled"
    DESIGN = "design"


class Since(StrEnum):
    """What a time to be kept counts from: the closing of the record, or the part's last entry."""

    CLOSED = "closed"
    LAST_ENTRY = "last_entry"


@dataclass(frozen=True, slots=True)
class Clock:
    """days: within which to answer. more_days: by which that may be put off once, in writing."""

    days: int
    more_days: int
    source: str
    basis: Basis
    checked_on: date | None = None


CLOCKS: dict[Right, Clock] = {
    Right.COPY: Clock(
        30,
        30,
        "45 CFR 164.524(b)(2); 42 CFR 2.23 lets a program give the person their own record",
        Basis.RECALLED,
        NOTES_CHECKED_ON,
    ),
    Right.AMENDMENT: Clock(
        60, 30, "45 CFR 164.526(b)(2), read in the edition of October 2001", Basis.SOURCE
    ),
    Right.ERASURE: Clock(
        30, 30, "No federal rule gives a right to it; answered as soon as a copy is", Basis.DESIGN
    ),
}


@dataclass(frozen=True, slots=True)
class Retention:
    """years: to be kept. waits: whether also a person who asks for erasure has to wait so long.

    note: what a reader must know about the number.
    """

    part: Part
    years: int
    since: Since
    waits: bool
    source: str
    basis: Basis
    note: str = ""
    checked_on: date | None = None


_HIPAA_PAPERS = "45 CFR 164.316(b)(2) and 164.530(j): six years for documents"

RETENTIONS: dict[Part, Retention] = {
    one.part: one
    for one in (
        Retention(
            Part.RECORD,
            7,
            Since.CLOSED,
            waits=True,
            source="Conn. Agencies Regs. 17a-20-37, seven years after discharge",
            basis=Basis.RECALLED,
            note="That rule is for clinics for children. UNVERIFIED for adults in treatment for "
            "substance use, and for other States.",
            checked_on=NOTES_CHECKED_ON,
        ),
        Retention(
            Part.SAFETY,
            7,
            Since.CLOSED,
            waits=True,
            source="Kept as long as the record they belong to",
            basis=Basis.DESIGN,
        ),
        Retention(
            Part.CONSENTS,
            6,
            Since.LAST_ENTRY,
            waits=True,
            source=_HIPAA_PAPERS,
            basis=Basis.RECALLED,
            checked_on=NOTES_CHECKED_ON,
        ),
        Retention(
            Part.DISCLOSURES,
            6,
            Since.LAST_ENTRY,
            waits=True,
            source="45 CFR 164.528; 42 CFR 2.25 asks for three years",
            basis=Basis.RECALLED,
            checked_on=NOTES_CHECKED_ON,
        ),
        Retention(
            Part.REQUESTS,
            6,
            Since.LAST_ENTRY,
            waits=True,
            source=_HIPAA_PAPERS,
            basis=Basis.RECALLED,
            checked_on=NOTES_CHECKED_ON,
        ),
        Retention(
            Part.REACH,
            7,
            Since.CLOSED,
            waits=False,
            source="No rule is known that asks for it; it goes when the person asks, or with the "
            "record",
            basis=Basis.DESIGN,
        ),
        Retention(
            Part.ACCOUNT,
            0,
            Since.CLOSED,
            waits=False,
            source="Nothing asks for it: it is the person’s own",
            basis=Basis.DESIGN,
        ),
        Retention(
            Part.TRAIL,
            6,
            Since.LAST_ENTRY,
            waits=True,
            source=_HIPAA_PAPERS,
            basis=Basis.RECALLED,
            note="It knows people by opaque ids only, and is dropped by the day.",
            checked_on=NOTES_CHECKED_ON,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground on which a request may be denied. reviewable: the person may ask for a second look
    by someone who had no part in the decision.
    """

    right: Right
    source: str
    basis: Basis
    is_reviewable: bool = False


ENDANGERS = "endangers"
_AMENDMENT = "45 CFR 164.526(a)(2), read in the edition of October 2001"
_ACCESS = "45 CFR 164.524(a), read in the edition of October 2003"

GROUNDS: dict[str, Ground] = {
    "not_made_here": Ground(Right.AMENDMENT, f"{_AMENDMENT}, (i)", Basis.SOURCE),
    "not_in_record": Ground(Right.AMENDMENT, f"{_AMENDMENT}, (ii)", Basis.SOURCE),
    "not_open_to_access": Ground(Right.AMENDMENT, f"{_AMENDMENT}, (iii)", Basis.SOURCE),
    "accurate": Ground(Right.AMENDMENT, f"{_AMENDMENT}, (iv)", Basis.SOURCE),
    "counseling_notes": Ground(Right.COPY, f"{_ACCESS}(1)(i)", Basis.SOURCE),
    "for_a_proceeding": Ground(Right.COPY, f"{_ACCESS}(1)(ii)", Basis.SOURCE),
    ENDANGERS: Ground(Right.COPY, "45 CFR 164.524(a)(3)", Basis.RECALLED, is_reviewable=True),
    "must_be_kept": Ground(Right.ERASURE, "The times to be kept", Basis.DESIGN),
    "on_hold": Ground(Right.ERASURE, "A legal hold is in force", Basis.DESIGN),
}
"""A subject outside these is no ground: the request is granted."""


def grounds_for(right: Right) -> dict[str, Ground]:
    return {code: ground for code, ground in GROUNDS.items() if ground.right is right}

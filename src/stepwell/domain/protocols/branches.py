"""Branch rules: what changes when something about the client does. Tables of `[[branches]]`."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from stepwell.domain.content.provenance import Basis


class Circumstance(StrEnum):
    """What is true of a client's situation, as the counselor has recorded it."""

    DECLINES_FELLOWSHIP = "declines-fellowship"
    PARTNER_TAKES_PART = "partner-takes-part"
    DUAL_DIAGNOSIS = "dual-diagnosis"
    BIPOLAR = "bipolar"
    PSYCHOSIS = "psychosis"
    UNSTABLE = "unstable"
    WOMAN = "woman"
    FEW_SOBER_CONTACTS = "few-sober-contacts"
    SECULAR = "secular"
    YOUTH = "youth"


class BranchRule(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="when"
):
    """opens, closes: tracks while it holds. suggests: slugs of protocols to think of.

    unless: it does not hold while any of these is so. Who has declined the fellowship is not
    asked about its meetings.
    """

    id: str
    basis: Basis
    source: str
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    suggests: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    unless: tuple[Circumstance, ...] = ()


class WhenCircumstance(BranchRule, frozen=True, kw_only=True, tag="circumstance"):
    """Declining the fellowship, dual diagnosis and the like. Holds if any of them is so."""

    any_of: tuple[Circumstance, ...]


class WhenNoAttendance(BranchRule, frozen=True, kw_only=True, tag="no-attendance"):
    """No meeting since the last session that was held."""


class WhenAttended(BranchRule, frozen=True, kw_only=True, tag="attended"):
    """At least one meeting since the last session that was held."""


class WhenReturnToUse(BranchRule, frozen=True, kw_only=True, tag="return-to-use"):
    within_days: int


class WhenNotAbstinent(BranchRule, frozen=True, kw_only=True, tag="not-abstinent"):
    """From that week on, use within the last `for_days` days."""

    by_week: int
    for_days: int


class WhenDoseBelow(BranchRule, frozen=True, kw_only=True, tag="dose-below"):
    """From that week on, fewer than so many of these completed."""

    sessions: tuple[str, ...]
    at_least: int
    by_week: int


class WhenSkipped(BranchRule, frozen=True, kw_only=True, tag="skipped"):
    """An agenda block left out in the last `times` sessions that had it."""

    block: str
    times: int


Branch = (
    WhenCircumstance
    | WhenNoAttendance
    | WhenAttended
    | WhenReturnToUse
    | WhenNotAbstinent
    | WhenDoseBelow
    | WhenSkipped
)

BRANCHES: dict[str, type[BranchRule]] = {
    str(one.__struct_config__.tag): one
    for one in (
        WhenCircumstance,
        WhenNoAttendance,
        WhenAttended,
        WhenReturnToUse,
        WhenNotAbstinent,
        WhenDoseBelow,
        WhenSkipped,
    )
}
"""By the word in the file."""

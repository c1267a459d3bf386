"""Hard filters: what leaves a meeting out, whatever else speaks for it.

The order hard filters, then distance and time, then affinity is a design of this field's notes, not
a finding; no trial has compared ways of ranking meetings.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from stepwell.domain.matching.candidates import Candidate
from stepwell.domain.matching.fits import Fit
from stepwell.domain.matching.wishes import Kindred, Need, Ways, Wishes


class Out(StrEnum):
    """Why a meeting is not suggested; told with a count, so that a wish can be loosened."""

    AVOIDED = "avoided"
    OTHER_CONCERN = "other_concern"
    FOR_OTHERS = "for_others"
    LANGUAGE = "language"
    WAY = "way"
    TOO_FAR = "too_far"
    NOT_FREE = "not_free"
    STEPS = "steps"
    CHILDREN = "children"
    CLOSED = "closed"


KINDRED_SENSES: Mapping[Kindred, frozenset[str]] = {
    Kindred.WOMEN: frozenset({"women"}),
    Kindred.MEN: frozenset({"men"}),
    Kindred.LGBTQ: frozenset({"lgbtq", "transgender", "non-binary"}),
    Kindred.YOUNG: frozenset({"young-people"}),
    Kindred.OLDER: frozenset({"seniors"}),
    Kindred.COLOR: frozenset({"people-of-color"}),
    Kindred.INDIGENOUS: frozenset({"indigenous"}),
    Kindred.PROFESSIONALS: frozenset({"professionals"}),
}
STEP_FREE = frozenset({"wheelchair", "wheelchair-bathroom"})
WITH_CHILDREN = frozenset({"childcare", "child-friendly"})


def left_out(one: Candidate, wishes: Wishes, fits: Mapping[str, Fit]) -> Out | None:
    """The first reason that holds, the person's safety and belonging before their comfort."""
    if one.code in wishes.avoid:
        return Out.AVOIDED
    if not concerns(one, wishes, fits):
        return Out.OTHER_CONCERN
    if is_for_others(one, wishes, fits):
        return Out.FOR_OTHERS
    if wishes.languages and one.languages and not wishes.languages & one.languages:
        return Out.LANGUAGE
    return _unreachable(one, wishes) or _unfit(one, wishes)


def concerns(one: Candidate, wishes: Wishes, fits: Mapping[str, Fit]) -> bool:
    """Preferred, meant for one of the substances, or shown to help there too."""
    if one.fellowship in wishes.fellowships:
        return True
    fit = fits.get(one.fellowship)
    if fit is None or (fit.mind and "mind" not in wishes.leanings):
        return False
    return fit.is_for(wishes.substances) or fit.is_also_for(wishes.substances)


def is_for_others(one: Candidate, wishes: Wishes, fits: Mapping[str, Fit]) -> bool:
    """For a group that the person has not said they belong to."""
    fit = fits.get(one.fellowship)
    if fit is not None and fit.women and Kindred.WOMEN not in wishes.kindred:
        return True
    meant = {kin for kin, senses in KINDRED_SENSES.items() if senses & one.senses}
    return bool(meant) and not meant & wishes.kindred


def _unreachable(one: Candidate, wishes: Wishes) -> Out | None:
    can_go = one.is_in_person and wishes.ways is not Ways.ONLINE
    can_join = one.is_online and wishes.ways is not Ways.IN_PERSON
    if not can_go and not can_join:
        return Out.WAY
    is_near = one.distance_km is not None and one.distance_km <= wishes.max_km
    return None if can_join or is_near else Out.TOO_FAR


def _unfit(one: Candidate, wishes: Wishes) -> Out | None:
    if wishes.free and (one.weekday, one.part) not in wishes.free:
        return Out.NOT_FREE
    from_afar = one.is_online and (wishes.ways is Ways.ONLINE or not one.is_in_person)
    if Need.STEP_FREE in wishes.needs and not from_afar and not one.senses & STEP_FREE:
        return Out.STEPS
    if Need.CHILDREN in wishes.needs and not from_afar and not one.senses & WITH_CHILDREN:
        return Out.CHILDREN
    if Need.OPEN in wishes.needs and "open" not in one.senses:
        return Out.CLOSED
    return None

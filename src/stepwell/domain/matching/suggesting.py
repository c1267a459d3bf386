"""A handful of meetings to sample, never one: hard filters, then distance and time, then affinity.

Source: three to six to sample, and the order of ranking, are a design of the field's notes on
matching. Secular and non-twelve-step groups stand beside the others because a comparison found no
difference in benefit from being involved (Zemore et al., PMC5884451), and the choice is theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from stepwell.domain.matching.candidates import Candidate
from stepwell.domain.matching.filters import Out, left_out
from stepwell.domain.matching.fits import Fit
from stepwell.domain.matching.reasons import Weighed, weigh
from stepwell.domain.matching.wishes import Leaning, Wishes

FEWEST, MOST = 3, 6
NEAR_KM = (2.0, 8.0, 16.0)
"""Upper ends of "on foot", "close by", "in reach"; what lies beyond is far (design)."""
ONLINE_BAND = 1
"""Joining from home counts as close by: no way is needed, and nobody is met in person (design)."""
SOON = (timedelta(hours=48), timedelta(days=4))
"""The first day or two after leaving care matter most: AA's bridging pages say 24–48 hours."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    meeting: Candidate
    weighed: Weighed


@dataclass(frozen=True, slots=True)
class Suggestions:
    """meetings: by start, so that none looks like the one to take. out: how many each filter left
    out. fitting: how many there were to choose from."""

    meetings: tuple[Suggestion, ...]
    out: Mapping[Out, int]
    fitting: int

    @property
    def is_short(self) -> bool:
        """Fewer than should be offered: some wish may be loosened."""
        return len(self.meetings) < FEWEST


def suggest(
    candidates: Iterable[Candidate],
    wishes: Wishes,
    fits: Mapping[str, Fit],
    at: datetime,
    *,
    most: int = MOST,
) -> Suggestions:
    """
    Args:
        candidates: one for each meeting, with its next start after `at`.

    Raises:
        ValueError: `most` is not three to six.
    """
    if not FEWEST <= most <= MOST:
        raise ValueError(f"Between {FEWEST} and {MOST} meetings are suggested, not {most}.")
    out: Counter[Out] = Counter()
    ranked: list[Suggestion] = []
    for one in candidates:
        why = left_out(one, wishes, fits)
        if why is None:
            ranked.append(Suggestion(one, weigh(one, wishes, fits)))
        else:
            out[why] += 1
    ranked.sort(key=lambda each: _rank(each, at))
    chosen = _balanced(ranked, most, others_at_least=2 if Leaning.SECULAR in wishes.leanings else 1)
    chosen.sort(key=lambda each: (each.meeting.starts_at, each.meeting.code))
    return Suggestions(tuple(chosen), dict(out), len(ranked))


def _rank(each: Suggestion, at: datetime) -> tuple[int, int, int, datetime, float, str]:
    one = each.meeting
    distance = one.distance_km if one.distance_km is not None else 0.0
    return (
        _distance_band(one),
        _time_band(one, at),
        -each.weighed.affinity,
        one.starts_at,
        distance,
        one.code,
    )


def _distance_band(one: Candidate) -> int:
    bands = [ONLINE_BAND] if one.is_online else []
    if one.is_in_person and one.distance_km is not None:
        bands.append(sum(one.distance_km > end for end in NEAR_KM))
    return min(bands, default=len(NEAR_KM))


def _time_band(one: Candidate, at: datetime) -> int:
    return sum(one.starts_at > at + end for end in SOON)


def _balanced(ranked: list[Suggestion], most: int, *, others_at_least: int) -> list[Suggestion]:
    """The best of each group, with a place kept for both kinds of path where both are there."""
    apart = list(_one_of_each_group(ranked))
    others = [each for each in apart if each.meeting.is_other_path][:others_at_least]
    usual = [each for each in apart if not each.meeting.is_other_path][:1]
    kept = {each.meeting.code for each in (*others, *usual)}
    room = most - len(kept)
    for each in apart:
        if room and each.meeting.code not in kept:
            kept.add(each.meeting.code)
            room -= 1
    return [each for each in apart if each.meeting.code in kept]


def _one_of_each_group(ranked: list[Suggestion]) -> Iterator[Suggestion]:
    """To sample is to see different groups; a second day of one comes only where few are left. What
    a group has of the other kind of path is no second day.
    """
    groups = {each.meeting.group for each in ranked}
    seen: Counter[tuple[str, bool]] = Counter()
    allowed = 1 if len(groups) >= FEWEST else FEWEST
    for each in ranked:
        key = (each.meeting.group, each.meeting.is_other_path)
        if seen[key] < allowed:
            seen[key] += 1
            yield each

"""Which branch rules hold on a day, and which tracks are open because of them."""

from __future__ import annotations

from datetime import date, timedelta

from stepwell.domain.protocols.branches import (
    BranchRule,
    WhenAttended,
    WhenCircumstance,
    WhenDoseBelow,
    WhenNoAttendance,
    WhenNotAbstinent,
    WhenReturnToUse,
    WhenSkipped,
)
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import History
from stepwell.domain.protocols.items import Variant


def branches_that_hold(protocol: Protocol, history: History, at: date) -> tuple[BranchRule, ...]:
    """In the order in which they are written. history: as of that day; see History.until."""
    so = history.circumstances(at)
    return tuple(
        rule
        for rule in protocol.branches(history.variant)
        if not so.intersection(rule.unless) and _holds(rule, protocol, history, at)
    )


def open_tracks(protocol: Protocol, history: History, at: date) -> frozenset[str]:
    """From how each track starts, through the variant, to the branches; a later one wins."""
    tracks = {one.id for one in protocol.definition.tracks if one.is_open}
    changes: tuple[Variant | BranchRule, ...] = (
        protocol.variant(history.variant),
        *branches_that_hold(protocol, history, at),
    )
    for change in changes:
        tracks = (tracks | set(change.opens)) - set(change.closes)
    return frozenset(tracks)


def _holds(rule: BranchRule, protocol: Protocol, history: History, at: date) -> bool:
    last = history.last_held_on
    match rule:
        case WhenCircumstance(any_of=wanted):
            return bool(history.circumstances(at).intersection(wanted))
        case WhenNoAttendance() | WhenAttended():
            if last is None or last >= at:
                return False
            attended = any(last <= day <= at for day in history.meetings_on)
            return attended is isinstance(rule, WhenAttended)
        case WhenReturnToUse(within_days=days):
            start = max(history.enrolled_on, at - timedelta(days=days))
            return any(start < day <= at for day in history.use_on)
        case WhenNotAbstinent(by_week=week, for_days=days):
            recent = any(at - timedelta(days=days) < day <= at for day in history.use_on)
            return history.week(at) >= week and recent
        case WhenDoseBelow(by_week=week):
            had = len(history.done.intersection(rule.sessions))
            return history.week(at) >= week and had < rule.at_least
        case WhenSkipped(block=block, times=times):
            having = {
                slug
                for slug, session in protocol.sessions.items()
                if any(one.id == block for one in session.agenda)
            }
            recent_ones = [one for one in history.held if one.session in having][-times:]
            return len(recent_ones) == times and all(block in one.skipped for one in recent_ones)
    return False

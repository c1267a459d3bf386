"""Which session may come next, and why; and which may not yet, and what it waits for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import History, Outcome
from stepwell.domain.protocols.needs import (
    closing_rule,
    completing_rule,
    emergency_sessions,
    needs_of,
)
from stepwell.domain.protocols.rules import (
    ConjointLimit,
    ElectivePool,
    Emergency,
    GraduateReturns,
    HeldBack,
    InOrder,
    MakeUp,
    Prerequisite,
    Repeat,
    RollingEntry,
    SequenceRule,
    SessionLimit,
    TerminationLast,
    Window,
    sessions_offered,
)


@dataclass(frozen=True, slots=True)
class Step:
    """A session that may come next. rules: ids of those that say so, the offering one first.

    is_needed: the course is not whole without it, or it closes the course. same_event_as: the
    session that others have at the same time in the same room.
    """

    session: str
    rules: tuple[str, ...]
    is_needed: bool = False
    needs_reason: bool = False
    is_make_up: bool = False
    is_repeat: bool = False
    same_event_as: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """rule: that says no. waits_for: sessions, or "" for what is no session.

    may_override: with a reason, which is kept.
    """

    session: str
    rule: str
    waits_for: tuple[str, ...] = ()
    may_override: bool = False


@dataclass(frozen=True, slots=True)
class Availability:
    """steps, refusals: in the order in which the protocol names its sessions."""

    steps: tuple[Step, ...]
    refusals: tuple[Refusal, ...]


def availability(protocol: Protocol, history: History, at: date) -> Availability:
    """history: as of that day; see History.until."""
    rules = protocol.rules(history.variant)
    if completing_rule(rules, history.done):
        return Availability((), ())
    course = _Course(rules, history, at)
    steps, refusals = [], []
    for session in protocol.definition.sessions:
        offering = [one for one in rules if session in sessions_offered(one)]
        if not offering:
            continue
        repeat = course.repeat_rule(session)
        if session in history.done and not repeat and session not in course.emergencies:
            continue
        refusal = next(course.refusals(session), None)
        if refusal:
            refusals.append(refusal)
        else:
            steps.append(course.step(session, offering, repeat))
    return Availability(tuple(steps), tuple(refusals))


class _Course:
    """One history beside the rules that hold for it."""

    def __init__(self, rules: tuple[SequenceRule, ...], history: History, at: date) -> None:
        self.rules = rules
        self.history = history
        self.at = at
        self.done = history.done
        self.times = Counter(one.session for one in history.held)
        self.emergencies = emergency_sessions(rules)
        closing = closing_rule(rules)
        self.closing = closing.session if closing else ""
        self.lacking = tuple(slug for need in needs_of(rules) for slug in need.lacks(self.done))

    def repeat_rule(self, session: str) -> Repeat | None:
        for rule in self.rules:
            if (
                isinstance(rule, Repeat)
                and session in rule.sessions
                and session in self.done
                and self.times[session] < rule.at_most
            ):
                return rule
        return None

    def step(self, session: str, offering: Sequence[SequenceRule], repeat: Repeat | None) -> Step:
        reasons = [rule.id for rule in offering]
        electives = [one for one in offering if isinstance(one, ElectivePool)]
        missed = any(
            one.session == session and one.outcome is Outcome.MISSED
            for one in self.history.contacts
        )
        make_up = next(
            (r for r in self.rules if isinstance(r, MakeUp) and session in r.sessions), None
        )
        is_make_up = missed and make_up is not None and session not in self.done
        if is_make_up and make_up:
            reasons.append(make_up.id)
        if repeat:
            reasons = [repeat.id]
        shared = next(
            (r.newcomer for r in offering if isinstance(r, GraduateReturns)
             and session == r.graduate), ""
        )  # fmt: skip
        return Step(
            session,
            tuple(reasons),
            is_needed=session in self.lacking or session == self.closing,
            needs_reason=any(one.needs_reason for one in electives),
            is_make_up=is_make_up,
            is_repeat=repeat is not None,
            same_event_as=shared,
        )

    def refusals(self, session: str) -> Iterator[Refusal]:
        for rule in self.rules:
            found = self._refusal(session, rule)
            if found:
                yield found

    def _refusal(self, session: str, rule: SequenceRule) -> Refusal | None:
        match rule:
            case InOrder(sessions=sessions) if session in sessions:
                before = sessions[: sessions.index(session)]
                waits = tuple(one for one in before if one not in self.done)
                return Refusal(session, rule.id, waits, may_override=True) if waits else None
            case Prerequisite(sessions=sessions, after=after) if session in sessions:
                waits = tuple(one for one in after if one not in self.done)
                return Refusal(session, rule.id, waits, rule.may_override) if waits else None
            case RollingEntry(sessions=sessions) if session in sessions:
                return self._entry(session, rule)
            case ElectivePool(sessions=sessions, at_most=most) if session in sessions:
                is_new = session not in self.done
                full = len(self.done.intersection(sessions)) >= most
                return Refusal(session, rule.id, may_override=True) if is_new and full else None
            case ConjointLimit(sessions=sessions, at_most=most) if session in sessions:
                partner = Circumstance.PARTNER_TAKES_PART in self.history.circumstances(self.at)
                used = sum(self.times[one] for one in sessions)
                return None if partner and used < most else Refusal(session, rule.id)
            case HeldBack(sessions=sessions, during=during) if session in sessions:
                is_so = self.history.circumstances(self.at).intersection(during)
                return Refusal(session, rule.id, (), rule.may_override) if is_so else None
            case Emergency(session=slug, at_most=most) if session == slug:
                return Refusal(session, rule.id) if self.times[slug] >= most else None
            case SessionLimit() if session not in (self.closing, *self.emergencies):
                waits = (self.closing,)
                return Refusal(session, rule.id, waits) if self._is_full(rule) else None
            case TerminationLast(session=slug) if session == slug:
                early = not (self._is_full(None) or self._is_window_over())
                waits = self.lacking
                return Refusal(session, rule.id, waits, True) if waits and early else None
        return None

    def _entry(self, session: str, rule: RollingEntry) -> Refusal | None:
        inside = [one for one in self.history.held if one.session in rule.sessions]
        if not inside:
            return None if session in rule.entry else Refusal(session, rule.id, rule.entry, True)
        if not rule.in_circle:
            return None
        start = rule.sessions.index(inside[-1].session)
        circle = (*rule.sessions[start:], *rule.sessions[:start])
        awaited = next((one for one in circle if one not in self.done), session)
        # A repeat may fall anywhere; a new topic comes when the group comes to it.
        if session == awaited or session in self.done:
            return None
        return Refusal(session, rule.id, (awaited,), may_override=True)

    def _is_full(self, rule: SessionLimit | None) -> bool:
        """Whether only the closing session has a place left."""
        limits = [rule] if rule else [r for r in self.rules if isinstance(r, SessionLimit)]
        used = sum(n for slug, n in self.times.items() if slug not in self.emergencies)
        return any(used >= limit.at_most - 1 for limit in limits)

    def _is_window_over(self) -> bool:
        return any(
            self.at >= self.history.enrolled_on + timedelta(weeks=rule.weeks)
            for rule in self.rules
            if isinstance(rule, Window)
        )

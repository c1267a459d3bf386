"""What needs doing about a client, and why: pure functions of facts and rules.

A flag is there while its reason is: nobody sets one and nobody takes one away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.domain.caseload.facts import CaseFacts
from stepwell.domain.caseload.rules import (
    EndingRule,
    FlagRule,
    Level,
    MissedRule,
    NoMeetingRule,
    OverdueRule,
    ReturnRule,
    SafetyRule,
    UnsignedRule,
    UrgeRule,
)
from stepwell.domain.recovery.log import STRONGEST_URGE, DayState

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Flag:
    """label: a few words with the figures. reason: a sentence. since: the day it is about."""

    kind: str
    level: Level
    label: str
    reason: str
    since: date


def flags_of(facts: CaseFacts, rules: Iterable[FlagRule], today: date) -> tuple[Flag, ...]:
    """In the order of the rules."""
    found = (_flag(rule, facts, today) for rule in rules)
    return tuple(one for one in found if one is not None)


def _flag(rule: FlagRule, facts: CaseFacts, today: date) -> Flag | None:
    match rule:
        case SafetyRule():
            return _safety(rule, facts)
        case ReturnRule():
            return _returned(rule, facts, today)
        case UrgeRule():
            return _urge(rule, facts, today)
        case OverdueRule():
            return _overdue(rule, facts, today)
        case MissedRule():
            return _missed(rule, facts, today)
        case NoMeetingRule():
            return _no_meeting(rule, facts, today)
        case UnsignedRule():
            return _unsigned(rule, facts, today)
        case EndingRule():
            return _ending(rule, facts, today)
    raise TypeError(f"No function makes a flag of {rule.kind!r}.")


def _safety(rule: SafetyRule, facts: CaseFacts) -> Flag | None:
    if not facts.paths:
        return None
    first = min(facts.paths, key=lambda one: (one.waits_for_sign_off, one.opened_on))
    day = _day(first.opened_on)
    if first.waits_for_sign_off:
        label, rest = "Safety path to sign off", "is done and waits for a sign-off"
    else:
        label, rest = f"Safety path, {day}", "is open"
    return Flag(rule.kind, rule.level, label, f"A safety path of {day} {rest}.", first.opened_on)


def _returned(rule: ReturnRule, facts: CaseFacts, today: date) -> Flag | None:
    """The first day of use in the window that such a time goes before."""
    window = [today - n * DAY for n in range(rule.within_days - 1, -1, -1)]
    used = [on for on in window if facts.days.get(on) is DayState.USED]
    for first in used:
        before = [facts.days.get(first - n * DAY) for n in range(1, rule.before_days + 1)]
        abstinent = before.count(DayState.ABSTINENT)
        if DayState.USED in before or abstinent < rule.abstinent_days:
            continue
        days = [on for on in used if on >= first]
        return Flag(
            rule.kind,
            rule.level,
            f"Used {_span(days)}",
            f"Use on {_counted(len(days), 'day')} since {_day(first)}. Of the {rule.before_days} "
            f"days before, {abstinent} are known to be abstinent and none is a day of use.",
            first,
        )
    return None


def _urge(rule: UrgeRule, facts: CaseFacts, today: date) -> Flag | None:
    since = today - rule.within_days * DAY
    strong = [(on, urge) for on, urge in facts.urges if since < on <= today and urge >= rule.urge]
    if not strong:
        return None
    on, urge = max(strong)
    return Flag(
        rule.kind,
        rule.level,
        f"Urge {urge} of {STRONGEST_URGE}",
        f"In the check-in of {_day(on)} the urge was {urge} of {STRONGEST_URGE}.",
        on,
    )


def _overdue(rule: OverdueRule, facts: CaseFacts, today: date) -> Flag | None:
    late = [
        one
        for one in facts.courses
        if one.due is not None and one.due.is_overdue and one.due.overdue_from <= today
    ]
    if not late:
        return None
    course = min(late, key=lambda one: one.due.overdue_from if one.due else date.max)
    assert course.due is not None
    since = course.due.overdue_from
    booked = f"booked for {_day(facts.next_on)}" if facts.next_on else "nothing is booked"
    return Flag(
        rule.kind,
        rule.level,
        f"Overdue since {_day(since)}" + ("" if facts.next_on else ", not booked"),
        f"{course.title}: the next contact was due on {_day(course.due.on)} and is overdue since "
        f"{_day(since)} ({course.due_rule}); {booked}.",
        since,
    )


def _missed(rule: MissedRule, facts: CaseFacts, today: date) -> Flag | None:
    on = facts.missed_on
    if on is None or not today - rule.within_days * DAY < on <= today:
        return None
    if facts.last_held_on is not None and facts.last_held_on >= on:
        return None
    next_on = facts.next_on
    return Flag(
        rule.kind,
        rule.level,
        f"Missed {_day(on)}" + ("" if next_on else ", rebook"),
        f"They did not come on {_day(on)} and have not been seen since; "
        + (f"booked for {_day(next_on)}." if next_on else "nothing is booked."),
        on,
    )


def _no_meeting(rule: NoMeetingRule, facts: CaseFacts, today: date) -> Flag | None:
    """The weeks with a meeting are counted back from the last one, so that the flag stays while the
    time without grows."""
    days = {on for on in facts.meetings_on if on <= today}
    if not days:
        return None
    last = max(days)
    without = (today - last) // DAY
    if not rule.without_days <= without <= rule.looked_back_days:
        return None
    for number in range(rule.weeks_with):
        end = last - number * WEEK
        if not any(end - WEEK < on <= end for on in days):
            return None
    weeks = without // 7
    return Flag(
        rule.kind,
        rule.level,
        f"{_counted(weeks, 'week')}, no meeting",
        f"No meeting is written down since {_day(last)}, {_counted(without, 'day')} ago; before "
        f"that there was one in each of {rule.weeks_with} weeks.",
        last,
    )


def _unsigned(rule: UnsignedRule, facts: CaseFacts, today: date) -> Flag | None:
    late = sorted(on for on in facts.unsigned_on if on <= today - rule.after_days * DAY)
    if not late:
        return None
    many = "" if len(late) == 1 else f" and {len(late) - 1} more"
    return Flag(
        rule.kind,
        rule.level,
        f"{_day(late[0])} note unsigned{many}",
        f"The note of the session on {_day(late[0])}{many} has no signature.",
        late[0],
    )


def _ending(rule: EndingRule, facts: CaseFacts, today: date) -> Flag | None:
    """Not for long after the window: then it is an overdue session or a course to end."""
    reach = rule.within_days * DAY
    near = [
        one
        for one in facts.courses
        if one.ending is not None and today - reach <= one.ending.on <= today + reach
    ]
    if not near:
        return None
    course = min(near, key=lambda one: one.ending.on if one.ending else date.max)
    assert course.ending is not None
    on = course.ending.on
    is_past = on < today
    return Flag(
        rule.kind,
        rule.level,
        f"Time for the course {'ended' if is_past else 'ends'} {_day(on)}",
        f"{course.title} is meant to fit into the time until {_day(on)} ({course.ending_rule}); "
        "plan the last session.",
        on,
    )


def _day(on: date) -> str:
    return f"{on:%b} {on.day}"


def _span(days: Sequence[date]) -> str:
    first, last = days[0], days[-1]
    if first == last:
        return _day(first)
    if (last - first) // DAY + 1 != len(days):
        return f"{len(days)} days since {_day(first)}"
    return f"{_day(first)}–{last.day if last.month == first.month else _day(last)}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")

"""How and when a client may be reached. What is not allowed by name is not done.

A voicemail that a partner hears or a letter that a parent opens can cost a person their home, so
every way is closed until the client opens it, and times without a rule are daytime only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

WEEK = frozenset(range(7))


class Way(StrEnum):
    CALL = "call"
    VOICEMAIL = "voicemail"
    TEXT = "text"
    EMAIL = "email"
    MAIL = "mail"
    IN_APP = "in_app"


@dataclass(frozen=True, slots=True)
class SafeTime:
    """weekdays: 0 is Monday. starts, ends: on the client's clock; ends before starts: past
    midnight, and the weekday is that of the start.
    """

    weekdays: frozenset[int]
    starts: time
    ends: time

    def contains(self, local: datetime) -> bool:
        """local: on the client's clock."""
        clock, day = local.time(), local.weekday()
        if self.starts <= self.ends:
            return day in self.weekdays and self.starts <= clock < self.ends
        evening = day in self.weekdays and clock >= self.starts
        return evening or ((day - 1) % 7 in self.weekdays and clock < self.ends)


DAYTIME = SafeTime(WEEK, time(9), time(20))
"""When nothing else was agreed."""


@dataclass(frozen=True, slots=True)
class ContactRules:
    """ways: those the client has allowed. times: when to call; none means daytime."""

    ways: frozenset[Way] = frozenset({Way.IN_APP})
    times: tuple[SafeTime, ...] = ()


class ContactRefused(Exception):
    """Why the client may not be reached so, fit to show whoever tried."""


_REFUSALS = {
    Way.CALL: "This client has not agreed to calls.",
    Way.VOICEMAIL: "Leave no voicemail for this client.",
    Way.TEXT: "Send no text messages to this client.",
    Way.EMAIL: "Send no e-mail to this client.",
    Way.MAIL: "Send no letters to this client.",
    Way.IN_APP: "This client wants no notices in the app.",
}
_WHEN_IT_RINGS = frozenset({Way.CALL, Way.VOICEMAIL, Way.TEXT})


def check_may_contact(rules: ContactRules, way: Way, *, local: datetime) -> None:
    """
    Args:
        local: the instant on the client's clock.

    Raises:
        ContactRefused: the way is not allowed, or it would ring at an unsafe time.
    """
    if way not in rules.ways:
        raise ContactRefused(_REFUSALS[way])
    if way in _WHEN_IT_RINGS and not is_safe_time(rules, local):
        raise ContactRefused("This is not a safe time to reach this client. See the safe times.")


def may_contact(rules: ContactRules, way: Way, *, local: datetime) -> bool:
    try:
        check_may_contact(rules, way, local=local)
    except ContactRefused:
        return False
    return True


def is_safe_time(rules: ContactRules, local: datetime) -> bool:
    return any(one.contains(local) for one in rules.times or (DAYTIME,))

"""People whom someone has sent. Nobody is made to go to a meeting, and nobody is told.

Design, after `peers.md` §2 and the issue: coming is voluntary, secular options are offered to
everyone, and a report of attendance takes a consent that names it and who gets it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SentBy(StrEnum):
    """UNKNOWN: nobody has asked yet. NOBODY: the person came by themselves."""

    UNKNOWN = "unknown"
    NOBODY = "nobody"
    COURT = "court"
    PROBATION = "probation"
    EMPLOYER = "employer"
    CHILD_WELFARE = "child_welfare"
    LICENSING_BOARD = "licensing_board"
    SCHOOL = "school"
    FAMILY = "family"
    OTHER = "other"

    @property
    def is_pressing(self) -> bool:
        return self not in {SentBy.UNKNOWN, SentBy.NOBODY}


class PressureDuty(StrEnum):
    ASK_WHO_SENT = "ask_who_sent"
    SAY_IT_IS_VOLUNTARY = "say_it_is_voluntary"
    OFFER_SECULAR = "offer_secular"


@dataclass(frozen=True, slots=True)
class PressureFacts:
    """said_voluntary_at: when the person was told that meetings are their choice.
    offered_secular_at: when they were offered groups and programs without religion.
    """

    sent_by: SentBy = SentBy.UNKNOWN
    said_voluntary_at: datetime | None = None
    offered_secular_at: datetime | None = None


def duties_left(facts: PressureFacts) -> tuple[PressureDuty, ...]:
    """What staff still owe the person. Secular options are owed to everyone, sent or not."""
    left: list[PressureDuty] = []
    if facts.sent_by is SentBy.UNKNOWN:
        left.append(PressureDuty.ASK_WHO_SENT)
    if facts.sent_by.is_pressing and facts.said_voluntary_at is None:
        left.append(PressureDuty.SAY_IT_IS_VOLUNTARY)
    if facts.offered_secular_at is None:
        left.append(PressureDuty.OFFER_SECULAR)
    return tuple(left)

"""Who comes to one calendar event of a rolling group, and as what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import History
from stepwell.domain.protocols.rules import GraduateReturns
from stepwell.domain.protocols.standing import standing

K = TypeVar("K")


class Part(StrEnum):
    NEWCOMER = "newcomer"  # has the first session here
    GRADUATE = "graduate"  # has the last one here, at the same time
    TOPIC = "topic"  # has this topic
    NOT_NOW = "not-now"  # had it already, or may not have it yet


def parts_at_event(
    protocol: Protocol, session: str, histories: Mapping[K, History], at: date
) -> dict[K, tuple[Part, str]]:
    """For each client the part and the session that is completed by being there ("" for none)."""
    return {key: _part(protocol, session, history, at) for key, history in histories.items()}


def _part(protocol: Protocol, session: str, history: History, at: date) -> tuple[Part, str]:
    offered = {step.session for step in standing(protocol, history, at).next}
    for rule in protocol.rules(history.variant):
        if isinstance(rule, GraduateReturns) and session == rule.newcomer:
            if rule.newcomer in offered:
                return Part.NEWCOMER, rule.newcomer
            if rule.graduate in offered:
                return Part.GRADUATE, rule.graduate
            return Part.NOT_NOW, ""
    return (Part.TOPIC, session) if session in offered else (Part.NOT_NOW, "")

"""What a contact counted for: checked against what the rules offered on that day."""

from __future__ import annotations

from datetime import date

from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.availability import Refusal, availability
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import History


def check_may_count(
    protocol: Protocol, history: History, session: str, on: date, *, reason: str
) -> None:
    """A session that the rules offer counts; some need a reason, some others only with one.

    Raises:
        CareRefused: in the words of the rule that says no, or asks for the reason.
    """
    found = availability(protocol, history.until(on), on)
    step = next((one for one in found.steps if one.session == session), None)
    if step is not None:
        if step.needs_reason and not reason.strip():
            raise CareRefused("Write why this topic: it is chosen by need.")
        return
    refusal = next((one for one in found.refusals if one.session == session), None)
    if refusal is None:
        raise CareRefused(
            "This session is had already, or the course is whole. Write it down as a contact that "
            "counts toward nothing."
        )
    if not (refusal.may_override and reason.strip()):
        raise CareRefused(refusal_words(protocol, refusal))


def refusal_words(protocol: Protocol, refusal: Refusal) -> str:
    """Why not yet, and whether a reason would do."""
    rule = protocol.words().of("sequence", refusal.rule).title
    waits = ", ".join(title_of(protocol, one) for one in refusal.waits_for)
    after = f" First: {waits}." if waits else ""
    way = " It can be had all the same: write why." if refusal.may_override else ""
    return f"{rule.rstrip('.')}.{after}{way}"


def title_of(protocol: Protocol, session: str) -> str:
    """Of a session; its slug where this version does not have it."""
    return protocol.words(session).title if session in protocol.sessions else session

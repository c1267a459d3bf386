"""Whether a session's time is filled, whichever strands a client's circumstances leave open."""

from __future__ import annotations

from datetime import date

from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import History, Spell
from stepwell.domain.protocols.session_plan import session_plan

DAY = date(2026, 1, 5)


def badly_timed(protocol: Protocol) -> list[str]:
    """Sessions whose agenda does not add up, with what the client's circumstance is."""
    found = []
    for variant in protocol.definition.variants:
        for circumstance in (None, *Circumstance):
            spells = (Spell(DAY, circumstance),) if circumstance else ()
            history = History(DAY, variant.id, spells=spells)
            for slug, session in protocol.sessions.items():
                agenda = session_plan(protocol, slug, history, DAY).agenda
                if sum(block.minutes for block in agenda) != session.minutes:
                    found.append(f"{slug}, {variant.id}, {circumstance}")
    return found

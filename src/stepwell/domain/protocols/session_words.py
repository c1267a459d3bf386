"""The words of an item of one session, whether the session or the whole protocol has it."""

from __future__ import annotations

from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.prose import Words


def item_words(protocol: Protocol, session: str, name: str, key: str) -> Words:
    """Of one list; an item without words shows its id, so that a gap is seen."""
    own = getattr(protocol.sessions[session], name, ())
    is_own = any(one.id == key for one in own)
    return protocol.words(session if is_own else "protocol").of(name, key)

"""Events as bytes, and the chain over them: h(i) = SHA-256(h(i-1) || canonical(event i))."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

FORMAT = "stepwell-audit-1"
"""Names the canonical form. It never changes: another form gets another name."""

INSTALLATION = "installation"
"""The key of the chain for what belongs to no organization."""


@dataclass(frozen=True, slots=True)
class ChainedEvent:
    """One event as stored.

    sequence: 1, 2, 3 … within the organization. day: of its segment, in UTC. details: JSON text
    as `EventType.checked_details` wrote it. hash: 64 hexadecimal digits.
    """

    organization: str
    sequence: int
    day: date
    at: datetime
    actor_key: str
    actor_name: str
    actor_kind: str
    event_type: str
    record_kind: str
    record_id: str
    record_label: str
    reason: str
    origin_kind: str
    origin_network: str
    details: str
    hash: str = ""


def canonical_bytes(event: ChainedEvent, *, sequence: int | None = None) -> bytes:
    """A JSON list of all fields but the hash, in ASCII, instants in UTC to the microsecond.

    sequence: stands for the event's own, to ask whether it once had another place.
    """
    fields = [
        FORMAT,
        event.organization,
        event.sequence if sequence is None else sequence,
        event.day.isoformat(),
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor_key,
        event.actor_name,
        event.actor_kind,
        event.event_type,
        event.record_kind,
        event.record_id,
        event.record_label,
        event.reason,
        event.origin_kind,
        event.origin_network,
        event.details,
    ]
    return json.dumps(fields, separators=(",", ":")).encode("ascii")


def genesis_hash(organization: str) -> str:
    """What the first event of an organization follows."""
    return hashlib.sha256(f"{FORMAT}:{organization}".encode()).hexdigest()


def chain_hash(previous: str, event: ChainedEvent, *, sequence: int | None = None) -> str:
    body = bytes.fromhex(previous) + canonical_bytes(event, sequence=sequence)
    return hashlib.sha256(body).hexdigest()


def follows(previous: str, event: ChainedEvent, sequence: int) -> bool:
    """Whether the event's own hash is that of the event at `sequence` after `previous`."""
    try:
        return chain_hash(previous, event, sequence=sequence) == event.hash
    except ValueError:  # `previous` is no longer hexadecimal: someone wrote over it
        return False

"""The lines kept outside the database about erasures, so that an older backup brings nobody back.

One JSON object a line, with a digest of itself; ids are opaque and there is no name in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from stepwell.domain.rights.parts import Part

ERASURE, TAKEN_BACK = "erasure", "taken_back"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """An erasure as it is to be repeated. clients: ids of the record and its duplicates.

    account: the id of the account that went, "" where none did.
    """

    id: str
    organization: str
    clients: tuple[str, ...]
    account: str
    parts: frozenset[Part]
    cause: str
    at: datetime


@dataclass(slots=True)
class Ledger:
    """entries: by id, those that stand. unreadable: numbers of lines that cannot be read."""

    entries: dict[str, LedgerEntry] = field(default_factory=dict)
    unreadable: list[int] = field(default_factory=list)


def erasure_line(entry: LedgerEntry) -> str:
    return _line(
        {
            "kind": ERASURE,
            "id": entry.id,
            "organization": entry.organization,
            "clients": list(entry.clients),
            "account": entry.account,
            "parts": sorted(entry.parts),
            "cause": entry.cause,
            "at": entry.at.astimezone(UTC).isoformat(timespec="seconds"),
        }
    )


def taken_back_line(entry_id: str, at: datetime) -> str:
    """The database did not keep the erasure after its line was written."""
    return _line(
        {
            "kind": TAKEN_BACK,
            "id": entry_id,
            "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        }
    )


def read_ledger(lines: Iterable[str]) -> Ledger:
    ledger = Ledger()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            _take(ledger, json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            ledger.unreadable.append(number)
    return ledger


def _take(ledger: Ledger, told: dict[str, object]) -> None:
    if told.pop("digest") != _digest(told):
        raise ValueError("the line was changed")
    if told["kind"] == TAKEN_BACK:
        ledger.entries.pop(str(told["id"]), None)
        return
    if told["kind"] != ERASURE:
        raise ValueError("unknown kind")
    clients, parts = told["clients"], told["parts"]
    if not isinstance(clients, list) or not isinstance(parts, list):
        raise TypeError("not a list")
    entry = LedgerEntry(
        id=str(told["id"]),
        organization=str(told["organization"]),
        clients=tuple(str(one) for one in clients),
        account=str(told["account"]),
        parts=frozenset(Part(one) for one in parts),
        cause=str(told["cause"]),
        at=datetime.fromisoformat(str(told["at"])),
    )
    ledger.entries[entry.id] = entry


def _line(told: Mapping[str, object]) -> str:
    return _canonical({**told, "digest": _digest(told)})


def _digest(told: Mapping[str, object]) -> str:
    return hashlib.sha256(_canonical(told).encode()).hexdigest()


def _canonical(told: Mapping[str, object]) -> str:
    return json.dumps(told, separators=(",", ":"), sort_keys=True)

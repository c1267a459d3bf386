"""Versions as a phone makes them."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from stepwell.records.identifiers import new_id

BODIES: dict[str, dict[str, Any]] = {
    "meeting": {
        "on": "2026-11-26",
        "name": "Tuesday Night Group",
        "fellowship": "aa",
        "deeds": ["spoke"],
    },
    "checkin": {"on": "2026-11-26", "use": "no", "urge": 2, "mood_up": 6},
    "use": {"on": "2026-11-26", "what": "alcohol"},
    "journal": {"on": "2026-11-26", "text": "Walked home with Bob.", "prompt": "session-2"},
    "step": {"step": 1, "mark": "working"},
    "task": {"task": "0190b3a0-0000-7000-8000-000000000001", "state": "done", "words": "Went."},
    "person": {"name": "Bob K.", "number": "+1 203 555 0142", "role": "sponsor"},
    "date": {
        "fellowship": "aa",
        "definition": "fellowship",
        "first_on": "2026-09-01",
        "unit": "sober",
    },
    "copy": {"on": "2026-11-26", "text": "What I found.", "step": 4, "from": "notebook"},
    "setting": {"name": "day_words", "value": "sober"},
    "sealed": {"v": 1, "key": "k" * 21 + "A", "nonce": "n" * 16, "data": "A" * 1366},
    "keyring": {
        "v": 1,
        "key": "k" * 21 + "A",
        "wraps": [
            {
                "way": "code",
                "id": "i" * 21 + "A",
                "salt": "s" * 21 + "A",
                "check": "c" * 21 + "A",
                "nonce": "n" * 16,
                "key": "w" * 64,
            }
        ],
        "older": [],
    },
}


def made(
    kind: str = "journal",
    *parents: dict[str, Any],
    record: UUID | str | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """A version after `parents`, of their record; of a new one without."""
    of = record or (parents[0]["record"] if parents else new_id())
    version = {
        "id": str(new_id()),
        "record": str(of),
        "kind": kind,
        "parents": [one["id"] for one in parents],
        "made_at": "2026-11-27T18:30:00Z",
        "body": BODIES.get(kind),
    }
    return version | changes


def sent(*versions: dict[str, Any]) -> list[bytes]:
    return [json.dumps(one).encode() for one in versions]

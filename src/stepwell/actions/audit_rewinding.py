"""The copy of the trail outside the database, after an older database came back."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from stepwell.actions.audit_outside import outside_path
from stepwell.records.audit.models import AuditHead, AuditSegment


def rewind_outside_copy(made_at: datetime, *, is_readable: bool) -> Path | None:
    """Go on from where the trail was: later lines tell of events that are not in this database.

    Nothing is thrown away: the file as it was is kept under another name.

    is_readable: whether the trail that came back fits this version.
    """
    path = outside_path()
    if not path.exists():
        return None
    lines = path.read_text(encoding="ascii", errors="replace").splitlines(keepends=True)
    reached = _Reached.now() if is_readable else _Reached()
    earlier = [line for line in lines if not _is_later(line, made_at, reached)]
    if len(earlier) == len(lines):
        return None
    aside = path.with_name(f"{path.name}.before-restoring-{secrets.token_hex(4)}")
    path.rename(aside)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii", errors="replace") as file:
        file.writelines(earlier)
    return aside


@dataclass(frozen=True, slots=True)
class _Reached:
    """How far the trail goes that came back. seals: their hashes. heads: last number of each."""

    seals: frozenset[str] = frozenset()
    heads: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def now(cls) -> _Reached:
        seals = AuditSegment.objects.values_list("seal_hash", flat=True)
        return cls(
            frozenset(seals), dict(AuditHead.objects.values_list("organization", "sequence"))
        )

    def has(self, line: Mapping[str, Any]) -> bool:
        if line.get("kind") == "head":
            return int(line["sequence"]) <= self.heads.get(line["organization"], 0)
        return line.get("seal") in self.seals


def _is_later(text: str, made_at: datetime, reached: _Reached) -> bool:
    """A line of the very second of the backup is, unless what it tells of came back. What cannot
    be read is for verifying."""
    try:
        line = json.loads(text)
        written_at, second = datetime.fromisoformat(line["at"]), made_at.replace(microsecond=0)
        return written_at > second or (written_at == second and not reached.has(line))
    except (ValueError, KeyError, TypeError):
        return False

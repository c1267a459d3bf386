"""Which meeting of a new reading is which meeting we knew.

A feed's own key decides first. Where a feed has renamed its keys, the content fingerprint
finds the meeting again, so that a kept reference goes on working. A key that now names what
stood under another known key is a swap, and the fingerprints win.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from stepwell.domain.meetings.meeting import Meeting


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A meeting the directory holds for the feed: listed now, or until removed_at."""

    id: UUID
    source_key: str
    fingerprint: str
    document_digest: str
    removed_at: datetime | None = None

    @property
    def is_listed(self) -> bool:
        return self.removed_at is None


@dataclass(frozen=True, slots=True)
class ReadMeeting:
    """A meeting of the new reading."""

    meeting: Meeting
    fingerprint: str
    document_digest: str

    @property
    def source_key(self) -> str:
        return self.meeting.source_key


_Item = TypeVar("_Item", KnownMeeting, ReadMeeting)


@dataclass(slots=True)
class Reconciliation:
    """pairs: what was found again (listed before or not); added: new here; removed: listed
    before and not read now. Every read meeting is in pairs or added, every listed known one
    in pairs or removed."""

    pairs: list[tuple[KnownMeeting, ReadMeeting]] = field(default_factory=list)
    added: list[ReadMeeting] = field(default_factory=list)
    removed: list[KnownMeeting] = field(default_factory=list)

    @property
    def listed(self) -> int:
        """How many meetings were listed before."""
        return len(self.removed) + sum(known.is_listed for known, _ in self.pairs)

    @property
    def remaining(self) -> int:
        """How many meetings are listed after."""
        return len(self.pairs) + len(self.added)

    @property
    def removals_digest(self) -> str:
        """64 hex digits that are the same exactly when the same meetings would go."""
        ids = sorted(str(known.id) for known in self.removed)
        return hashlib.sha256("\n".join(ids).encode()).hexdigest()

    @property
    def renamed(self) -> list[tuple[KnownMeeting, ReadMeeting]]:
        """Found again under another key, whether listed before or returned."""
        return [(known, read) for known, read in self.pairs if known.source_key != read.source_key]


def reconcile(known: Sequence[KnownMeeting], read: Sequence[ReadMeeting]) -> Reconciliation:
    """Pair the meetings of a reading with those known. Keys of `read` must be unique.

    The order: same key and fingerprint; same fingerprint, where that is unambiguous and the
    key is new or one of the two meetings concerned has visibly moved; same key. For what is
    left, once-listed meetings: by key and fingerprint; by key, the last removed of them; by
    fingerprint, where that is unambiguous. The answer does not depend on the order of the
    inputs, except that `pairs` and `added` follow `read`.
    """
    listed = {one.source_key: one for one in known if one.is_listed}
    once = [one for one in known if not one.is_listed]
    matched: dict[str, KnownMeeting] = {}
    for one in read:
        candidate = listed.get(one.source_key)
        if candidate and candidate.fingerprint == one.fingerprint:
            matched[one.source_key] = listed.pop(one.source_key)
    _match_renamed(listed, [one for one in read if one.source_key not in matched], matched)
    for one in read:
        if one.source_key not in matched and one.source_key in listed:
            matched[one.source_key] = listed.pop(one.source_key)
    _match_returned(once, [one for one in read if one.source_key not in matched], matched)
    answer = Reconciliation(removed=sorted(listed.values(), key=lambda one: one.source_key))
    for one in read:
        if one.source_key in matched:
            answer.pairs.append((matched[one.source_key], one))
        else:
            answer.added.append(one)
    return answer


def _match_renamed(
    listed: dict[str, KnownMeeting],
    left: Sequence[ReadMeeting],
    matched: dict[str, KnownMeeting],
) -> None:
    known_by = _unique_by_fingerprint(listed.values())
    read_by = _unique_by_fingerprint(left)
    keys_read = {one.source_key for one in left}
    for fingerprint, one in read_by.items():
        candidate = known_by.get(fingerprint)
        if candidate is None:
            continue
        holder = listed.get(one.source_key)
        has_holder_moved = holder is None or holder.fingerprint in read_by
        if has_holder_moved or candidate.source_key in keys_read:
            matched[one.source_key] = candidate
    for candidate in matched.values():
        if listed.get(candidate.source_key) is candidate:
            del listed[candidate.source_key]


def _match_returned(
    once: Sequence[KnownMeeting],
    left: Sequence[ReadMeeting],
    matched: dict[str, KnownMeeting],
) -> None:
    by_removal = sorted(once, key=_removal)  # of several the last removed stays in a dict
    exact = {(one.source_key, one.fingerprint): one for one in by_removal}
    returned = {one.source_key: exact.get((one.source_key, one.fingerprint)) for one in left}
    taken = {known.id for known in returned.values() if known}
    by_key = {one.source_key: one for one in by_removal if one.id not in taken}
    for key, known in returned.items():
        if known is None and key in by_key:
            returned[key] = by_key[key]
            taken.add(by_key[key].id)
    known_by = _unique_by_fingerprint(one for one in once if one.id not in taken)
    read_by = _unique_by_fingerprint(one for one in left if returned[one.source_key] is None)
    for fingerprint, one in read_by.items():
        returned[one.source_key] = known_by.get(fingerprint)
    matched.update({key: known for key, known in returned.items() if known})


def _removal(known: KnownMeeting) -> tuple[datetime, UUID]:
    assert known.removed_at is not None
    return known.removed_at, known.id


def _unique_by_fingerprint(items: Iterable[_Item]) -> dict[str, _Item]:
    found: dict[str, _Item] = {}
    twice: set[str] = set()
    for one in items:
        if one.fingerprint in found:
            twice.add(one.fingerprint)
        found[one.fingerprint] = one
    return {key: one for key, one in found.items() if key not in twice}

"""Which versions of a record stand: those that no other names as a parent.

More than one is a conflict, kept and shown until the person settles it with a version that names
them all. `static/app/heads.js` says the same for the phone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from stepwell.domain.recovery.entries import Version


def heads_by_record(versions: Iterable[Version]) -> dict[str, list[Version]]:
    """Of each record its heads, by id."""
    known = list(versions)
    replaced = {parent for one in known for parent in one.parents}
    standing: defaultdict[str, list[Version]] = defaultdict(list)
    for one in sorted(known, key=lambda version: version.id):
        if one.id not in replaced:
            standing[one.record].append(one)
    return dict(standing)


def is_conflict(heads: Sequence[Version]) -> bool:
    """Where it was removed on both phones, nothing is left to choose from."""
    return len(heads) > 1 and any(not one.is_removed for one in heads)

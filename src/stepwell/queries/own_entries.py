"""What the server holds of a member's own entries, page by page after a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.records.recovery.models import EntryVersion

MOST_ON_A_PAGE = 200
MOST_BYTES = 1024 * 1024
"""Of bodies on a page; one alone may be longer."""


@dataclass(frozen=True, slots=True)
class OwnEntries:
    """rows: in order of their numbers. cursor: the number up to which the phone has all then.

    begins_anew: what the phone got from here last is not here any more, as after a backup was
    restored: rows begin with the first, and all that the phone has is to be sent again.
    """

    rows: tuple[EntryVersion, ...]
    cursor: int
    has_more: bool
    begins_anew: bool


def entries_after(after: int, last: str, *, by: Actor) -> OwnEntries:
    """
    Args:
        after: a number, 0 for the beginning.
        last: the id of the version with that number; "" where the phone does not know it.
    """
    mine = EntryVersion.objects.filter(user_id=by.key)
    begins_anew = after > 0 and not _has(mine, after, last)
    start = 0 if begins_anew else after
    sizes = list(mine.filter(number__gt=start).values_list("number", "size")[: MOST_ON_A_PAGE + 1])
    numbers = _first_page(sizes)
    rows = tuple(mine.filter(number__gt=start, number__lte=numbers[-1])) if numbers else ()
    return OwnEntries(
        rows=rows,
        cursor=numbers[-1] if numbers else start,
        has_more=len(numbers) < len(sizes),
        begins_anew=begins_anew,
    )


def versions_by_record(
    user_id: UUID | str, records: Collection[UUID] | None = None
) -> dict[UUID, list[EntryVersion]]:
    """In the order they came, parents before children. records: None for all."""
    mine = EntryVersion.objects.filter(user_id=user_id).order_by("number")
    if records is not None:
        mine = mine.filter(record__in=records)
    found: dict[UUID, list[EntryVersion]] = defaultdict(list)
    for one in mine:
        found[one.record].append(one)
    return dict(found)


def heads_of(versions: Sequence[EntryVersion]) -> list[EntryVersion]:
    """Of one record those that nothing replaces, in the order they came; never none."""
    replaced = {UUID(parent) for one in versions for parent in one.parents}
    return [one for one in versions if one.version not in replaced]


def _has(mine: QuerySet[EntryVersion], number: int, version: str) -> bool:
    found = mine.filter(number=number).values_list("version", flat=True).first()
    return found is not None and (not version or found == UUID(version))


def _first_page(sizes: list[tuple[int, int]]) -> list[int]:
    numbers: list[int] = []
    total = 0
    for number, size in sizes[:MOST_ON_A_PAGE]:
        total += size
        if numbers and total > MOST_BYTES:
            break
        numbers.append(number)
    return numbers

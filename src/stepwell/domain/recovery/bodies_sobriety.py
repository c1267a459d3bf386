"""What a member writes down about their dates: the bodies of records of kind `date` and `use`.

Only shapes are held here. Whether a fellowship, a substance or a rule is known is asked of
`sobriety_checks`, with the data of the library.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta

FELLOWSHIP_RULE, WIDER_RULE, MILESTONE = "fellowship", "wider", "milestone"
OWN_LINE = "own_line"
"""A behavior: a line was crossed that the person has drawn themselves."""

_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
Slug = Annotated[str, Meta(pattern=r"\A[a-z0-9][a-z0-9_-]{0,39}\Z")]
Own = Annotated[str, Meta(pattern=rf"\A{_UUID}\Z")]
Definition = Annotated[
    str, Meta(pattern=rf"\A(?:{FELLOWSHIP_RULE}|{WIDER_RULE}|{MILESTONE}|{_UUID})\Z")
]
Unit = Annotated[str, Meta(min_length=1, max_length=24)]
Words = Annotated[str, Meta(max_length=500)]
Note = Annotated[str, Meta(max_length=2000)]
Several = Annotated[tuple[Slug, ...], Meta(max_length=20)]
Lines = Annotated[tuple[Own, ...], Meta(max_length=20)]


class DateBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One date the person keeps: from when on they count, where, and by which rule.

    Dates with the same fellowship and definition are one line, with a history. A later one closes
    the one before; a correction is a new version of the same record.

    fellowship: slug, None for a date kept in no fellowship.
    definition: "fellowship" for its own rule, "wider" where a group asks for more, "milestone"
        where nothing is counted, or the UUID of a definition of the person's own.
    first_on: the first day that counts, or the day of the milestone.
    ended_on: the first day that no longer counts, where they say so without naming a use.
    unit: "sober", "clean", "abstinent" or a word of their own.
    words: their own definition, or the milestone.
    counts: of an own definition, the substances and behaviors that end it.
    """

    fellowship: Slug | None
    definition: Definition
    first_on: date
    unit: Unit
    ended_on: date | None = None
    words: Words = ""
    counts: Several = ()
    shows_count: bool = True


class UseBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One use of one substance, or one behavior, on one day.

    what: slug of a substance or a behavior.
    as_prescribed: a medicine taken as the prescriber said. It ends no date.
    of: own definitions whose line was crossed; only with what = "own_line".
    again_on: the day from which they count again, in each line that this ends: the day after, or
        the same day, as some write the day of the last use. None: not yet.
    """

    on: date
    what: Slug
    as_prescribed: bool = False
    of: Lines = ()
    again_on: date | None = None
    note: Note = ""


BODIES: dict[str, type[Any]] = {"date": DateBody, "use": UseBody}
"""By kind of record."""

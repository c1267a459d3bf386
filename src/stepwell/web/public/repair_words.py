"""What was mended in rows that are listed, a sentence for each kind, for anyone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, Promise] = {
    "cells_without_heading": lazy("Cells under no heading were left out."),
    "contact_left_out": lazy("An e-mail address for feedback was not kept."),
    "coordinates_refused": lazy("The position was no point on the map, so it was left out."),
    "day_in_words": lazy("The weekday was read from words."),
    "day_missing": lazy("No day was given, so it’s listed as by appointment."),
    "day_seven": lazy("Day 7 was read as Sunday."),
    "days_split": lazy("Several days were given, so each became a meeting."),
    "duration_refused": lazy("The length made no sense, so it was left out."),
    "email_removed": lazy("E-mail addresses were taken out of the text."),
    "encoding_guessed": lazy(
        "The list doesn’t say how its letters are written, so some may be off."
    ),
    "end_is_start": lazy("It ended when it began, so we assume one hour."),
    "end_unreadable": lazy("The end couldn’t be read, so we assume one hour."),
    "ends_next_day": lazy("It ends before it begins, so we take the end as the next day’s."),
    "handle_extracted": lazy("The name to give money by was read from an address."),
    "handle_unusable": lazy("The name to give money by couldn’t be read, so it was left out."),
    "html_removed": lazy("Formatting was turned into plain text."),
    "link_repaired": lazy("The link to join was mended."),
    "link_unusable": lazy("The link to join was no web address, so it was left out."),
    "monthly_pattern": lazy("By its notes it meets only in some weeks of the month."),
    "name_missing": lazy("It had no name, so the group’s or the place’s is used."),
    "name_shortened": lazy("The name was cut, because it was very long."),
    "not_every_week": lazy("By its notes it may not meet every week. It’s listed every week."),
    "open_and_closed": lazy("It was called both open and closed. We keep closed."),
    "phone_removed": lazy("Phone numbers were taken out of the text."),
    "phone_repaired": lazy("The number to dial in was mended."),
    "phone_too_short": lazy("The number to dial in was too short, so it was left out."),
    "provider_unknown": lazy("We don’t know the service it meets on. It’s listed all the same."),
    "same_as_row": lazy("It says the same as an earlier row. Both are listed."),
    "slug_missing": lazy("It had no key, so we made one."),
    "slug_repeated": lazy("An earlier row has the same key, so it got a number."),
    "text_shortened": lazy("A text was cut, because it was very long."),
    "time_missing": lazy("No time was given, so it’s listed as by appointment."),
    "time_rewritten": lazy("The time was written in another way than lists should."),
    "timezone_by_word": lazy("The time zone was read from a word."),
    "timezone_from_place": lazy("The place is in another time zone than the list, so we use that."),
    "timezone_is_offset": lazy("The time zone was only a number of hours, so we use the place’s."),
    "timezone_unknown": lazy(
        "The time zone couldn’t be read, so we use the place’s or the list’s."
    ),
    "types_had_null": lazy("Empty kinds of meeting were left out."),
    "types_unknown": lazy("We don’t know some of its kinds. They can’t be searched for."),
    "types_were_text": lazy("Its kinds were written as one text, so we split them."),
    "updated_unreadable": lazy("When it was last changed couldn’t be read."),
    "very_long": lazy("It lasts very long. Morning and afternoon may be mixed up."),
    "website_repaired": lazy("The website’s address was mended."),
    "website_unusable": lazy("The website’s address couldn’t be read, so it was left out."),
    "approximate_derived": lazy(
        "Whether the address names a door or an area was told from its words."
    ),
}
_SAYS_LITTLE = frozenset({"approximate_derived"})
"""True of nearly every row of many lists: shown last."""


@dataclass(frozen=True, slots=True)
class Repair:
    """sentence: its code, where it was stored by another version. rows: how many carry it."""

    code: str
    sentence: str
    rows: int


def repairs(code_counts: Iterable[tuple[str, str, int]]) -> list[Repair]:
    """The repairs among (kind, code, rows), the commonest first, those that say little last."""
    found = [
        Repair(code, str(SENTENCES.get(code, code)), rows)
        for kind, code, rows in code_counts
        if kind == "warning"
    ]
    return sorted(found, key=lambda one: (one.code in _SAYS_LITTLE, -one.rows, one.code))

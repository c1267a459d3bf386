"""One source row of the Meeting Guide format becomes a meeting, or says why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import msgspec

from stepwell.domain.meetings.attendance import AttendanceFacts, derive_attendance
from stepwell.domain.meetings.meeting import Meeting, Online, Schedule
from stepwell.domain.meetings.monthly import may_skip_weeks, parse_monthly
from stepwell.domain.meetings.personal_contact import mask_contacts
from stepwell.domain.meetings.types import ReadTypes, Vocabulary, split_words
from stepwell.exchange.meeting_guide_fields import (
    CANONICAL_BY_NAME,
    is_meeting_field,
    plain_name,
)
from stepwell.exchange.meeting_guide_links import (
    read_contributions,
    read_entity,
    read_feedback_url,
    read_updated,
    read_website,
)
from stepwell.exchange.meeting_guide_online import read_online
from stepwell.exchange.meeting_guide_place import ReadPlace, read_place
from stepwell.exchange.meeting_guide_record import (
    LABELS,
    LONGEST_TEXT,
    Record,
    RowRejected,
    as_text,
    is_yes,
)
from stepwell.exchange.meeting_guide_when import read_schedules
from stepwell.exchange.meeting_guide_zone import read_timezone
from stepwell.exchange.outcomes import FeedOptions
from stepwell.exchange.plain_text import one_line

_WITHHELD_STATUS = {
    "draft": "a draft",
    "auto-draft": "a draft",
    "pending": "waiting for review",
    "private": "private",
    "trash": "in the trash",
    "trashed": "in the trash",
    "deleted": "deleted",
    "unpublished": "not published",
    "archived": "archived",
    "hidden": "hidden",
    "disabled": "disabled",
}
_STATED_ATTENDANCE = frozenset({"in_person", "online", "hybrid", "inactive"})
_LONGEST_NAME = 255
_LONGEST_KEY = 245
"""Of the 255 characters that are kept of a key, some are left for "-2", "-3", …"""

NOT_KEPT = "[not kept]"


def withheld_because(fields: Mapping[str, object]) -> str:
    """Why the source itself does not publish a row ("a draft"), or ""."""
    status = as_text(fields.get("status")).strip().casefold()
    if status in _WITHHELD_STATUS:
        return _WITHHELD_STATUS[status]
    return "not published" if is_yes(fields.get("published")) is False else ""


def source_key_of(fields: Mapping[str, object]) -> str:
    """The row's own key as text without spaces and control characters, or ""."""
    return one_line(as_text(fields.get("slug"))).replace(" ", "-")[:_LONGEST_KEY]


def read_meetings(
    fields: Mapping[str, object],
    record: Record,
    options: FeedOptions,
    vocabulary: Vocabulary,
    next_key: Callable[[str], str],
) -> tuple[Meeting, ...]:
    """All meetings of a row, one a weekday.

    next_key: gives a key that is free in the feed, starting from the one wished for.

    Raises:
        RowRejected: the row cannot be listed.
    """
    name = _read_name(record)
    schedules = read_schedules(record)
    types = _read_types(record, options.fellowship, vocabulary)
    online = read_online(record)
    stated = _stated_attendance(record)
    says_online = types.is_online or stated in ("online", "hybrid")
    place = read_place(record, says_online or bool(online.url or online.phone))
    timezone, basis = read_timezone(record, place, options.default_timezone, schedules)
    attendance, reason = derive_attendance(
        _facts(bool(schedules), place, online, says_online, types, stated)
    )
    first = Meeting(
        source_key="",
        name=name,
        fellowship=options.fellowship,
        timezone=timezone,
        timezone_basis=basis,
        attendance=attendance,
        attendance_reason=reason.value,
        types=types.types,
        unknown_types=types.unknown,
        languages=_languages(record, types),
        place=place.place,
        online=online,
        regions=_read_regions(record),
        group=record.label("group"),
        group_notes=record.prose("group_notes"),
        notes=record.prose("notes"),
        district=" ".join(filter(None, (record.line("district"), record.line("sub_district")))),
        website=read_website(record, "website"),
        source_url=read_website(record, "url"),
        feedback_url=read_feedback_url(record),
        contributions=read_contributions(record),
        entity=read_entity(record),
        updated_at=read_updated(record),
    )
    wished = source_key_of(fields)
    return tuple(
        msgspec.structs.replace(first, source_key=next_key(wished), schedule=schedule)
        for schedule in _with_weeks(record, schedules, first) or (None,)
    )


def _with_weeks(
    record: Record, schedules: tuple[Schedule, ...], meeting: Meeting
) -> tuple[Schedule, ...]:
    """The schedules, with the weeks of the month where name or notes tell them."""
    found = []
    for schedule in schedules:
        pattern = parse_monthly(
            meeting.name, meeting.notes, schedule.weekday, is_only_day=len(schedules) == 1
        )
        if pattern:
            weeks = ", ".join(str(week) for week in pattern.weeks).replace("-1", "last")
            record.warn("monthly_pattern", "notes", pattern.basis, f"listed in weeks {weeks} only")
        found.append(msgspec.structs.replace(schedule, monthly=pattern))
    skips = may_skip_weeks(meeting.name, meeting.notes)
    if schedules and skips and not any(schedule.monthly for schedule in found):
        record.warn("not_every_week", "notes", skips, "listed every week: no fixed weeks are said")
    return tuple(found)


def _read_name(record: Record) -> str:
    name = record.label("name")
    if name:
        if len(name) > _LONGEST_NAME:
            record.warn("name_shortened", "name", name, f"cut to {_LONGEST_NAME} characters")
        return name[:_LONGEST_NAME].rstrip()
    for field in ("group", "location"):
        name = record.label(field)
        if name:
            record.warn("name_missing", "name", "", f"the {field}'s name is used")
            return name[:_LONGEST_NAME]
    raise RowRejected(
        "no_name",
        "The row has no name, and no group or place to call it by. Give the meeting a name.",
    )


def _read_types(record: Record, fellowship: str, vocabulary: Vocabulary) -> ReadTypes:
    value = record.raw("types")
    if isinstance(value, str) and value.strip() and not record.is_table:
        record.warn("types_were_text", "types", value, "split into single types")
    if isinstance(value, list) and any(item is None for item in value):
        record.warn("types_had_null", "types", value, "empty entries left out")
    words = [word for text in record.words("types") for word in split_words(text)]
    read = vocabulary.read(fellowship, words)
    if read.open_and_closed:
        record.warn("open_and_closed", "types", value, "both given: closed is kept")
    if read.unknown:
        record.warn("types_unknown", "types", ", ".join(read.unknown), "kept apart, not searched")
    return read


def _languages(record: Record, types: ReadTypes) -> tuple[str, ...]:
    """Languages of the type codes, then ISO 639 codes of a field of their own."""
    own = [
        word.casefold()
        for text in record.words("languages")
        for word in split_words(text)
        if re.fullmatch(r"[A-Za-z]{2,3}", word)
    ]
    return tuple(dict.fromkeys((*types.languages, *own)))


def _stated_attendance(record: Record) -> str:
    stated = re.sub(r"[\s-]+", "_", record.line("attendance_option").casefold())
    return stated if stated in _STATED_ATTENDANCE else ""


def _facts(
    has_schedule: bool,
    place: ReadPlace,
    online: Online,
    says_online: bool,
    types: ReadTypes,
    stated: str,
) -> AttendanceFacts:
    return AttendanceFacts(
        has_schedule=has_schedule,
        has_door=place.has_door,
        has_region=bool(place.place.address or place.place.name or place.point),
        has_link=bool(online.url or online.phone),
        says_online=says_online,
        is_place_closed=types.is_place_closed,
        stated=stated,
    )


def _read_regions(record: Record) -> tuple[str, ...]:
    """Regions, general to specific: the list, or region and its parts, or the city."""
    value = record.raw("regions")
    if isinstance(value, list):
        pieces = [as_text(item) for item in value]
    else:
        pieces = as_text(value).split(">")
    if not any(piece.strip() for piece in pieces):
        levels = ("region", "sub_region", "sub_sub_region")
        pieces = [piece for level in levels for piece in record.line(level).split(">")]
    if not any(piece.strip() for piece in pieces):
        pieces = [record.line("city")]
    cleaned = [" ".join(piece.split()) for piece in pieces if piece.strip()]
    return tuple(dict.fromkeys(cleaned))


def without_contacts(record: object, phone_region: str) -> dict[str, object]:
    """A source row to show again: the fields we know that hold nobody's contact, their text
    masked. Of every other field only the name stays: what it holds, nobody can tell."""
    if not isinstance(record, dict):
        return {"value": NOT_KEPT}
    return {
        str(name): _masked(str(name), value, phone_region)
        if is_meeting_field(str(name))
        else NOT_KEPT
        for name, value in record.items()
    }


def _masked(name: str, value: object, phone_region: str) -> object:
    if isinstance(value, str):
        is_label = CANONICAL_BY_NAME.get(plain_name(name)) in LABELS
        return mask_contacts(value[:LONGEST_TEXT], region=phone_region, is_label=is_label).text
    if isinstance(value, list):
        return [_masked(name, item, phone_region) for item in value]
    return NOT_KEPT if isinstance(value, dict) else value

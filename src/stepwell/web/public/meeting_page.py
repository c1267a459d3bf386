"""What the meeting page's template shows, from what the query found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from stepwell.domain.meetings.attendance import EXPLANATIONS, AttendanceReason
from stepwell.domain.meetings.meeting import Attendance, Meeting
from stepwell.domain.meetings.query import Occurrence
from stepwell.domain.meetings.types import LANGUAGES
from stepwell.queries.calendars import part_of_day
from stepwell.queries.directory import Directory
from stepwell.queries.listing_sources import listing_source
from stepwell.queries.meeting_pages import MeetingPage
from stepwell.queries.vocabularies import vocabulary
from stepwell.web.public import clock_words, meeting_words
from stepwell.web.public.finder_form import Choice
from stepwell.web.public.languages import autonym, language_name
from stepwell.web.public.neutral_titles import neutral_titles
from stepwell.web.public.row_fragments import RowStyle, rendered_rows
from stepwell.web.public.ways_in import Directions, directions_to, join_way, phone_way

GOING = frozenset({Attendance.IN_PERSON, Attendance.HYBRID, Attendance.BY_APPOINTMENT})


@dataclass(frozen=True, slots=True)
class NextTime:
    """day: "Wed, Nov 25"; instant: for the machine."""

    day: str
    time: str
    instant: str


@dataclass(frozen=True, slots=True)
class TypeName:
    name: str
    lang: str


def meeting_context(page: MeetingPage, directory: Directory, *, types_in: str) -> dict[str, Any]:
    meeting = page.meeting
    zone = ZoneInfo(meeting.timezone)
    style = RowStyle(page.at, meeting.timezone, types_in, with_day=True)
    source = listing_source(page.feed_slug)
    return {
        "section": "meetings",
        "page": page,
        "meeting": meeting,
        "name_lang": meeting_words.name_lang(meeting),
        "title": _title(meeting),
        "kind_words": meeting_words.kind_words(meeting),
        "fellowship": meeting_words.fellowship_name(meeting.fellowship),
        "schedule_words": schedule_words(meeting),
        "monthly_words": monthly_words(meeting),
        "badges": meeting_words.badges(meeting),
        "headline": headline(page, zone),
        "is_online": meeting.attendance is Attendance.ONLINE,
        "is_zone_named": meeting.attendance in (Attendance.ONLINE, Attendance.HYBRID),
        "zone_words": clock_words.zone_words(meeting.timezone),
        "next_times": [_next_time(one, zone) for one in page.upcoming],
        "directions": _directions(meeting),
        "join": join_way(meeting.online),
        "phone": phone_way(meeting.online),
        "attendance_why": _attendance_why(meeting),
        "is_on": meeting.attendance in meeting_words.ATTENDED,
        "facts": _facts(meeting),
        "type_names": _type_names(meeting, types_in),
        "type_languages": _type_languages(types_in),
        "calendar_title": _calendar_title(meeting),
        "at_place": rendered_rows(page.at_place, directory, style),
        "of_group": rendered_rows(page.of_group, directory, style),
        "source": source,
        "checked": clock_words.ago(source.checked_at, page.at)
        if source and source.checked_at
        else "",
        "handles": _handles(meeting),
    }


def _title(meeting: Meeting) -> str:
    """Neutral: "Monday, 6:30 pm". What a shoulder-surfer or a list of tabs may see."""
    schedule = meeting.schedule
    if schedule is None:
        return _("Meeting")
    day = clock_words.weekday_name(schedule.weekday)
    return f"{day}, {clock_words.minute_of_day_words(schedule.start_minute)}"


def schedule_words(meeting: Meeting) -> str:
    """ "Mondays, 6:30 to 7:30 pm"."""
    schedule = meeting.schedule
    if schedule is None:
        return _("No fixed time: ask the group first")
    day = clock_words.weekday_name(schedule.weekday)
    span = clock_words.span(schedule.start_minute, schedule.duration_minutes)
    if not schedule.is_duration_stated:
        span = clock_words.minute_of_day_words(schedule.start_minute)
    if schedule.monthly is not None:
        return f"{monthly_words(meeting)}, {span}"
    return _("%(day)ss, %(span)s") % {"day": day, "span": span}


def monthly_words(meeting: Meeting) -> str:
    """ "First and third Saturday of the month", or "" for a weekly meeting."""
    schedule = meeting.schedule
    if schedule is None or schedule.monthly is None:
        return ""
    names = {
        1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth"),
        -1: _("last"),
    }  # fmt: skip
    weeks = [names[week] for week in schedule.monthly.weeks]
    listed = weeks[0]
    if len(weeks) > 1:
        listed = _("%(most)s and %(last)s") % {"most": ", ".join(weeks[:-1]), "last": weeks[-1]}
    words = _("%(weeks)s %(day)s of the month") % {
        "weeks": listed,
        "day": clock_words.weekday_name(schedule.weekday),
    }
    return words[:1].upper() + words[1:]


def headline(page: MeetingPage, zone: ZoneInfo) -> str:
    """ "Tonight, in 42 minutes", "Going on now, until 7:30 pm", "Wednesday, November 25"."""
    if page.meeting.attendance not in meeting_words.ATTENDED:
        return str(meeting_words.ATTENDANCE_BADGES[page.meeting.attendance][1])
    if page.running is not None:
        end = clock_words.clock(page.running.ends_at.astimezone(zone))
        return _("Going on now, until %(time)s") % {"time": end}
    if not page.upcoming:
        return _("No time in the next months")
    start = page.upcoming[0].starts_at
    local, now = start.astimezone(zone), page.at.astimezone(zone)
    ahead = (local.date() - now.date()).days
    if ahead == 0:
        return (
            f"{clock_words.this_part_of_day(local)}, {clock_words.relative_in_full(start, page.at)}"
        )
    day = clock_words.day_words(local.date(), ahead)
    return _("%(day)s, %(time)s") % {"day": day, "time": clock_words.clock(local)}


def _next_time(found: Occurrence, zone: ZoneInfo) -> NextTime:
    local = found.starts_at.astimezone(zone)
    return NextTime(
        clock_words.short_day(local), clock_words.clock(local), local.isoformat(timespec="minutes")
    )


def _directions(meeting: Meeting) -> Directions | None:
    return directions_to(meeting.place) if meeting.attendance in GOING else None


def _attendance_why(meeting: Meeting) -> str:
    try:
        return EXPLANATIONS[AttendanceReason(meeting.attendance_reason)]
    except ValueError:
        return ""


def _facts(meeting: Meeting) -> list[tuple[str, str]]:
    """Languages and access, as far as the listing says: silence is said to be silence."""
    found = meeting_words.senses(meeting)
    spoken = [language_name(code) for code in meeting.languages]
    facts = [(_("Language"), ", ".join(spoken))] if spoken else []
    if meeting.attendance in GOING:
        step_free = _("Yes, the listing says so")
        unknown = _("The listing doesn’t say. Ask the group if you need it.")
        facts.append((_("Step-free"), step_free if "wheelchair" in found else unknown))
        if "wheelchair-bathroom" in found:
            facts.append((_("Restroom"), _("Wheelchair accessible")))
        if "childcare" in found:
            facts.append((_("Childcare"), _("Yes")))
        elif "child-friendly" in found:
            facts.append((_("Children"), _("Welcome")))
    return facts


def _type_names(meeting: Meeting, types_in: str) -> list[TypeName]:
    language = types_in or "en"
    words = vocabulary()
    return [
        TypeName(
            words.type_name(meeting.fellowship, code, language),
            "" if language == "en" else language,
        )
        for code in meeting.types
    ]


def _type_languages(types_in: str) -> list[Choice]:
    chosen = types_in or "en"
    return [Choice(code, autonym(code), code == chosen, lang=code) for code in LANGUAGES]


def _calendar_title(meeting: Meeting) -> str:
    """The neutral title its calendar file will have, or "" where there is no file."""
    if meeting.schedule is None or meeting.attendance not in meeting_words.ATTENDED:
        return ""
    return neutral_titles()[part_of_day(meeting.schedule)]


def _handles(meeting: Meeting) -> list[tuple[str, str]]:
    given = meeting.contributions
    named = [
        ("Venmo", given.venmo),
        ("Cash App", given.square),
        ("PayPal", given.paypal),
        ("Homegroup", given.homegroup_online),
    ]
    return [(name, handle) for name, handle in named if handle]

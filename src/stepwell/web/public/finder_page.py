"""What the finder's template shows, from what was found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stepwell.queries.directory import Directory
from stepwell.queries.finder_groups import GroupKind, OccurrenceGroup
from stepwell.queries.finder_request import FinderRequest, Join, When
from stepwell.queries.listing_sources import has_samples, latest_check
from stepwell.queries.meetings import FinderPage
from stepwell.queries.places import VisitorPlace
from stepwell.web.public import clock_words, finder_params, finder_words
from stepwell.web.public.finder_form import FinderForm
from stepwell.web.public.meeting_words import line
from stepwell.web.public.row_fragments import RowStyle, rendered_rows


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """id: for the heading. rows: `<li>`s, ready."""

    id: str
    heading: str
    rows: SafeString


@dataclass(frozen=True, slots=True)
class ShownLink:
    label: str
    url: str
    hint: str = ""


def finder_context(page: FinderPage, directory: Directory, *, types_in: str) -> dict[str, Any]:
    asked = _placed(page.request, page.place)
    shown = _placed(page.shown, page.place)
    uses_miles = page.place.uses_miles if page.place else True
    style = RowStyle(page.at, page.zone, types_in, uses_miles=uses_miles)
    now = page.at.astimezone(ZoneInfo(page.zone))
    checked_at = latest_check()
    return {
        "section": "meetings",
        "page": page,
        "title": finder_words.title(page),
        "form": FinderForm(asked, directory, page, types_in),
        "address": _url(asked, types_in),
        "groups": [shown_group(group, directory, style) for group in page.groups],
        "found": finder_words.found(page),
        "now": _("It’s %(time)s.") % {"time": clock_words.clock(now)},
        "widened": finder_words.widened(page),
        "filters_said": finder_words.filters(asked, uses_miles=uses_miles),
        "other_places": [
            ShownLink(place.label, _url(asked.but(near=place.near, point=None), types_in))
            for place in page.other_places
        ],
        "online_rows": rendered_rows(page.online, directory, style),
        "online_url": _url(asked.but(join=Join.ONLINE, page=1), types_in),
        "zone_words": clock_words.zone_words(page.zone),
        "by_appointment": [
            ShownLink(
                directory.meeting(row).name,
                reverse("public:meeting", args=(directory.code(row),)),
                line(directory.meeting(row)),
            )
            for row in page.by_appointment
        ],
        "checked": clock_words.ago(checked_at, page.at) if checked_at else "",
        "has_samples": has_samples(),
        "next_days": _next_days(shown, types_in),
        "plain_url": _url(FinderRequest(near=asked.near), ""),
        "is_filtered": asked != FinderRequest(near=asked.near, when=asked.when, page=asked.page),
        **_page_links(page, shown, types_in),
    }


def shown_group(group: OccurrenceGroup, directory: Directory, style: RowStyle) -> ShownGroup:
    identity = group.kind.value if group.day is None else f"day-{group.day.isoformat()}"
    return ShownGroup(
        f"when-{identity}",
        _heading(group),
        rendered_rows(group.occurrences, directory, style),
    )


def _heading(group: OccurrenceGroup) -> str:
    if group.day is not None:
        return clock_words.day_words(group.day, group.days_ahead)
    return {
        GroupKind.IN_PROGRESS: _("Going on now"),
        GroupKind.SOON: _("Soon"),
        GroupKind.LATER_TODAY: _("Later today"),
        GroupKind.TONIGHT: _("Later tonight"),
        GroupKind.SIMILAR: _("With similar words"),
        GroupKind.DAY: "",
    }[group.kind]


def _placed(request: FinderRequest, place: VisitorPlace | None) -> FinderRequest:
    """The request as an address may say it: the nearest town instead of a position."""
    near = place.near if place and request.point is not None else request.near
    return request.but(point=None, near=near)


def _url(request: FinderRequest, types_in: str) -> str:
    return _finder_address() + finder_params.query_string(request, types_in=types_in)


@cache
def _finder_address() -> str:
    return reverse("public:meetings")


def _next_days(shown: FinderRequest, types_in: str) -> list[ShownLink]:
    if shown.when not in (When.SOON, When.TODAY):
        return []
    return [
        ShownLink(_("Tomorrow"), _url(shown.but(when=When.TOMORROW, page=1), types_in)),
        ShownLink(_("This week"), _url(shown.but(when=When.WEEK, page=1), types_in)),
    ]


def _page_links(page: FinderPage, shown: FinderRequest, types_in: str) -> dict[str, str]:
    number = page.request.page
    where = ""
    if page.pages > 1:
        where = _("Page %(page)s of %(pages)s") % {"page": number, "pages": page.pages}
    earlier = shown.but(page=number - 1)
    later = shown.but(page=number + 1)
    return {
        "page_where": where,
        "previous_url": _url(earlier, types_in) if number > 1 else "",
        "next_url": _url(later, types_in) if number < page.pages else "",
    }

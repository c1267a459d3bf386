"""The finder in sentences: its title, what was found, what was widened and which filters hold."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from stepwell.queries.finder_request import (
    DEFAULT_MILES,
    KM_PER_MILE,
    FinderRequest,
    Join,
    PartOfDay,
    Suits,
    When,
)
from stepwell.queries.meetings import FinderPage
from stepwell.web.public.clock_words import weekday_name
from stepwell.web.public.languages import language_name
from stepwell.web.public.meeting_words import fellowship_short

SUITS = {
    Suits.BEGINNERS: lazy("New people"),
    Suits.OPEN: lazy("Open to anyone"),
    Suits.STEP_FREE: lazy("Step-free"),
    Suits.WOMEN: lazy("Women"),
    Suits.MEN: lazy("Men"),
    Suits.LGBTQ: lazy("LGBTQ+"),
    Suits.YOUNG: lazy("Young people"),
    Suits.SPANISH: lazy("In Spanish"),
    Suits.ASL: lazy("Sign language (ASL)"),
    Suits.CHILDCARE: lazy("Children welcome"),
    Suits.SECULAR: lazy("Secular"),
}
TIMES = {
    PartOfDay.MORNING: lazy("Morning"),
    PartOfDay.AFTERNOON: lazy("Afternoon"),
    PartOfDay.EVENING: lazy("Evening"),
    PartOfDay.NIGHT: lazy("Night"),
}
JOINS = {
    Join.ANY: lazy("Any way"),
    Join.IN_PERSON: lazy("In person"),
    Join.ONLINE: lazy("Online or by phone"),
    Join.HYBRID: lazy("In person and online"),
}


def title(page: FinderPage) -> str:
    if page.shown.join is Join.ONLINE:
        return _("Online meetings")
    if page.place is not None:
        place = page.place.label or _("you")
        return _("Meetings near %(place)s") % {"place": place}
    if page.request.region:
        region = page.request.region.rpartition(">")[2].strip()
        return _("Meetings in %(region)s") % {"region": region}
    return _("Meetings starting soon") if page.request.when is When.SOON else _("Meetings")


def when_words(when: When) -> str:
    """Ends a sentence: "in the next 24 hours"."""
    weekday = when.weekday
    if weekday is not None:
        return _("on %(day)s") % {"day": weekday_name(weekday)}
    return {
        When.SOON: _("in the next 24 hours"),
        When.TODAY: _("today"),
        When.TOMORROW: _("tomorrow"),
        When.WEEK: _("in the next 7 days"),
    }[when]


def radius_words(miles: int, *, uses_miles: bool) -> str:
    """ "within 10 miles", "within 16 km"."""
    if uses_miles:
        return _("within %(n)s miles") % {"n": miles}
    return _("within %(n)s km") % {"n": round(miles * KM_PER_MILE)}


def found(page: FinderPage) -> str:
    """ "11 meetings in the next 24 hours."."""
    count = page.total
    words = ngettext("%(n)s meeting", "%(n)s meetings", count) % {"n": f"{count:,}"}
    return _("%(meetings)s %(when)s.") % {
        "meetings": words,
        "when": when_words(page.shown.when),
    }


def widened(page: FinderPage) -> str:
    """What was looked for in vain, and what is shown instead; "" where nothing was widened."""
    change = page.widening
    if change is None:
        return ""
    uses_miles = page.place.uses_miles if page.place else True
    missing = when_words(page.request.when)
    if page.place is not None and page.request.join is not Join.ONLINE:
        radius = radius_words(page.request.miles, uses_miles=uses_miles)
        missing = f"{radius} {missing}"
    instead = []
    if change.join is Join.ONLINE:
        instead.append(_("online, from anywhere"))
    if change.miles is not None:
        instead.append(radius_words(change.miles, uses_miles=uses_miles))
    if change.when is not None:
        instead.append(when_words(change.when))
    return _("Nothing %(missing)s, so we looked further. These are %(instead)s.") % {
        "missing": missing,
        "instead": " ".join(instead),
    }


def filters(request: FinderRequest, *, uses_miles: bool) -> str:
    """ "within 25 miles, AA, women": what is set, for the closed filter panel."""
    words = []
    is_nearby = bool(request.near) and request.join is not Join.ONLINE
    if is_nearby or request.miles != DEFAULT_MILES:
        words.append(radius_words(request.miles, uses_miles=uses_miles))
    if request.when.weekday is not None:
        words.append(weekday_name(request.when.weekday))
    words += [str(TIMES[part]).lower() for part in PartOfDay if part in request.parts_of_day]
    words += [fellowship_short(slug) for slug in sorted(request.fellowships)]
    if request.join is not Join.ANY:
        words.append(str(JOINS[request.join]).lower())
    words += [str(SUITS[one]).lower() for one in Suits if one in request.suits]
    words += [
        _("not %(who)s") % {"who": str(SUITS[one]).lower()}
        for one in Suits
        if one in request.not_for
    ]
    if request.language:
        words.append(language_name(request.language))
    if request.region:
        words.append(request.region.rpartition(">")[2].strip())
    if request.words:
        words.append(f"“{request.words}”")
    return ", ".join(words)

"""Why a meeting is suggested, and what to know before going, in words."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.domain.content.provenance import Basis
from stepwell.domain.matching.filters import Out
from stepwell.domain.matching.reasons import For, Mind, Reason
from stepwell.domain.meetings.meeting import Attendance
from stepwell.queries.meeting_suggestions import Suggested, SuggestedMeetings
from stepwell.queries.protocols import evidence_card
from stepwell.queries.vocabularies import fellowships
from stepwell.web.staff.protocol_words import basis_words

MILES_PER_KM = 0.621371


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """basis, source: for the clinician; "" where the listing or the person says it."""

    words: str
    basis: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """when: day and time where it is; where: place and distance, or that it is from home."""

    code: str
    name: str
    fellowship: str
    when: str
    where: str
    reasons: tuple[ReasonLine, ...]
    cautions: tuple[ReasonLine, ...]


def meeting_lines(found: SuggestedMeetings) -> list[MeetingLine]:
    uses_miles = found.place is None or found.place.uses_miles
    return [_line(one, uses_miles=uses_miles) for one in found.meetings]


def left_out_words(found: SuggestedMeetings) -> list[str]:
    """How many each wish left out, the most first."""
    if found.found is None:
        return []
    counts = sorted(found.found.out.items(), key=lambda pair: (-pair[1], pair[0]))
    return [f"{count} {_out(why)}" for why, count in counts]


def _line(one: Suggested, *, uses_miles: bool) -> MeetingLine:
    weighed = one.suggestion.weighed
    listed = fellowships().get(one.meeting.fellowship)
    return MeetingLine(
        code=one.code,
        name=one.meeting.name,
        fellowship=listed.short_name if listed else one.meeting.fellowship,
        when=date_format(one.starts_at.astimezone(ZoneInfo(one.zone)), "l, M j, g:i A"),
        where=_where(one, uses_miles=uses_miles),
        reasons=tuple(_reason(each, _for(each.what)) for each in weighed.reasons),
        cautions=tuple(_reason(each, _mind(each.what)) for each in weighed.cautions),
    )


def _where(one: Suggested, *, uses_miles: bool) -> str:
    if one.meeting.attendance is Attendance.ONLINE:
        return _("From home")
    place = one.meeting.place
    parts = [part for part in (place.name, place.city) if part]
    if one.distance_km is not None:
        far = one.distance_km * MILES_PER_KM if uses_miles else one.distance_km
        parts.append((_("%.1f miles") if uses_miles else _("%.1f km")) % far)
    if one.meeting.attendance is Attendance.HYBRID:
        parts.append(_("or from home"))
    return ", ".join(parts)


def _reason(reason: Reason, words: str) -> ReasonLine:
    if reason.basis is Basis.DESIGN:
        return ReasonLine(words)  # The listing or the person says it.
    if not reason.finding:
        return ReasonLine(words, basis_words(reason.basis), reason.source)
    card, _slash, finding = reason.finding.partition("/")
    shown = next(one for one in evidence_card(card).findings if one.id == finding)
    return ReasonLine(f"{words}: {shown.text}", basis_words(shown.basis), shown.source)


def _for(what: For | Mind) -> str:
    return {
        For.PREFERRED: _("A fellowship they like"),
        For.MEANT: _("Meant for what they came about"),
        For.ALSO: _("Helps here too"),
        For.MIND: _("For a mental illness beside"),
        For.NEWCOMERS: _("For newcomers"),
        For.SECULAR: _("Secular"),
        For.NOT_TWELVE_STEP: _("Not a twelve-step group"),
        For.KINDRED: _("For people like them"),
        For.PROOF: _("Signs a slip"),
        For.LANGUAGE: _("In their language"),
        For.STEP_FREE: _("Step-free"),
        For.CHILDREN: _("Children welcome"),
        For.OPEN: _("Open to everyone"),
        For.FREE: _("When they are free"),
    }[For(what)]


def _mind(what: For | Mind) -> str:
    return {
        Mind.MEDICATION: _(
            "This fellowship doesn’t count someone on opioid medication as abstinent, and has no "
            "opinion on the treatment itself. Prepare them for that; the prescriber decides"
        ),
        Mind.MONTHLY: _("Not every week"),
        Mind.CLOSED: _("Closed: for people who have the problem, or think they may"),
        Mind.ABOUT_WHERE: _("The listing names a town, not a door"),
    }[Mind(what)]


def _out(why: Out) -> str:
    return {
        Out.AVOIDED: _("left out by hand"),
        Out.OTHER_CONCERN: _("about something else"),
        Out.FOR_OTHERS: _("for a group they haven’t named"),
        Out.LANGUAGE: _("in another language"),
        Out.WAY: _("in a way they can’t take part"),
        Out.TOO_FAR: _("too far"),
        Out.NOT_FREE: _("when they aren’t free"),
        Out.STEPS: _("not listed as step-free"),
        Out.CHILDREN: _("without word of children"),
        Out.CLOSED: _("not listed as open"),
    }[why]


def fitting_words(count: int) -> str:
    return ngettext("%d meeting fits this week.", "%d meetings fit this week.", count) % count

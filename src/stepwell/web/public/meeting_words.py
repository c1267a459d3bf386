"""A meeting in short: the one sentence and the badges that lists and its own page share."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from stepwell.domain.meetings.meeting import Attendance, Meeting
from stepwell.queries.vocabularies import fellowships, vocabulary
from stepwell.web.public.languages import autonym, listens_in
from stepwell.web.shared.rows import Badge

MOST_BADGES = 6
ATTENDED = frozenset({Attendance.IN_PERSON, Attendance.ONLINE, Attendance.HYBRID})
FORMATS = {
    "beginners": lazy("for people who are new"),
    "speaker": lazy("speaker meeting"),
    "steps": lazy("step study"),
    "traditions": lazy("tradition study"),
    "meditation": lazy("with meditation"),
    "literature": lazy("reading and discussion"),
    "discussion": lazy("discussion"),
}
PEOPLE = {
    "women": lazy("for women"),
    "men": lazy("for men"),
    "lgbtq": lazy("for LGBTQ+ people"),
    "transgender": lazy("for transgender people"),
    "non-binary": lazy("for non-binary people"),
    "young-people": lazy("for young people"),
    "seniors": lazy("for older people"),
    "people-of-color": lazy("for people of color"),
}
ATTENDANCE_BADGES = {
    Attendance.IN_PERSON: ("map-pin", lazy("In person")),
    Attendance.ONLINE: ("video", lazy("Online")),
    Attendance.HYBRID: ("monitor", lazy("In person or online")),
    Attendance.TEMPORARILY_CLOSED: ("calendar-x", lazy("Closed for now")),
    Attendance.BY_APPOINTMENT: ("clock", lazy("Ask the group for a time")),
    Attendance.INACTIVE: ("calendar-x", lazy("Not meeting now")),
}
SENSE_BADGES = {
    "beginners": ("footprints", lazy("Good first meeting")),
    "open": ("door-open", lazy("Open to anyone")),
    "closed": ("lock", lazy("Members and newcomers")),
    "wheelchair": ("accessibility", lazy("Step-free")),
    "women": ("users", lazy("Women")),
    "men": ("users", lazy("Men")),
    "lgbtq": ("users", lazy("LGBTQ+")),
    "young-people": ("users", lazy("Young people")),
    "secular": ("users", lazy("Secular")),
    "childcare": ("baby", lazy("Childcare")),
    "child-friendly": ("baby", lazy("Children welcome")),
}


def fellowship_short(slug: str) -> str:
    found = fellowships().get(slug)
    return found.short_name if found else slug.upper()


def fellowship_name(slug: str) -> str:
    found = fellowships().get(slug)
    return found.name if found else slug.upper()


def senses(meeting: Meeting) -> tuple[str, ...]:
    """What its type codes tell a newcomer, in the listing's order, each once."""
    found = (vocabulary().sense(meeting.fellowship, code) for code in meeting.types)
    return tuple(dict.fromkeys(sense for sense in found if sense))


def kind_words(meeting: Meeting) -> str:
    """ "AA speaker meeting, for women": fellowship, format, people."""
    found = senses(meeting)
    formats = [FORMATS[sense] for sense in FORMATS if sense in found]
    people = [PEOPLE[sense] for sense in PEOPLE if sense in found]
    words = fellowship_short(meeting.fellowship)
    if formats:
        joint = ", " if str(formats[0]).startswith(("for ", "with ")) else " "
        words = f"{words}{joint}{formats[0]}"
    return ", ".join([words, *map(str, people[:2])])


def line(meeting: Meeting) -> str:
    """ "AA, for people who are new. St. Brendan’s, Port Alder.\""""
    where = where_words(meeting)
    return f"{kind_words(meeting)}. {where}" if where else f"{kind_words(meeting)}."


def where_words(meeting: Meeting) -> str:
    """The place in a sentence; for online meetings how one joins."""
    if meeting.attendance is Attendance.ONLINE:
        return _joining_words(meeting)
    place = meeting.place
    parts = [place.name or place.address, place.city if place.city != place.name else ""]
    words = ", ".join(part for part in parts if part)
    return f"{words}." if words else ""


def _joining_words(meeting: Meeting) -> str:
    has_url, has_phone = bool(meeting.online.url), bool(meeting.online.phone)
    if has_url and has_phone:
        return _("By video or phone.")
    if has_phone:
        return _("By phone.")
    return _("By video.") if has_url else _("Online; the group shares the link.")


def badges(meeting: Meeting, names_in: str = "") -> tuple[Badge, ...]:
    """The attendance first. names_in: a vocabulary language to name its types in."""
    icon, label = ATTENDANCE_BADGES[meeting.attendance]
    is_on = meeting.attendance in ATTENDED
    rest = _named(meeting, names_in) if names_in else _plain(meeting)
    return (Badge(icon, str(label), is_on), *list(rest)[: MOST_BADGES - 1])


def _plain(meeting: Meeting) -> Iterator[Badge]:
    found = senses(meeting)
    for sense, (icon, label) in SENSE_BADGES.items():
        if sense in found:
            yield Badge(icon, str(label))
    for language in meeting.languages:
        if language != "en":
            lang, words = listens_in(language)
            yield Badge("languages", words, lang=lang)


def _named(meeting: Meeting, names_in: str) -> Iterator[Badge]:
    for code in meeting.types:
        sense = vocabulary().sense(meeting.fellowship, code)
        icon = SENSE_BADGES.get(sense, ("info", ""))[0]
        name = vocabulary().type_name(meeting.fellowship, code, names_in)
        yield Badge(icon, name, lang=names_in)
    for language in meeting.languages:
        yield Badge("languages", autonym(language), lang=language)


def name_lang(meeting: Meeting) -> str:
    """The `lang` of the meeting's name, where its language is one and not English."""
    spoken = [code for code in meeting.languages if len(code) == 2]
    return spoken[0] if len(spoken) == 1 and spoken[0] != "en" else ""

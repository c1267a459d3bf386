"""What a row of a meeting list shows: views build it, so that the template stays dumb."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.safestring import SafeString

from stepwell.web.shared.icons import icon_svg


class Badge(NamedTuple):
    """A fact about a meeting. `is_on` marks the attendance badge (in person, online, either).
    `lang`: the label's language where it is not the page's."""

    icon: str
    label: str
    is_on: bool = False
    lang: str = ""

    @property
    def svg(self) -> SafeString:
        return icon_svg(self.icon)


@dataclass(frozen=True)
class MeetingRow:
    """One occurrence in a list, in words.

    Args:
        code: opaque public code of the meeting, kept in the shortlist on the device.
        name: the meeting's own name, in `lang` where its language is known ("" where not).
        url: address of the meeting page.
        starts_at: the start instant, aware, in the zone `time_label` speaks of.
        time_label: "6:30 pm".
        relative_label: "in 42 min", "tomorrow", or "".
        distance_label: "0.6 mi", "online", or "".
        line: one sentence: fellowship, kind, place.
        badges: facts, the attendance badge first.
        is_online: the browser may show the time in the visitor's own zone and name it.
    """

    code: str
    name: str
    url: str
    starts_at: datetime
    time_label: str
    relative_label: str = ""
    distance_label: str = ""
    line: str = ""
    badges: tuple[Badge, ...] = ()
    lang: str = ""
    is_online: bool = False

    @property
    def starts_iso(self) -> str:
        return self.starts_at.isoformat(timespec="minutes")

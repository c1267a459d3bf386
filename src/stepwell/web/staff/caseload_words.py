"""The words of the caseload."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stepwell.domain.caseload.rules import Level
from stepwell.domain.caseload.sifting import Order
from stepwell.domain.content.provenance import Basis

FLAGS: dict[str, Promise] = {
    "safety": _("Safety path"),
    "return-to-use": _("Return to use"),
    "strong-urge": _("Strong urge"),
    "overdue-session": _("Session overdue"),
    "missed-session": _("Missed session"),
    "no-meeting": _("No meeting"),
    "unsigned-note": _("Note unsigned"),
    "course-ending": _("Course ending"),
}
ICONS = {
    "safety": "life-buoy",
    "return-to-use": "phone-call",
    "strong-urge": "phone-call",
    "overdue-session": "hourglass",
    "missed-session": "calendar-x",
    "no-meeting": "footprints",
    "unsigned-note": "notebook-pen",
    "course-ending": "clock",
}
LEVELS: dict[Level, Promise] = {
    Level.ACT: _("today"),
    Level.WATCH: _("soon"),
    Level.NOTE: _("good to know"),
}
BASES: dict[Basis, Promise] = {
    Basis.SOURCE: _("from a source"),
    Basis.RECALLED: _("recalled, not looked up"),
    Basis.DESIGN: _("our own choice"),
}
ORDERS: dict[Order, Promise] = {
    Order.NEEDS: _("What needs doing first"),
    Order.NEXT: _("Next session"),
    Order.HEARD: _("Longest not seen"),
    Order.MEETINGS: _("Fewest meetings in four weeks"),
    Order.NAME: _("Name"),
}

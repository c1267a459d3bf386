"""How one can take part in a listed meeting: one derived state and why.

Listings say it in many ways (types ONL and TC, an approximate address, a link, a
computed attendance_option); this is the one place that weighs them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stepwell.domain.meetings.meeting import Attendance


class AttendanceReason(StrEnum):
    """Why a meeting has its attendance state. Stable: stored with every meeting."""

    PLACE = "place"
    PLACE_STATED = "place_stated"
    PLACE_AND_LINK = "place_and_link"
    PLACE_AND_LINK_WITHHELD = "place_and_link_withheld"
    LINK = "link"
    LINK_WITHHELD = "link_withheld"
    PLACE_CLOSED = "place_closed"
    PLACE_CLOSED_LINK = "place_closed_link"
    PLACE_CLOSED_LINK_WITHHELD = "place_closed_link_withheld"
    NO_SCHEDULE = "no_schedule"
    INACTIVE_AT_SOURCE = "inactive_at_source"
    ONLY_A_REGION = "only_a_region"
    NOWHERE = "nowhere"


EXPLANATIONS: dict[AttendanceReason, str] = {
    AttendanceReason.PLACE: "The listing gives a place to go to.",
    AttendanceReason.PLACE_STATED: "The listing says people meet in person.",
    AttendanceReason.PLACE_AND_LINK: "You can go there or join online or by phone.",
    AttendanceReason.PLACE_AND_LINK_WITHHELD: (
        "You can go there. The group also meets online and shares the link on request."
    ),
    AttendanceReason.LINK: "You can join online or by phone.",
    AttendanceReason.LINK_WITHHELD: (
        "The group meets online and shares the link on request: ask the group or the source."
    ),
    AttendanceReason.PLACE_CLOSED: (
        "The usual place is closed for now, and no online meeting is given."
    ),
    AttendanceReason.PLACE_CLOSED_LINK: (
        "The usual place is closed for now. You can join online or by phone."
    ),
    AttendanceReason.PLACE_CLOSED_LINK_WITHHELD: (
        "The usual place is closed for now. The group meets online and shares the link on request."
    ),
    AttendanceReason.NO_SCHEDULE: (
        "No fixed day and time is given: arrange it with the group before you go."
    ),
    AttendanceReason.INACTIVE_AT_SOURCE: "The source says that this meeting is not active now.",
    AttendanceReason.ONLY_A_REGION: (
        "The listing names only a town or region, and no way to join from afar."
    ),
    AttendanceReason.NOWHERE: "The listing gives no place, link or phone number.",
}


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """What a listing says. has_door: a place precise enough to walk to.

    stated: the source's own word ("in_person", "online", "hybrid", "inactive") or "".
    """

    has_schedule: bool
    has_door: bool
    has_region: bool
    has_link: bool
    says_online: bool
    is_place_closed: bool
    stated: str = ""


def derive_attendance(facts: AttendanceFacts) -> tuple[Attendance, AttendanceReason]:
    """Weigh the facts: a closed place first, then a missing schedule, then the ways in.

    A link is never lost: a closed place with a link is online. Without any way in the
    meeting is inactive, and the reason says what is missing.
    """
    online = facts.has_link or facts.says_online
    if facts.is_place_closed and not online:
        return Attendance.TEMPORARILY_CLOSED, AttendanceReason.PLACE_CLOSED
    attendance, reason = _ways_in(facts, online)
    if attendance is not Attendance.INACTIVE and not facts.has_schedule:
        return Attendance.BY_APPOINTMENT, AttendanceReason.NO_SCHEDULE
    return attendance, reason


def _ways_in(facts: AttendanceFacts, online: bool) -> tuple[Attendance, AttendanceReason]:
    if facts.is_place_closed:
        return Attendance.ONLINE, (
            AttendanceReason.PLACE_CLOSED_LINK
            if facts.has_link
            else AttendanceReason.PLACE_CLOSED_LINK_WITHHELD
        )
    in_person = facts.has_door and facts.stated not in ("online", "inactive")
    if in_person and online:
        return Attendance.HYBRID, (
            AttendanceReason.PLACE_AND_LINK
            if facts.has_link
            else AttendanceReason.PLACE_AND_LINK_WITHHELD
        )
    if in_person:
        return Attendance.IN_PERSON, AttendanceReason.PLACE
    if online:
        return Attendance.ONLINE, (
            AttendanceReason.LINK if facts.has_link else AttendanceReason.LINK_WITHHELD
        )
    return _no_way_found(facts)


def _no_way_found(facts: AttendanceFacts) -> tuple[Attendance, AttendanceReason]:
    if facts.stated == "inactive":
        return Attendance.INACTIVE, AttendanceReason.INACTIVE_AT_SOURCE
    if facts.stated in ("in_person", "hybrid"):
        return Attendance.IN_PERSON, AttendanceReason.PLACE_STATED
    if facts.has_region:
        return Attendance.INACTIVE, AttendanceReason.ONLY_A_REGION
    return Attendance.INACTIVE, AttendanceReason.NOWHERE

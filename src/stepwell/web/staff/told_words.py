"""What someone told of a meeting and in a check-in, in short phrases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stepwell.actions.log_reading import LogDay
from stepwell.domain.recovery.bodies import Arrived, Stayed
from stepwell.domain.recovery.log import BEST_MOOD, STRONGEST_URGE
from stepwell.web.staff.course_words import MEDICINES

ARRIVED: dict[str, Promise] = {
    Arrived.EARLY: _("came early"),
    Arrived.ON_TIME: _("came on time"),
    Arrived.LATE: _("came late"),
}
STAYED: dict[str, Promise] = {
    Stayed.PART: _("stayed for part of it"),
    Stayed.WHOLE: _("stayed to the end"),
    Stayed.AFTER: _("stayed on afterward"),
}
PHRASES: dict[str, Promise] = {
    "talked_with": _("talked with %(said)s"),
    "numbers": _("phone numbers: %(said)s"),
    "service": _("service: %(said)s"),
    "themes": _("about %(said)s"),
    "liked": _("liked or not: “%(said)s”"),
    "belief": _("on belief: “%(said)s”"),
    "urge": _("urge %(said)s of %(most)s"),
    "mood": _("mood %(said)s of %(best)s"),
    "mood_up": _("mood at its best %(said)s of %(best)s"),
    "mood_down": _("mood at its lowest %(said)s of %(best)s"),
    "sleep_minutes": _("slept %(said)s"),
    "with_whom": _("with %(said)s"),
}
CHOICES: dict[str, Mapping[Any, Promise]] = {
    "arrived": ARRIVED,
    "stayed": STAYED,
    "medicine": MEDICINES,
}


def told_lines(told: Mapping[str, Any]) -> list[str]:
    return [_line(name, said) for name, said in told.items()]


def lines_of(days: tuple[LogDay, ...]) -> dict[UUID, list[str]]:
    """By entry of the log."""
    meetings = {one.id: told_lines(one.told) for day in days for one in day.meetings}
    return meetings | {one.id: told_lines(one.answers) for day in days for one in day.check_ins}


def _line(name: str, said: Any) -> str:
    if name in CHOICES:
        return str(CHOICES[name][said])
    if name == "themes":
        said = ", ".join(said)
    if name == "sleep_minutes":
        said = f"{said // 60} h {said % 60} min"
    return str(PHRASES[name]) % {"said": said, "most": STRONGEST_URGE, "best": BEST_MOOD}

"""The words for appointments, groups and what became of them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stepwell.actions.group_events import Presence
from stepwell.domain.care.appointments import AppointmentEvent, AppointmentKind, AppointmentState
from stepwell.domain.care.groups import CancelCause, GroupEventState
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.rosters import Part

KINDS: dict[AppointmentKind, Promise] = {
    AppointmentKind.INTAKE: _("Intake"),
    AppointmentKind.INDIVIDUAL: _("One to one"),
    AppointmentKind.CONJOINT: _("With a partner"),
    AppointmentKind.PEER_JOINED: _("A fellowship member joins"),
    AppointmentKind.PHONE: _("By phone"),
}
STATES: dict[AppointmentState, Promise] = {
    AppointmentState.BOOKED: _("Booked"),
    AppointmentState.HELD: _("Held"),
    AppointmentState.MISSED: _("Did not come"),
    AppointmentState.CALLED_OFF: _("Called off"),
    AppointmentState.CANCELLED: _("Cancelled by us"),
    AppointmentState.MOVED: _("Moved"),
}
DEEDS: dict[AppointmentEvent, Promise] = {
    AppointmentEvent.MISS: _("Did not come"),
    AppointmentEvent.CALL_OFF: _("They call it off"),
    AppointmentEvent.CANCEL: _("We cancel it"),
    AppointmentEvent.REOPEN: _("Take that back"),
}
OUTCOMES: dict[Outcome, Promise] = {
    Outcome.COMPLETED: _("Held"),
    Outcome.PARTIAL: _("Held in part"),
    Outcome.MISSED: _("Missed"),
}
GROUP_STATES: dict[GroupEventState, Promise] = {
    GroupEventState.PLANNED: _("To come"),
    GroupEventState.HELD: _("Held"),
    GroupEventState.CANCELLED: _("Cancelled"),
}
CAUSES: dict[CancelCause, Promise] = {
    CancelCause.HOLIDAY: _("Holiday"),
    CancelCause.LEADER_AWAY: _("No leader"),
    CancelCause.TOO_FEW: _("Too few people"),
    CancelCause.ROOM: _("No room"),
    CancelCause.WEATHER: _("Weather"),
    CancelCause.OTHER: _("Something else"),
}
PARTS: dict[Part, Promise] = {
    Part.NEWCOMER: _("Newcomer"),
    Part.GRADUATE: _("Finishes today"),
    Part.TOPIC: _("Has this topic"),
    Part.NOT_NOW: _("Nothing new for them"),
}
PRESENCES: dict[Presence, Promise] = {
    Presence.CAME: _("Came"),
    Presence.MISSED: _("Missed"),
    Presence.TOLD: _("Said so before"),
}
WEEKDAYS = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
    _("Sunday"),
)  # fmt: skip

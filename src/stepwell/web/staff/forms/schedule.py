"""Forms for appointments, contacts and groups. What makes sense is for the actions to say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.appointments import NewAppointment
from stepwell.actions.client_page import Carer
from stepwell.actions.encounters import NewEncounter
from stepwell.actions.groups import NewGroup
from stepwell.domain.care.appointments import AppointmentKind
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.items import SessionKind
from stepwell.queries.session_choices import SessionChoice
from stepwell.web.staff.care_words import choices
from stepwell.web.staff.forms.care import day, text
from stepwell.web.staff.protocol_words import kind_words
from stepwell.web.staff.schedule_words import KINDS, OUTCOMES, WEEKDAYS

NOTHING = ("", _("Nothing in particular"))


def time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}))


def minutes_field(initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, initial=initial)


class AppointmentForm(forms.Form):
    """session: only for those who may see why someone comes."""

    on = day(_("Day"))
    starts = time_field(_("Time"))
    minutes = minutes_field(50)
    staff = forms.ChoiceField(label=_("With"))
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(KINDS))
    session = forms.ChoiceField(label=_("Planned for"), required=False)
    room = text(_("Room"))
    video_url = text(_("Video link"), help_text=_("Begins with https://."))

    def __init__(
        self,
        data: Any = None,
        *,
        carers: Iterable[Carer],
        sessions: Iterable[SessionChoice] | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["on"].required = True
        self.fields["staff"].choices = [(str(one.id), one.name) for one in carers]  # type: ignore[attr-defined]
        if sessions is None:
            del self.fields["session"]
        else:
            offered = [one for one in sessions if one.is_offered]
            self.fields["session"].choices = [NOTHING, *_named(offered)]  # type: ignore[attr-defined]

    def as_new(self, zone: str, makes_up: str = "") -> NewAppointment:
        given = self.cleaned_data
        enrollment, _colon, session = given.get("session", "").partition(":")
        return NewAppointment(
            datetime.combine(given["on"], given["starts"], ZoneInfo(zone)),
            given["staff"],
            minutes=given["minutes"],
            kind=AppointmentKind(given["kind"]),
            enrollment_id=enrollment or None,
            session=session,
            room=given["room"],
            video_url=given["video_url"],
            makes_up_id=makes_up or None,
        )


class RecordForm(forms.Form):
    """What happened. kind, on: only without an appointment."""

    on = day(_("Day"))
    kind = forms.ChoiceField(label=_("Kind"))
    outcome = forms.ChoiceField(label=_("What happened"), choices=choices(OUTCOMES))
    session = forms.ChoiceField(label=_("It counts for"), required=False)
    reason = text(
        _("Why this one"),
        rows=2,
        help_text=_("Needed for a topic that is chosen by need, or against a rule."),
    )
    minutes = minutes_field(50)

    def __init__(
        self,
        data: Any = None,
        *,
        sessions: Iterable[SessionChoice],
        has_appointment: bool,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["session"].choices = [NOTHING, *_named(sessions)]  # type: ignore[attr-defined]
        if has_appointment:
            del self.fields["on"], self.fields["kind"]
        else:
            kinds = [(one.value, kind_words(one)) for one in SessionKind if one != "group"]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
            self.fields["on"].required = True

    def as_new(self) -> NewEncounter:
        given = self.cleaned_data
        enrollment, _colon, session = given["session"].partition(":")
        return NewEncounter(
            Outcome(given["outcome"]),
            UUID(enrollment) if enrollment else None,
            session,
            reason=given["reason"],
            minutes=given["minutes"],
        )


class GroupForm(forms.Form):
    """protocol: "slug:variant"."""

    name = text(_("Name"), help_text=_("One that says nothing to strangers, such as its day."))
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"), coerce=int, choices=list(enumerate(WEEKDAYS))
    )
    starts = time_field(_("Time"))
    minutes = minutes_field(90)
    starts_on = day(_("From"))
    ends_on = day(_("Until"), _("Empty for a group without an end."))
    protocol = forms.ChoiceField(label=_("What it gives"), required=False)
    room = text(_("Room"))
    video_url = text(_("Video link"), help_text=_("Begins with https://."))
    places = forms.IntegerField(label=_("Places"), required=False, min_value=1, max_value=200)
    is_rolling = forms.BooleanField(
        label=_("People can come in while it runs"), required=False, initial=True
    )

    def __init__(self, data: Any = None, *, protocols: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["protocol"].choices = [("", _("No protocol")), *protocols]  # type: ignore[attr-defined]
        self.fields["starts_on"].required = True

    def as_new(self) -> NewGroup:
        given = dict(self.cleaned_data)
        given["protocol"], _colon, given["variant"] = given["protocol"].partition(":")
        return NewGroup(**given)


def _named(sessions: Iterable[SessionChoice]) -> list[tuple[str, str]]:
    return [
        (one.key, f"{one.title} ({one.course})" if one.is_offered else f"{one.title}: {one.why}")
        for one in sessions
    ]

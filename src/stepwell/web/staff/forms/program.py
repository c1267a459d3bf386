from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.audit_reading import TrailFilter
from stepwell.actions.organizations import NewSite

NEUTRAL = _(
    "Strangers read this on lock screens and in mailboxes, so it must not say what the program "
    "treats. A plain word such as Harbor will do."
)


class ProgramForm(forms.Form):
    name = forms.CharField(label=_("Name of the program"), max_length=120)
    sender_name = forms.CharField(label=_("Sender of messages"), max_length=40, help_text=NEUTRAL)
    app_name = forms.CharField(label=_("What members see as the app’s name"), max_length=40)
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=60, help_text=_("For example America/New_York.")
    )


class SiteForm(forms.Form):
    name = forms.CharField(label=_("Name of the site"), max_length=120)
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    phone_after_hours = forms.CharField(label=_("Phone at night"), required=False, max_length=40)
    time_zone = forms.CharField(
        label=_("Time zone"), required=False, max_length=60, help_text=_("Empty for the program’s.")
    )

    def as_new_site(self) -> NewSite:
        return NewSite(**self.cleaned_data)


class RoleForm(forms.Form):
    """A role for someone who is or was here. Others are invited."""

    username = forms.CharField(
        label=_("Their sign-in name"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    role = forms.ChoiceField(label=_("Role"))
    site_id = forms.ChoiceField(label=_("Site"), required=False)
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        help_text=_("The day after the last. Empty for no end."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        roles: Sequence[tuple[str, str]],
        sites: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["site_id"].choices = [("", _("All")), *sites]  # type: ignore[attr-defined]

    def ends_at(self) -> datetime | None:
        day = self.cleaned_data["ends_on"]
        return datetime.combine(day, time(), UTC) if day else None


class TeamForm(forms.Form):
    name = forms.CharField(label=_("Name of the team"), max_length=80)


class TeamPlaceForm(forms.Form):
    """Someone's place in a team."""

    team = forms.ChoiceField(label=_("Team"))
    user = forms.ChoiceField(label=_("Who"))
    is_lead = forms.BooleanField(label=_("Leads the team and sees its clients"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        teams: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        self.fields["team"].choices = teams  # type: ignore[attr-defined]
        self.fields["user"].choices = people  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    to = forms.ChoiceField(label=_("Who takes them over"))
    clients = forms.MultipleChoiceField(
        label=_("Clients"), widget=forms.CheckboxSelectMultiple, required=True
    )

    def __init__(
        self,
        data: Any = None,
        *,
        takers: Sequence[tuple[str, str]],
        clients: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data, initial={"clients": [value for value, _label in clients]})
        self.fields["to"].choices = takers  # type: ignore[attr-defined]
        self.fields["clients"].choices = clients  # type: ignore[attr-defined]


EVENTS = (
    ("", _("Everything")),
    ("record.", _("Records seen and changed")),
    ("glass_", _("Opened in an emergency")),
    ("access_refused", _("Refused")),
    ("sign", _("Signing in and out")),
    ("screen.", _("Screens handed over")),
    ("credential.", _("Ways to sign in")),
    ("role.", _("Roles")),
    ("invitation.", _("Invitations")),
    ("organization.", _("The program")),
    ("notice.", _("Messages")),
    ("audit.", _("The trail itself")),
)


class TrailForm(forms.Form):
    """actor, record: opaque ids, set by the links in the rows."""

    event = forms.ChoiceField(label=_("What"), choices=EVENTS, required=False)
    first_day = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last_day = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    actor = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    record = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def as_filter(self) -> TrailFilter:
        return TrailFilter(**self.cleaned_data)

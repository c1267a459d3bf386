from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.client_reading import ClientCard
from stepwell.actions.clients import NewClient, NewContactRules
from stepwell.domain.people.contact_rules import ContactRules, SafeTime, Way
from stepwell.queries.vocabularies import fellowship_choices

SUBSTANCES = (
    ("alcohol", _("Alcohol")),
    ("opioids", _("Opioids")),
    ("cocaine", _("Cocaine")),
    ("methamphetamine", _("Methamphetamine")),
    ("cannabis", _("Cannabis")),
    ("sedatives", _("Sedatives")),
    ("hallucinogens", _("Hallucinogens")),
    ("inhalants", _("Inhalants")),
    ("nicotine", _("Nicotine")),
    ("other", _("Something else")),
)
LANGUAGES = (
    ("en", _("English")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("ht", _("Haitian Creole")),
    ("pt", _("Portuguese")),
    ("vi", _("Vietnamese")),
    ("zh", _("Chinese")),
    ("ko", _("Korean")),
    ("ru", _("Russian")),
    ("ar", _("Arabic")),
    ("ase", _("American Sign Language")),
)
CLINICAL = ("substances", "preferred_fellowships", "beliefs")
LISTS = ("languages", "substances", "preferred_fellowships")
QUIET = {"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}
WAYS = {
    "may_call": Way.CALL,
    "may_leave_voicemail": Way.VOICEMAIL,
    "may_text": Way.TEXT,
    "may_email": Way.EMAIL,
    "may_mail": Way.MAIL,
    "may_notify_in_app": Way.IN_APP,
}
DAYS = (
    ("0", _("Mon")),
    ("1", _("Tue")),
    ("2", _("Wed")),
    ("3", _("Thu")),
    ("4", _("Fri")),
    ("5", _("Sat")),
    ("6", _("Sun")),
)
SAFE_TIMES = 3
"""How many a form takes; more can be said in the note."""


def _text(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=200, widget=forms.TextInput(attrs=QUIET), **more
    )


def _several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple
    )


class ClientForm(forms.Form):
    """A client's record. Whether the values make sense is for `actions.clients` to say.

    Without `is_clinical` the fields about why they came are not there at all.
    """

    name = _text(_("Name"))
    alias = _text(_("What they want to be called"), help_text=_("Enough without a name."))
    pronouns = _text(_("Pronouns"))
    phone = _text(_("Phone"))
    email = _text(_("E-mail"))
    postal_address = _text(_("Postal address"))
    languages = _several(_("Languages"), LANGUAGES)
    time_zone = _text(
        _("Time zone"), help_text=_("For example America/New_York. Empty for the program’s.")
    )
    substances = _several(_("Substances of concern"), SUBSTANCES)
    preferred_fellowships = _several(_("Fellowships they like"), fellowship_choices)
    beliefs = forms.CharField(
        label=_("What they believe, in their own words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        is_clinical: bool,
        sites: Sequence[tuple[str, str]] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        if not is_clinical:
            for name in CLINICAL:
                del self.fields[name]
        for name in LISTS:
            if name in self.fields:
                self._keep_unknown(name)
        if sites:
            self.fields["site_id"] = forms.TypedChoiceField(
                label=_("Site"),
                required=False,
                choices=[("", _("None")), *sites],
                coerce=UUID,
                empty_value=None,
            )

    def as_new_client(self) -> NewClient:
        return NewClient(**self.cleaned_data)

    def as_changes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def _keep_unknown(self, name: str) -> None:
        """What another form or an import has put there stays a choice."""
        field: Any = self.fields[name]
        known = {slug for slug, _label in field.choices}
        extra = [(one, one) for one in (self.initial.get(name) or ()) if one not in known]
        field.choices = [*field.choices, *extra]


def client_values(card: ClientCard) -> dict[str, Any]:
    """Of the record, by form field."""
    values: dict[str, Any] = {
        name: getattr(card, name)
        for name in ("name", "alias", "pronouns", "phone", "email", "postal_address", "time_zone")
    }
    values["languages"] = list(card.languages)
    if card.clinical:
        values["substances"] = list(card.clinical.substances)
        values["preferred_fellowships"] = list(card.clinical.preferred_fellowships)
        values["beliefs"] = card.clinical.beliefs
    return values


class MoveForm(forms.Form):
    """Where a client goes on being seen; NOWHERE for no site."""

    NOWHERE = "none"

    site = forms.ChoiceField(label=_("Move to"), widget=forms.RadioSelect)

    def __init__(
        self, data: Any = None, *, sites: Sequence[tuple[str, str]], has_site: bool
    ) -> None:
        super().__init__(data)
        nowhere = [(self.NOWHERE, _("No site"))] if has_site else []
        self.fields["site"].choices = [*sites, *nowhere]  # type: ignore[attr-defined]

    def as_site_id(self) -> str | None:
        chosen = str(self.cleaned_data["site"])
        return None if chosen == self.NOWHERE else chosen


class ContactRulesForm(forms.Form):
    may_call = forms.BooleanField(label=_("Calls"), required=False)
    may_leave_voicemail = forms.BooleanField(label=_("Voicemail"), required=False)
    may_text = forms.BooleanField(label=_("Text messages"), required=False)
    may_email = forms.BooleanField(label=_("E-mail"), required=False)
    may_mail = forms.BooleanField(label=_("Letters"), required=False)
    may_notify_in_app = forms.BooleanField(label=_("Notices in the app"), required=False)
    note = forms.CharField(
        label=_("What to say, and to whom"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        for number in range(SAFE_TIMES):
            self.fields[f"days_{number}"] = _several(_("Days"), DAYS)
            for name, label in (("starts", _("From")), ("ends", _("Until"))):
                self.fields[f"{name}_{number}"] = forms.TimeField(
                    label=label,
                    required=False,
                    widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                )

    def ways(self) -> list[forms.BoundField]:
        return [self[name] for name in WAYS]

    def time_rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [
            (number + 1, self[f"days_{number}"], self[f"starts_{number}"], self[f"ends_{number}"])
            for number in range(SAFE_TIMES)
        ]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for number in range(SAFE_TIMES):
            parts = [values.get(f"{name}_{number}") for name in ("days", "starts", "ends")]
            if any(parts) and not all(parts):
                self.add_error(f"days_{number}", _("A safe time needs days, a start and an end."))
        return values

    def as_rules(self) -> NewContactRules:
        values = self.cleaned_data
        return NewContactRules(
            **{name: values[name] for name in WAYS},
            note=values["note"],
            safe_times=[
                (
                    [int(day) for day in values[f"days_{number}"]],
                    values[f"starts_{number}"],
                    values[f"ends_{number}"],
                )
                for number in range(SAFE_TIMES)
                if values[f"days_{number}"]
            ],
        )


def contact_values(rules: ContactRules, note: str) -> dict[str, Any]:
    """Of the rules, by form field."""
    values: dict[str, Any] = {name: way in rules.ways for name, way in WAYS.items()}
    values["note"] = note
    for number, one in enumerate(rules.times[:SAFE_TIMES]):
        values |= _time_values(number, one)
    return values


def _time_values(number: int, one: SafeTime) -> dict[str, list[str] | time]:
    return {
        f"days_{number}": [str(day) for day in sorted(one.weekdays)],
        f"starts_{number}": one.starts,
        f"ends_{number}": one.ends,
    }


class EmergencyContactForm(forms.Form):
    name = _text(_("Name"), help_text=_("Leave empty to remove the contact."))
    relationship = _text(_("Who they are to the client"))
    phone = _text(_("Phone"))


class SearchForm(forms.Form):
    text = forms.CharField(
        label=_("Name, phone or e-mail"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )

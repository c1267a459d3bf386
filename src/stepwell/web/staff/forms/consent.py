"""Drawing up a consent: what the chosen form of the library offers, to tick and to name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from stepwell.actions.consents import NewConsent
from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.templates import ConsentTemplate, FormWords
from stepwell.domain.consents.terms import Recipient

ROWS = (1, 2, 3)
"""How many recipients one form has lines for; more people are more forms."""
TREATING = "treating_provider"


class ConsentForm(forms.Form):
    language = forms.ChoiceField(
        label=_lazy("Language of the form"),
        choices=(("en", "English"), ("es", "Español")),
        widget=forms.RadioSelect,
    )
    information = forms.MultipleChoiceField(
        label=_lazy("What may be shared"), required=False, widget=forms.CheckboxSelectMultiple
    )
    information_words = forms.CharField(
        label=_lazy("More exactly, in their words"), required=False, max_length=300
    )
    purposes = forms.MultipleChoiceField(
        label=_lazy("What for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    purpose_words = forms.CharField(
        label=_lazy("More exactly, in their words"), required=False, max_length=300
    )
    expires_on = forms.DateField(
        label=_lazy("Last day it holds"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    event = forms.ChoiceField(label=_lazy("Or it ends with"), required=False)
    is_open_ended = forms.BooleanField(label=_lazy("No end, until taken back"), required=False)

    def __init__(
        self,
        *args: Any,
        template: ConsentTemplate,
        words: FormWords,
        volunteers: Iterable[Recipient],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        self._volunteers = {one.key: one for one in volunteers}
        self._choose("information", _labels(words.information, template.information))
        self._choose("purposes", _labels(words.purposes, template.purposes))
        self._choose("event", [("", _("no event")), *_labels(words.events, template.events)])
        if not template.events:
            del self.fields["event"]
        if not template.may_be_open_ended:
            del self.fields["is_open_ended"]
        if template.suggested_days:
            self.initial["expires_on"] = today + timedelta(days=template.suggested_days)
        if len(template.purposes) == 1 or not template.takes_names:
            self.initial["purposes"] = [one.value for one in template.purposes]
        if len(template.information) == 1:
            self.initial["information"] = [one.value for one in template.information]
        self._add_recipients(_labels(words.recipients, template.recipients))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for row in ROWS:
            if values.get(f"name_{row}", "").strip() and not values.get(f"kind_{row}"):
                self.add_error(f"kind_{row}", _("Say who this is to the client."))
        return values

    def as_new_consent(self) -> NewConsent:
        values = self.cleaned_data
        return NewConsent(
            template=self.template.slug,
            language=values["language"],
            information=frozenset(InformationKind(one) for one in values["information"]),
            information_words=values["information_words"],
            recipients=self._recipients(),
            participants=self._participants(),
            purposes=frozenset(Purpose(one) for one in values["purposes"]),
            purpose_words=values["purpose_words"],
            expires_on=values["expires_on"],
            event=values.get("event", ""),
            is_open_ended=values.get("is_open_ended", False),
        )

    @property
    def recipient_rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [(row, self[f"kind_{row}"], self[f"name_{row}"]) for row in ROWS if self._has(row)]

    def _has(self, row: int) -> bool:
        return f"kind_{row}" in self.fields

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _add_recipients(self, kinds: list[tuple[str, str]]) -> None:
        if not self.template.takes_names:
            self.fields["classes"] = forms.MultipleChoiceField(
                label=_("With whom"),
                choices=kinds,
                required=False,
                initial=[value for value, _label in kinds],
                widget=forms.CheckboxSelectMultiple,
            )
            return
        if RecipientKind.VOLUNTEER in self.template.recipients:
            people = [(one.key, one.name) for one in self._volunteers.values()]
            self.fields["volunteer"] = forms.ChoiceField(
                label=_("Which volunteer"), choices=[("", _("choose")), *people], required=False
            )
            return
        # Nothing is chosen beforehand: whoever overlooks it would have named someone else.
        choices = kinds if len(kinds) == 1 else [("", _("choose")), *kinds]
        for row in ROWS:
            self.fields[f"kind_{row}"] = forms.ChoiceField(
                label=_("Who they are"), choices=choices, required=False
            )
            self.fields[f"name_{row}"] = forms.CharField(
                label=_("Name of the person or place"), required=False, max_length=160
            )
        if RecipientKind.INTERMEDIARY in self.template.recipients:
            self.fields["are_treating"] = forms.BooleanField(
                label=_("Those who treat the client may take part"), required=False
            )
            self.fields["participants"] = forms.CharField(
                label=_("Who takes part, one name on a line"),
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def _recipients(self) -> tuple[Recipient, ...]:
        values = self.cleaned_data
        if "classes" in values:
            return tuple(Recipient(RecipientKind(one)) for one in values["classes"])
        if "volunteer" in values:
            found = self._volunteers.get(values["volunteer"])
            return (found,) if found else ()
        return tuple(
            Recipient(RecipientKind(values[f"kind_{row}"]), values[f"name_{row}"].strip())
            for row in ROWS
            if values[f"name_{row}"].strip()
        )

    def _participants(self) -> tuple[Recipient, ...]:
        values = self.cleaned_data
        names = (values.get("participants") or "").splitlines()
        found = [Recipient(RecipientKind.OTHER, name.strip()) for name in names if name.strip()]
        if values.get("are_treating"):
            found.append(Recipient(RecipientKind(TREATING)))
        return tuple(found)


def _labels(words: Mapping[Any, dict[str, str]], offered: Iterable[str]) -> list[tuple[str, str]]:
    chosen = set(offered)
    return [(str(slug), one["en"]) for slug, one in words.items() if slug in chosen]

"""The words of the letters about a breach, and printing them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.breach_letters import BY_HAND, BY_MAIL
from stepwell.domain.disclosures.breach_letters import Told
from stepwell.queries.disclosure_texts import breach_letter
from stepwell.web.staff.forms.privacy import lines

LANGUAGE_WORDS = {"en": _("English"), "es": _("Spanish")}
WAY_WORDS = {BY_MAIL.value: _("By mail"), BY_HAND.value: _("Handed over")}


class BreachWordsForm(forms.Form):
    what_happened = lines(
        _("What happened"), hint=_("Without names, and without a word about what we do here.")
    )
    kinds = forms.MultipleChoiceField(
        label=_("Which kinds of information it was"), widget=forms.CheckboxSelectMultiple
    )
    steps = lines(_("What the person can do to be safe"))
    doing = lines(_("What the program does: to find out, to limit the harm, to be safer"))
    phone = forms.CharField(label=_("Phone, free of charge"), required=False, max_length=60)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=120)
    web = forms.CharField(label=_("Web site"), required=False, max_length=200)
    post = forms.CharField(label=_("Address for letters"), required=False, max_length=200)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = breach_letter().kinds.items()
        self.fields["kinds"].choices = [(slug, words[language]) for slug, words in kinds]  # type: ignore[attr-defined]

    def as_told(self) -> Told:
        return Told(**self.cleaned_data | {"kinds": tuple(self.cleaned_data["kinds"])})


class LettersForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label=_("How it goes"), choices=list(WAY_WORDS.items()), widget=forms.RadioSelect
    )
    people = forms.MultipleChoiceField(
        label=_("Whose information it was"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        languages: tuple[str, ...],
        people: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(one, LANGUAGE_WORDS[one]) for one in languages]  # type: ignore[attr-defined]
        self.fields["people"].choices = people  # type: ignore[attr-defined]

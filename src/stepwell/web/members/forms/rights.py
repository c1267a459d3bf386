from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.domain.consents.kinds import InformationKind, RecipientKind
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.rights.requests import LONGEST_WORDS
from stepwell.queries.consent_forms import form_words


class AskChangeForm(forms.Form):
    words = forms.CharField(
        label=_("What should be changed, and why?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AskErasureForm(forms.Form):
    includes_account = forms.BooleanField(
        label=_("Also take away my sign-in and what is in the app"), required=False, initial=True
    )


class StatementForm(forms.Form):
    words = forms.CharField(
        label=_("You disagree? Say it in your own words. It stays with the record."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SecondLookForm(forms.Form):
    words = forms.CharField(
        label=_("What do you say to it? You may leave this empty."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class KeepBackForm(forms.Form):
    """What is not to be shared, in the words that consent forms use for it."""

    words = forms.CharField(
        label=_("What should not be shared, and with whom?"),
        help_text=_("In your own words."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    recipient_kind = forms.ChoiceField(label=_("With whom"), required=False)
    recipient_name = forms.CharField(
        label=_("Their name"),
        help_text=_("Without a name it is for all of that kind."),
        required=False,
        max_length=120,
    )
    information = forms.MultipleChoiceField(
        label=_("What; nothing marked means all of it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_self_paid = forms.BooleanField(
        label=_("I paid for it in full myself, and my health plan is not to know"), required=False
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = form_words()
        kinds = [(one.value, words.recipients[one][language]) for one in RecipientKind]
        self.fields["recipient_kind"].choices = [("", _("Everyone")), *kinds]  # type: ignore[attr-defined]
        self.fields["information"].choices = [  # type: ignore[attr-defined]
            (one.value, words.information[one][language]) for one in InformationKind
        ]

    def as_values(self) -> dict[str, Any]:
        given = self.cleaned_data
        kind = given["recipient_kind"]
        return {
            "words": given["words"],
            "recipient": Recipient(RecipientKind(kind), given["recipient_name"]) if kind else None,
            "information": frozenset(InformationKind(one) for one in given["information"]),
            "is_self_paid": given["is_self_paid"],
        }

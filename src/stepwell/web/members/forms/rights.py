from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.domain.rights.requests import LONGEST_WORDS


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

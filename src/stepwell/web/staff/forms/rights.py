from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.domain.rights.law import Right, grounds_for
from stepwell.domain.rights.requests import LONGEST_WORDS
from stepwell.web.shared.rights_words import GROUND_WORDS, OUTCOME_WORDS, RIGHT_WORDS, WAY_WORDS

AREA = {"rows": 4}


class TakeForm(forms.Form):
    """What a client asks for, written down by someone of the program."""

    right = forms.ChoiceField(
        label=_("What they ask for"),
        choices=[(right.value, words) for right, words in RIGHT_WORDS.items()],
        widget=forms.RadioSelect,
    )
    way = forms.ChoiceField(
        label=_("How they asked"),
        choices=[(way, words) for way, words in WAY_WORDS.items() if way != "app"],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In their words"),
        help_text=_("For a change: what should be changed, and why. Else it may stay empty."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs=AREA),
    )
    includes_account = forms.BooleanField(
        label=_("When they ask to be erased: their sign-in and what is in the app, too"),
        required=False,
    )

    def as_request(self) -> dict[str, Any]:
        return self.cleaned_data | {"right": Right(self.cleaned_data["right"])}


class AnswerForm(forms.Form):
    """deed: grant, deny, extend, withdraw, state or look; the button that was pressed."""

    words = forms.CharField(
        label=_("What the person is told"),
        help_text=_("In plain words. They read it."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs=AREA),
    )
    ground = forms.ChoiceField(
        label=_("If the answer is no: why"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, right: Right, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = [(code, GROUND_WORDS[code]) for code in grounds_for(right)]
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """What a second look comes to."""

    outcome = forms.ChoiceField(
        label=_("What the second look comes to"),
        choices=[(outcome.value, words) for outcome, words in OUTCOME_WORDS.items()],
        widget=forms.RadioSelect,
    )
    license_words = forms.CharField(
        label=_("Your license"),
        help_text=_("The rule asks for a licensed health care professional."),
        max_length=120,
    )
    words = forms.CharField(
        label=_("What the person is told"),
        help_text=_("In plain words. They read it."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs=AREA),
    )


class RuleForm(forms.Form):
    name = forms.CharField(widget=forms.HiddenInput)
    number = forms.IntegerField(label=_("Number"), min_value=0)
    confirmed_by = forms.CharField(
        label=_("Confirmed by (counsel)"), required=False, max_length=120
    )

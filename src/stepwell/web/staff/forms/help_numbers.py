from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.help_numbers import LONGEST, HelpNumberValues

TELEPHONE = {"inputmode": "tel", "autocomplete": "off"}


class HelpNumberForm(forms.Form):
    name = forms.CharField(
        label=_("Who answers"),
        max_length=LONGEST["name"],
        help_text=_("For example: Counselor on call."),
    )
    phone = forms.CharField(
        label=_("Number to call"), max_length=40, widget=forms.TextInput(attrs=TELEPHONE)
    )
    hours = forms.CharField(
        label=_("When somebody answers"),
        max_length=LONGEST["hours"],
        help_text=_(
            "For example: Monday to Friday, 8 am to 5 pm. Don’t promise more than is true."
        ),
    )
    text = forms.CharField(
        label=_("Number for text messages"),
        max_length=40,
        required=False,
        help_text=_("Only if somebody reads them in those hours. Empty for none."),
        widget=forms.TextInput(attrs=TELEPHONE),
    )
    name_es = forms.CharField(
        label=_("Who answers, in Spanish"), max_length=LONGEST["name_es"], required=False
    )
    hours_es = forms.CharField(
        label=_("When somebody answers, in Spanish"), max_length=LONGEST["hours_es"], required=False
    )

    def as_values(self) -> HelpNumberValues:
        return HelpNumberValues(**self.cleaned_data)

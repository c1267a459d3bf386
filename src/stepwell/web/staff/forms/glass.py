from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.glass_breaks import LONGEST_MINUTES

REASONS = (
    ("emergency", _("Someone is in danger")),
    ("covering", _("I cover for someone who is away")),
    ("supervision", _("Supervision")),
    ("records_request", _("A request for the record")),
    ("correction", _("Correcting an error")),
    ("other", _("Another reason")),
)
REASON_WORDS = dict(REASONS)


class GlassForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why"), choices=REASONS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What happened, in a sentence"),
        help_text=_("A supervisor reads this. It stays with the record."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    minutes = forms.IntegerField(
        label=_("For how many minutes"), initial=60, min_value=1, max_value=LONGEST_MINUTES
    )


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("What do you find?"),
        choices=(("justified", _("Justified")), ("questioned", _("To be talked about"))),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What you question"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

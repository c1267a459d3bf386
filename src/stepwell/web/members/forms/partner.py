from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.domain.recovery.partners import LONGEST_ANSWER, PartnerSaid


class SayForm(forms.Form):
    """How a task of theirs went."""

    said = forms.ChoiceField(
        label=_("How did it go?"),
        choices=((PartnerSaid.DONE.value, _("Done")), (PartnerSaid.NOT_DONE.value, _("Not done"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose “done” or “not done”.")},
    )
    words = forms.CharField(
        label=_("A word about it"),
        help_text=_("You may leave this empty. The counselor reads it."),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

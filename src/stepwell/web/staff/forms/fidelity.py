"""Forms about fidelity. What makes sense is for the actions to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.client_page import Carer
from stepwell.actions.fidelity_drawing import MOST, NewDraw
from stepwell.web.staff.forms.care import day


class DrawForm(forms.Form):
    since = day(_("First day"))
    until = day(_("Last day"))
    size = forms.IntegerField(label=_("How many sessions"), min_value=1, max_value=MOST, initial=5)
    rater = forms.ChoiceField(
        label=_("Who rates them independently"),
        help_text=_("Someone outside the teams of the counselor."),
    )

    def __init__(self, data: Any = None, *, raters: Iterable[Carer]) -> None:
        super().__init__(data)
        self.fields["since"].required = self.fields["until"].required = True
        self.fields["rater"].choices = [(str(one.id), one.name) for one in raters]  # type: ignore[attr-defined]

    def new(self) -> NewDraw:
        said = self.cleaned_data
        return NewDraw(said["since"], said["until"], said["size"], said["rater"])

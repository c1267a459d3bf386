from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.client_reading import ClientRow
from stepwell.actions.incidents import NewIncident, NewReview
from stepwell.domain.safety.path_rules import PathRules
from stepwell.web.staff.forms.safety import choices_of, client_choices, text_area


class IncidentForm(forms.Form):
    kind = forms.ChoiceField(label=_("What was it?"), widget=forms.RadioSelect)
    happened_at = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Where"), required=False, max_length=200)
    words = forms.CharField(
        label=_("What happened"),
        help_text=_("What you saw and heard, in order. Supervisors read this."),
        max_length=6000,
        widget=text_area(5),
    )
    done = forms.CharField(
        label=_("What was done at once"), required=False, max_length=4000, widget=text_area(3)
    )
    client_id = forms.ChoiceField(
        label=_("Which client it is about"), required=False, help_text=_("If it is about one.")
    )

    def __init__(
        self, data: Any = None, *, rules: PathRules, clients: Iterable[ClientRow], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.fields["kind"].choices = choices_of(rules.incident)  # type: ignore[attr-defined]
        known = client_choices(clients)
        if known:
            self.fields["client_id"].choices = [("", _("Nobody")), *known]  # type: ignore[attr-defined]
        else:
            del self.fields["client_id"]

    def as_new_incident(self) -> NewIncident:
        return NewIncident(**self.cleaned_data)


class IncidentReviewForm(forms.Form):
    helped = forms.CharField(
        label=_("What helped"), required=False, max_length=4000, widget=text_area(2)
    )
    hindered = forms.CharField(
        label=_("What got in the way"),
        help_text=_("Of the work, not of the person who did it."),
        required=False,
        max_length=4000,
        widget=text_area(2),
    )
    changes = forms.CharField(
        label=_("What changes, who sees to it and by when"), max_length=4000, widget=text_area(3)
    )

    def as_new_review(self) -> NewReview:
        return NewReview(**self.cleaned_data)

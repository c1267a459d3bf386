"""What is to leave for an audit or research, to whom and on what grounds."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.review_releases import NewRelease
from stepwell.domain.consents.kinds import InformationKind, RecipientKind
from stepwell.domain.disclosures.basis import REACH, BasisKind
from stepwell.domain.disclosures.releases import MOST_RECORDS, ReleaseState
from stepwell.domain.disclosures.words import BASES, INFORMATION, RECIPIENTS
from stepwell.web.staff.forms.privacy import day, lines

KINDS = [(one.value, BASES[one]) for one in (BasisKind.AUDIT, BasisKind.RESEARCH)]
RECEIVERS = (RecipientKind.OTHER, RecipientKind.PAYER, RecipientKind.OPERATIONS)
FOR_VOLUNTEERS = InformationKind.FIRST_NAME_AND_NUMBER
OFFERED = [one for one in InformationKind if one in REACH[BasisKind.AUDIT] - {FOR_VOLUNTEERS}]

STATE_WORDS = {
    ReleaseState.PROPOSED: _("Waits for a second person"),
    ReleaseState.APPROVED: _("Approved, not yet released"),
    ReleaseState.REFUSED: _("Refused"),
    ReleaseState.WITHDRAWN: _("Taken back"),
    ReleaseState.MADE: _("Released"),
}


class ReleaseForm(forms.Form):
    kind = forms.ChoiceField(label=_("What for"), choices=KINDS, widget=forms.RadioSelect)
    recipient = forms.CharField(label=_("Who receives the records"), max_length=120)
    recipient_kind = forms.ChoiceField(
        label=_("What they are"), choices=[(one.value, RECIPIENTS[one]) for one in RECEIVERS]
    )
    address = forms.CharField(label=_("Where they go"), required=False, max_length=200)
    authority = forms.CharField(
        label=_("On what they rely"),
        help_text=_(
            "For an audit: the agency or payer, and its right to review. For research: the review "
            "board’s approval, with its number."
        ),
        max_length=300,
    )
    valid_until = day(_("Its last day"), hint=_("Empty where it has none."))
    agreed_on = day(
        _("When they signed the agreement"),
        required=True,
        hint=_("To protect the records, not to pass them on, and to destroy them."),
    )
    destroy_by = day(
        _("By when they destroy what tells who"), hint=_("Research always names a day.")
    )
    why_named = lines(_("Why numbers without names will not do"))
    information = forms.MultipleChoiceField(
        label=_("What they need, and no more"),
        choices=[(one.value, INFORMATION[one]) for one in OFFERED],
        widget=forms.CheckboxSelectMultiple,
    )
    care_from = day(_("People in care from"), required=True)
    care_until = day(_("To"), required=True)
    most = forms.IntegerField(
        label=_("How many records at most"),
        help_text=_("Where more people fit, they are drawn by chance."),
        min_value=1,
        max_value=MOST_RECORDS,
    )

    def as_new(self) -> NewRelease:
        given = self.cleaned_data
        kinds = frozenset(InformationKind(one) for one in given["information"])
        receiver = RecipientKind(given["recipient_kind"])
        return NewRelease(**given | {"information": kinds, "recipient_kind": receiver})


class DecisionForm(forms.Form):
    words = lines(_("Why not; for a yes it may stay empty"), required=False)

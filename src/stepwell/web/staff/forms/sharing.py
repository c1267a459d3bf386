"""What is to be shared, with whom and why; for each exception what it wants written down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.disclosing import Sending
from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.basis import REACH, BasisKind, DisclosureForm
from stepwell.domain.disclosures.exceptions import (
    ChildAbuseReport,
    Claim,
    CrimeReport,
    MedicalEmergency,
    ServiceUse,
    ToClient,
)
from stepwell.domain.disclosures.words import FORMS, INFORMATION, PURPOSES, RECIPIENTS

OFFERED_FORMS = [one for one in DisclosureForm if one is not DisclosureForm.API]
LINES = forms.Textarea(attrs={"rows": 2})


class SharingForm(forms.Form):
    """On a consent. Subclasses are for the exceptions and make a claim of what is written."""

    basis = BasisKind.CONSENT
    purpose_slug = Purpose.OTHER
    recipient_slug = RecipientKind.OTHER

    recipient_kind = forms.ChoiceField(
        label=_("Who receives it"), choices=[(one.value, RECIPIENTS[one]) for one in RecipientKind]
    )
    recipient_name = forms.CharField(label=_("Their name"), max_length=120)
    recipient_key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    address = forms.CharField(label=_("Where it goes"), required=False, max_length=200)
    purpose = forms.ChoiceField(
        label=_("What for"), choices=[(one.value, PURPOSES[one]) for one in Purpose]
    )
    information = forms.MultipleChoiceField(
        label=_("What is shared"), widget=forms.CheckboxSelectMultiple
    )
    form = forms.ChoiceField(
        label=_("How"), choices=[(one.value, FORMS[one]) for one in OFFERED_FORMS]
    )
    words = forms.CharField(
        label=_("What else you say or write"),
        help_text=_("Only what the marked kinds allow. It goes out with the rest."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = REACH.get(self.basis, frozenset(InformationKind))
        information = self.fields["information"]
        information.choices = [  # type: ignore[attr-defined]
            (one.value, INFORMATION[one]) for one in InformationKind if one in reach
        ]
        if self.basis is not BasisKind.CONSENT:
            del self.fields["purpose"], self.fields["recipient_kind"]

    def claim(self) -> Claim | None:
        """Of what was entered; None on a consent."""
        return None

    def as_sending(self) -> Sending:
        entered = self.cleaned_data
        kind = RecipientKind(entered.get("recipient_kind") or self.recipient_slug)
        return Sending(
            recipient=Recipient(kind, entered.get("recipient_name", ""), entered["recipient_key"]),
            purpose=Purpose(entered.get("purpose") or self.purpose_slug),
            information=frozenset(InformationKind(one) for one in entered["information"]),
            form=DisclosureForm(entered["form"]),
            claim=self.claim(),
            words=entered["words"],
            address=entered["address"],
        )

    def _claimed(self, *names: str) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in names}


class EmergencyForm(SharingForm):
    basis = BasisKind.MEDICAL_EMERGENCY
    purpose_slug = Purpose.TREATMENT

    is_medical = forms.BooleanField(
        label=_("They are medical people who treat the emergency"), required=False
    )
    facility = forms.CharField(
        label=_("Where they work"),
        help_text=_("Hospital or service; “none” if they belong to none."),
        required=False,
        max_length=200,
    )
    nature = forms.CharField(
        label=_("What the emergency is"), required=False, max_length=1000, widget=LINES
    )
    why_no_consent = forms.CharField(
        label=_("Why the client could not be asked first"),
        required=False,
        max_length=1000,
        widget=LINES,
    )

    def claim(self) -> Claim:
        return MedicalEmergency(
            **self._claimed("is_medical", "facility", "nature", "why_no_consent")
        )


class CrimeForm(SharingForm):
    basis = BasisKind.CRIME

    is_on_premises = forms.BooleanField(
        label=_("It happened on our premises, or was threatened here"), required=False
    )
    is_against_staff = forms.BooleanField(
        label=_("It was against someone who works here, or threatened to be"), required=False
    )
    is_to_police = forms.BooleanField(label=_("The report goes to the police"), required=False)
    incident = forms.CharField(
        label=_("What happened"),
        help_text=_("Only the incident itself; nothing from treatment."),
        required=False,
        max_length=2000,
        widget=LINES,
    )
    whereabouts = forms.CharField(
        label=_("Where the person was last seen"), required=False, max_length=200
    )

    def claim(self) -> Claim:
        return CrimeReport(
            **self._claimed(
                "is_on_premises", "is_against_staff", "is_to_police", "incident", "whereabouts"
            )
        )


class ChildAbuseForm(SharingForm):
    basis = BasisKind.CHILD_ABUSE

    is_first = forms.BooleanField(
        label=_("This is the first report of this concern"), required=False
    )
    law = forms.CharField(
        label=_("State law under which you report"), required=False, max_length=200
    )
    concern = forms.CharField(
        label=_("What you report"), required=False, max_length=2000, widget=LINES
    )

    def claim(self) -> Claim:
        return ChildAbuseReport(**self._claimed("is_first", "law", "concern"))


class OwnCopyForm(SharingForm):
    basis = BasisKind.TO_CLIENT
    purpose_slug = Purpose.CLIENT_REQUEST

    how_identified = forms.CharField(
        label=_("How you know that it is the client"), required=False, max_length=200
    )

    def claim(self) -> Claim:
        return ToClient(**self._claimed("how_identified"))


class GroundForm(SharingForm):
    """On an order or agreement chosen among those that are there."""

    ground = forms.ChoiceField(label=_("Which one"))

    def __init__(self, *args: Any, grounds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]


class OrderForm(GroundForm):
    basis = BasisKind.COURT_ORDER
    purpose_slug = Purpose.LEGAL_PROCEEDING
    recipient_slug = RecipientKind.COURT

    def as_sending_on(self, claim: Claim) -> Sending:
        return replace(self.as_sending(), claim=claim)


class AgreementForm(GroundForm):
    basis = BasisKind.SERVICE_AGREEMENT
    purpose_slug = Purpose.OPERATIONS

    what_for = forms.CharField(
        label=_("Which of the agreed services this is for"), required=False, max_length=200
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["recipient_name"]

    def as_sending_to(self, claim: ServiceUse) -> Sending:
        """To the party of the agreement, and nobody else."""
        recipient = Recipient(self.recipient_slug, claim.party)
        return replace(self.as_sending(), claim=claim, recipient=recipient)


FORMS_BY_BASIS: dict[BasisKind, type[SharingForm]] = {
    one.basis: one
    for one in (
        SharingForm,
        EmergencyForm,
        CrimeForm,
        ChildAbuseForm,
        OwnCopyForm,
        OrderForm,
        AgreementForm,
    )
}

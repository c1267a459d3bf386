"""Restrictions, legal papers, breaches, agreements, reviews and closing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.domain.consents.kinds import InformationKind, RecipientKind
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.words import INFORMATION, RECIPIENTS

KINDS = (
    ("subpoena", _("A subpoena")),
    ("order", _("A court order")),
    ("warrant", _("A warrant")),
    ("other", _("A letter, call or visit")),
)
OUTCOMES = (
    ("refused", _("Refused")),
    ("order", _("There is an order and a subpoena")),
    ("consent", _("The client consented")),
    ("withdrawn", _("It was taken back")),
)
SECTIONS = (
    ("", _("None")),
    ("2.64", _("2.64, not criminal")),
    ("2.65", _("2.65, against the client")),
    ("2.66", _("2.66, against the program")),
)
ALL_INFORMATION = [(one.value, INFORMATION[one]) for one in InformationKind]


def day(label: Any, *, required: bool = False, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def lines(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RestrictionForm(forms.Form):
    words = lines(_("What is not to be shared, and with whom, in their words"))
    recipient_kind = forms.ChoiceField(
        label=_("With whom"),
        required=False,
        choices=[("", _("Everyone")), *((one.value, RECIPIENTS[one]) for one in RecipientKind)],
    )
    recipient_name = forms.CharField(
        label=_("Their name"),
        required=False,
        max_length=120,
        help_text=_("Without a name it holds for all of that kind."),
    )
    information = forms.MultipleChoiceField(
        label=_("What; nothing marked means all of it"),
        required=False,
        choices=ALL_INFORMATION,
        widget=forms.CheckboxSelectMultiple,
    )
    is_self_paid = forms.BooleanField(
        label=_("They paid for it in full, and their health plan is not to know"), required=False
    )

    def as_values(self) -> dict[str, Any]:
        entered = self.cleaned_data
        kind = entered["recipient_kind"]
        return {
            "words": entered["words"],
            "recipient": Recipient(RecipientKind(kind), entered["recipient_name"])
            if kind
            else None,
            "information": frozenset(InformationKind(one) for one in entered["information"]),
            "is_self_paid": entered["is_self_paid"],
        }


class LegalRequestForm(forms.Form):
    kind = forms.ChoiceField(label=_("What came"), choices=KINDS)
    sender = forms.CharField(label=_("From whom"), max_length=200)
    received_on = day(_("When it came"), required=True)
    answer_by = day(_("By when they want an answer"))
    reference = forms.CharField(label=_("Its number"), required=False, max_length=120)
    about = forms.CharField(
        label=_("Whom it names, as written there"), required=False, max_length=200
    )


class SettlementForm(forms.Form):
    outcome = forms.ChoiceField(label=_("How it was settled"), choices=OUTCOMES)
    counsel = forms.CharField(label=_("The lawyer who looked at it"), max_length=120)
    counsel_on = day(_("When the lawyer looked"), required=True)
    section = forms.ChoiceField(label=_("Ordered under 42 CFR"), required=False, choices=SECTIONS)
    court = forms.CharField(label=_("Which court"), required=False, max_length=200)
    order_on = day(_("Date of the order"))
    subpoena_on = day(_("Date of the subpoena that goes with it"))
    ordered = forms.MultipleChoiceField(
        label=_("What the order names"),
        required=False,
        choices=ALL_INFORMATION,
        widget=forms.CheckboxSelectMultiple,
    )
    is_opening_confidential = forms.BooleanField(
        label=_("The order itself opens what was said in treatment (2.63)"), required=False
    )
    words = lines(_("What the lawyer advised"), required=False)

    def as_values(self) -> dict[str, Any]:
        ordered = frozenset(InformationKind(one) for one in self.cleaned_data["ordered"])
        return self.cleaned_data | {"ordered": ordered}


class BreachForm(forms.Form):
    words = lines(_("What happened, without names"))
    discovered_on = day(_("When it was found"), required=True)
    happened_on = day(_("When it happened"))
    people = forms.IntegerField(label=_("How many people it touches"), min_value=0)
    most_in_a_state = forms.IntegerField(label=_("Of them, in the state with most"), min_value=0)
    state_due_on = day(_("Last day by state law"), hint=_("Only where your state gives less time."))


class BreachOutcomeForm(forms.Form):
    is_breach = forms.NullBooleanField(
        label=_("Is it a breach to tell of?"),
        widget=forms.Select(
            choices=[("unknown", _("Not decided")), ("true", _("Yes")), ("false", _("No"))]
        ),
    )
    risk = lines(_("Why"), required=False)
    people_told_on = day(_("The people were told on"))
    hhs_told_on = day(_("HHS was told on"))
    media_told_on = day(_("The press was told on"))


class ServiceAgreementForm(forms.Form):
    party = forms.CharField(label=_("With whom"), max_length=120)
    contact = forms.CharField(label=_("How to reach them"), required=False, max_length=200)
    services = forms.CharField(label=_("What they do for the program"), max_length=400)
    is_qsoa = forms.BooleanField(
        label=_("It is a qualified service organization agreement"), required=False
    )
    is_baa = forms.BooleanField(label=_("It is a business associate agreement"), required=False)
    hosts = forms.BooleanField(
        label=_("They host, back up or support this software"), required=False
    )
    signed_on = day(_("Signed on"), required=True)
    ends_on = day(_("Last day"))


class ReviewForm(forms.Form):
    words = forms.CharField(label=_("What was found"), required=False, max_length=400)


class ClosingForm(forms.Form):
    closes_on = day(_("First day without new clients"), required=True)
    is_taken_over = forms.BooleanField(
        label=_("Another program takes over, with each client’s consent"), required=False
    )
    holder = forms.CharField(label=_("Who holds the records then"), max_length=120)
    holder_contact = forms.CharField(label=_("How to reach them"), max_length=300)
    told_on = day(_("Clients were told on"))
    sealed_on = day(_("Records were sealed on"))
    keep_until = day(_("Keep until"), hint=_("Ask the program’s lawyer."))
    destroyed_on = day(_("Destroyed on"))

"""The patient notice given, and what is to be known before a client signs anything."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.privacy_facts import NewPrivacyFacts
from stepwell.domain.consents.pressure import SentBy

LANGUAGES = (("en", "English"), ("es", "Español"))
SENT_BY = (
    (SentBy.UNKNOWN.value, _("We haven’t asked yet")),
    (SentBy.NOBODY.value, _("Nobody: they came by themselves")),
    (SentBy.COURT.value, _("A court")),
    (SentBy.PROBATION.value, _("Probation or parole")),
    (SentBy.EMPLOYER.value, _("An employer")),
    (SentBy.CHILD_WELFARE.value, _("Child welfare")),
    (SentBy.LICENSING_BOARD.value, _("A licensing board")),
    (SentBy.SCHOOL.value, _("A school")),
    (SentBy.FAMILY.value, _("Family")),
    (SentBy.OTHER.value, _("Someone else")),
)


class NoticeForm(forms.Form):
    way = forms.ChoiceField(
        label=_("How did they get it?"),
        choices=(("screen", _("Read on this screen")), ("paper", _("On paper"))),
        initial="screen",
        widget=forms.RadioSelect,
    )
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=(
            ("signed", _("They signed for it")),
            ("taken", _("They took it and did not sign")),
            ("could_not_yet", _("They can’t take it in yet; we give it again soon")),
        ),
        initial="signed",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name, as they sign it"), required=False, max_length=120)


class ReceiptForm(forms.Form):
    """Of whoever holds the screen."""

    name = forms.CharField(label=_("Your name"), max_length=120)


class PrivacyFactsForm(forms.Form):
    sent_by = forms.ChoiceField(label=_("Who sent this person?"), choices=SENT_BY)
    has_said_voluntary = forms.BooleanField(
        label=_("We told them that going to meetings is their choice"), required=False
    )
    has_offered_secular = forms.BooleanField(
        label=_("We offered groups and programs without religion"), required=False
    )
    is_minor = forms.BooleanField(label=_("This person is a minor"), required=False)
    came_alone = forms.BooleanField(
        label=_("They asked for treatment without a parent"), required=False
    )
    state = forms.CharField(
        label=_("State whose law applies, two letters"), required=False, max_length=2
    )

    def as_facts(self) -> NewPrivacyFacts:
        values: dict[str, Any] = self.cleaned_data
        return NewPrivacyFacts(**values)

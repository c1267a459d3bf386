from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.web.accounts.forms.credentials import NewPasswordForm

HOURS = (
    (1, _("an hour")),
    (24, _("a day")),
    (72, _("three days")),
    (168, _("a week")),
    (336, _("two weeks")),
)


class WelcomeForm(NewPasswordForm):
    name = forms.CharField(
        label=_("What should we call you?"),
        max_length=120,
        help_text=_("Any name you like. It needn’t be the one on your papers."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ("name", "password")


class JoinForm(forms.Form):
    code = forms.CharField(
        label=_("The code or link you were given"),
        max_length=300,
        help_text=_("It works once. Capital letters, spaces and dashes make no difference."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off"}),
    )


class InvitationForm(forms.Form):
    role = forms.ChoiceField(label=_("As"))
    hours = forms.TypedChoiceField(
        label=_("It works for"), choices=HOURS, coerce=int, required=False
    )
    client = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: object = None, *, roles: list[tuple[str, str]], client: str = ""
    ) -> None:
        super().__init__(data, initial={"client": client, "hours": 72})  # type: ignore[arg-type]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

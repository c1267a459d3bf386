from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.web.accounts.forms.credentials import NewPasswordForm


class WelcomeForm(NewPasswordForm):
    name = forms.CharField(
        label=_("What should we call you?"),
        max_length=120,
        help_text=_("Any name you like. It needn’t be the one on your papers."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ("name", "password")


class InvitationForm(forms.Form):
    role = forms.ChoiceField(label=_("As"))
    client = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: object = None, *, roles: list[tuple[str, str]], client: str = ""
    ) -> None:
        super().__init__(data, initial={"client": client})  # type: ignore[arg-type]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

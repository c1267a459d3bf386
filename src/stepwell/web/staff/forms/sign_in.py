from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stepwell.actions.signing_in import check_sign_in
from stepwell.web.shared.visitors import address_of


class SignInForm(forms.Form):
    """Says the same for an unknown name, a wrong password and too many tries."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.request = request
        self.user: Any = None

    def clean(self) -> dict[str, str]:
        values = self.cleaned_data
        if values.get("username") and values.get("password"):
            self.user = check_sign_in(
                values["username"],
                values["password"],
                address=address_of(self.request),
                at=timezone.now(),
            )
            if self.user is None:
                raise forms.ValidationError(
                    _(
                        "That name and password don’t go together, or there were too many tries. "
                        "Check both, wait a little and try again."
                    )
                )
        return values

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """Says the same for an unknown name and a wrong password, after the same work."""

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
            self.user = authenticate(
                self.request, username=values["username"], password=values["password"]
            )
            if self.user is None:
                raise forms.ValidationError(
                    _("That name and password don’t go together. Check both and try again.")
                )
        return values

"""Proving again who one is: with the same password and code, or passkey, as at the sign-in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from stepwell.actions.passkeys import PasskeyRefused, begin_proving
from stepwell.actions.signing_in import (
    SignInRefused,
    check_code,
    check_name_and_password,
    check_passkey,
)
from stepwell.queries.sign_in_ways import WaysToSignIn
from stepwell.web.accounts.entering import whence
from stepwell.web.accounts.forms.credentials import ConfirmForm
from stepwell.web.accounts.passkey_answers import answer_to, ask, site_of
from stepwell.web.shared.policies import actor_of


def is_proved_by_password(
    request: HttpRequest, form: ConfirmForm, ways: WaysToSignIn, *, at: datetime
) -> bool:
    """Nobody else's password counts. Otherwise the form says what was wrong."""
    if not form.is_valid():
        return False
    values = form.cleaned_data
    try:
        user = check_name_and_password(
            ways.sign_in_name, values["password"], whence=whence(request), at=at
        )
        if ways.has_app:
            check_code(user, values["code"], whence=whence(request), at=at)
    except SignInRefused as error:
        form.add_error(None, str(error))
        return False
    return True


def passkey_question(request: HttpRequest, purpose: str) -> HttpResponse:
    options, state = begin_proving(site=site_of(request), owner_id=UUID(actor_of(request).key))
    return ask(request, purpose, options, state)


def passkey_problem(request: HttpRequest, purpose: str, *, at: datetime) -> str:
    """What was wrong with the posted answer, "" where it proves who this is."""
    try:
        answer, state = answer_to(request, purpose)
        check_passkey(
            answer,
            state,
            site=site_of(request),
            whence=whence(request),
            at=at,
            owner_id=UUID(actor_of(request).key),
        )
    except (SignInRefused, PasskeyRefused) as error:
        return str(error)
    return ""

"""Making the people who may sign in."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from stepwell.domain.access.actor import Actor
from stepwell.records.accounts.models import User


class AccountRefused(Exception):
    """Why the account was not made, and what to do."""


@transaction.atomic
def create_administrator(*, username: str, name: str, password: str, by: Actor) -> Actor:
    """Make an administrator and return who that is.

    Raises:
        AccountRefused: the name is taken or empty, or the password too easy.
    """
    if not by.is_administrator:
        raise AccountRefused("Only an administrator or the command line can add one.")
    username = username.strip().lower()
    if not username or not name.strip():
        raise AccountRefused("An administrator needs a sign-in name and a name.")
    if User.objects.filter(username=username).exists():
        raise AccountRefused(f"There is already someone who signs in as {username!r}.")
    user = User(username=username, name=name.strip(), is_administrator=True)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountRefused(" ".join(error.messages)) from error
    user.set_password(password)
    user.save()
    return user.as_actor()

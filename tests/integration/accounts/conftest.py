from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from signing_in import create_person, create_staff
from stepwell.domain.access.roles import Role
from stepwell.records.accounts.models import User
from stepwell.web.shared.policies import actor_of, signed_in_view
from stepwell.web.shared.sign_in_policies import confirmed_recently, second_factor_needed


@signed_in_view
@second_factor_needed
def clients(request: HttpRequest) -> HttpResponse:
    """Stands for any page with clients."""
    roles = ", ".join(sorted(actor_of(request).roles))
    return HttpResponse(f"the clients, for {roles}")


@signed_in_view
@confirmed_recently
def export(request: HttpRequest) -> HttpResponse:
    """Stands for an export, a change of roles or a deletion."""
    return HttpResponse(f"exported by {request.method}")


urlpatterns = [
    path("clients/", clients),
    path("export/", export),
    path("", include("stepwell.config.urls")),
]


@pytest.fixture
def guarded_pages(settings: Any) -> None:
    """/clients/ needs a second factor, /export/ a recent proof of who it is."""
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def ben(db: None) -> User:
    return create_person("ben")


@pytest.fixture
def dana(db: None) -> User:
    """Works in a program."""
    return create_staff("dana", Role.SUPERVISOR)

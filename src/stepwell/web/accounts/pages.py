"""Rendering in the frame of who is looking: staff have their rail, all others the public bar."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stepwell.web.shared.sign_in_state import STAFF, kind_of


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    is_staff = kind_of(request) == STAFF
    frame = "shared/staff_base.html" if is_staff else "shared/public_base.html"
    return render(
        request, template, {"frame": frame, "is_staff": is_staff} | context, status=status
    )


def entrance(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Before anyone is known."""
    return render(request, template, {"is_demo": settings.DEMO} | context, status=status)

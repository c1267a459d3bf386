"""Rendering in the frame of who is looking: staff have their rail, all others the members' bar."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stepwell.web.shared.frames import is_staff_session, own_frame


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    shared = {"frame": own_frame(request), "is_staff": is_staff_session(request)}
    return render(request, template, shared | context, status=status)


def entrance(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Before anyone is known."""
    return render(request, template, {"is_demo": settings.DEMO} | context, status=status)

"""What the staff pages have in common: forms that say what was wrong, fragments for htmx."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page only."""
    return request.headers.get("HX-Request") == "true"


def form_page(
    request: HttpRequest, template: str, form: Form, context: dict[str, Any]
) -> HttpResponse:
    """422 where something was refused, with what was typed kept."""
    status = 422 if form.errors else 200
    return render(request, template, {"form": form} | context, status=status)

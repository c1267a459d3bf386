"""Handing the screen over from a page, and the page that ends a paper."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from stepwell.actions.handing_over import HandOverRefused

FORGET_PAGES = '"cache"'
"""Clear-Site-Data: what the browser keeps of pages goes. It is heeded on https and on localhost."""
DECLINED = "declined"
"""The button of whoever would rather not sign."""


def handed_over_to(request: HttpRequest, hand_over: Callable[[], None], where: str) -> HttpResponse:
    """Hand the screen over and go to its paper at `where`, or say there why not."""
    answer = HttpResponseRedirect(where)
    try:
        hand_over()
    except HandOverRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        answer["Clear-Site-Data"] = FORGET_PAGES
    return answer


def paper_over(
    request: HttpRequest, *, title: str, is_declined: bool, is_consent: bool, back_url: str = ""
) -> HttpResponse:
    """Thank you, and the device goes back.

    Args:
        back_url: for staff, where the screen was not handed over.
    """
    context = {
        "title": title,
        "is_declined": is_declined,
        "is_consent": is_consent,
        "back_url": back_url,
    }
    return render(request, "staff/paper_over.html", context)

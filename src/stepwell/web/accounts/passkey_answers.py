"""What the browser is asked about passkeys, and its answer: one challenge, one answer."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, JsonResponse

from stepwell.actions.passkeys import LONGEST_ANSWER, PasskeyRefused, Site, State

KEY = "passkey"


def site_of(request: HttpRequest) -> Site:
    """The host is one of ALLOWED_HOSTS. Phones show it as the name: it says nothing more."""
    address = request.get_host()
    host = address.rpartition(":")[0] if ":" in address.rpartition("]")[2] else address
    return Site(host=host, origin=f"{request.scheme}://{address}", name=host)


def ask(request: HttpRequest, purpose: str, options: dict[str, Any], state: State) -> JsonResponse:
    """purpose: "enter", "step", "confirm", "take_back" or "add".

    An answer to one is no answer to another.
    """
    request.session[KEY] = {"purpose": purpose, "state": state}
    return JsonResponse(options)


def answer_to(request: HttpRequest, purpose: str) -> tuple[dict[str, Any], State]:
    """The posted answer and the state of its question, which can be answered once.

    Raises:
        PasskeyRefused: nothing was asked for this purpose, or the answer is no JSON object.
    """
    asked = request.session.pop(KEY, None)
    text = request.POST.get("credential", "")
    if not asked or asked["purpose"] != purpose or len(text) > LONGEST_ANSWER:
        raise PasskeyRefused
    try:
        answer = json.loads(text)
    except ValueError as error:
        raise PasskeyRefused from error
    if not isinstance(answer, dict):
        raise PasskeyRefused
    return answer, asked["state"]

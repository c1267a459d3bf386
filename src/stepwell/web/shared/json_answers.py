"""Answers to our own scripts: JSON, also where something is refused on the way to a view."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, JsonResponse

API = "api"


def wants_json(request: HttpRequest) -> bool:
    """Where the address is one of `stepwell.api`."""
    match = request.resolver_match
    return match is not None and match.namespace == API


def json_answer(told: Mapping[str, object], status: int = 200) -> JsonResponse:
    return JsonResponse(told, status=status, json_dumps_params={"separators": (",", ":")})


def json_refusal(status: int, code: str, words: str) -> JsonResponse:
    """code: a slug for the script. words: for the person."""
    return json_answer({"code": code, "words": words}, status)

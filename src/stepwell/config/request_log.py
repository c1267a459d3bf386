"""One log line per request: method, route, status, duration. Never the address asked from,
the query string or the concrete path, since a path may name a meeting a person looked at."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponseBase

logger = logging.getLogger("stepwell.requests")

ANSWERS = (Http404, PermissionDenied, BadRequest, SuspiciousOperation)
"""Exceptions that are answered with a page of their own: nothing went wrong here."""


class RequestLogMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self.get_response(request)
        if logger.isEnabledFor(logging.INFO):
            match = request.resolver_match
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "route": match.route if match else "(static or unknown)",
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                },
            )
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, ANSWERS):
            return
        match = request.resolver_match
        logger.error(
            "unhandled exception",
            extra={"method": request.method, "route": match.route if match else "?"},
            exc_info=exception,
        )

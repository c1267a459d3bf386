"""Middleware of every page."""

from stepwell.web.shared.middleware.handed_over import HandedOverMiddleware
from stepwell.web.shared.middleware.program_time import ProgramTimeMiddleware
from stepwell.web.shared.middleware.quick_gzip import QuickGzipMiddleware
from stepwell.web.shared.middleware.refusals import RefusalsMiddleware
from stepwell.web.shared.middleware.security_headers import SecurityHeadersMiddleware
from stepwell.web.shared.middleware.sign_in_required import SignInRequiredMiddleware

__all__ = [
    "HandedOverMiddleware",
    "ProgramTimeMiddleware",
    "QuickGzipMiddleware",
    "RefusalsMiddleware",
    "SecurityHeadersMiddleware",
    "SignInRequiredMiddleware",
]

"""Middleware of every page."""

from stepwell.web.shared.middleware.quick_gzip import QuickGzipMiddleware
from stepwell.web.shared.middleware.security_headers import SecurityHeadersMiddleware

__all__ = ["QuickGzipMiddleware", "SecurityHeadersMiddleware"]

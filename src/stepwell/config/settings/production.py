"""A program in earnest: HTTPS in front, a secret key and host names from the environment."""

from django.core.exceptions import ImproperlyConfigured

from stepwell.config import environment
from stepwell.config.settings.base import *  # noqa: F403

SECRET_KEY = environment.secret_key()
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Production needs STEPWELL_SECRET_KEY or STEPWELL_SECRET_KEY_FILE. Make a key with: "
        "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
    )
ALLOWED_HOSTS = environment.hosts()
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS]

PROXIES = environment.proxies(1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
# Preloading binds every name under a domain for good: that is for its owner to ask for.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

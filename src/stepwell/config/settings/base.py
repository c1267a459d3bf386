"""Settings shared by every way of running. The overlays beside this file are thin."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from stepwell.config import environment
from stepwell.domain.access.session_limits import LIMITS

environment.refuse_unknown()

PACKAGE = Path(__file__).resolve().parents[2]
DATA_DIR = environment.data_dir()
SNAPSHOT_PATH = DATA_DIR / "meetings.snapshot"
AUDIT_OUTSIDE_PATH = DATA_DIR / "audit-seals.log"
AUDIT_KEEPS_NETWORK = (
    environment.choice("STEPWELL_AUDIT_NETWORK", "coarse", ("coarse", "off")) == "coarse"
)
SIGN_UP_IS_OPEN = environment.choice("STEPWELL_SIGN_UP", "off", ("off", "open")) == "open"
BACKUP_DIR = Path(os.environ.get("STEPWELL_BACKUP_DIR") or DATA_DIR / "backups").absolute()
BACKUP_KEEP = environment.whole_number("STEPWELL_BACKUP_KEEP", 14, least=1)
BACKUPS_ARE_SCHEDULED = False
"""Whether the worker makes them by itself, as it does in production."""
SAFETY_PATH_RULES = environment.choice(
    "STEPWELL_SAFETY_PATHS", "default-v2", ("default-v1", "default-v2")
)
SAFETY_TRIAGE_POLICY = environment.choice(
    "STEPWELL_SAFETY_TRIAGE", "columbia-default-v1", ("columbia-default-v1", "spier-v1")
)
PROGRAM_NAME = os.environ.get("STEPWELL_PROGRAM_NAME") or "Stepwell"
PROGRAM_PLACE = os.environ.get("STEPWELL_PROGRAM_PLACE") or ""
MAIL_SERVER = environment.mail_server()
MAIL_FROM = os.environ.get("STEPWELL_MAIL_FROM") or ""
LEAVE_URL = os.environ.get("STEPWELL_LEAVE_URL") or "https://www.weather.gov/"
if not LEAVE_URL.startswith("https://"):
    raise ImproperlyConfigured(
        f"STEPWELL_LEAVE_URL is {LEAVE_URL!r}; it must be a full https:// address."
    )

NOTICE_GRACE = timedelta(hours=environment.whole_number("STEPWELL_NOTICE_GRACE_HOURS", 72, least=0))
"""How long after a record was made its clinical part opens without the patient notice."""

DEMO = False
DEBUG = False

DATABASES = {"default": environment.database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "stepwell.records.audit",
    "stepwell.records.accounts",
    "stepwell.records.directory",
    "stepwell.records.people",
    "stepwell.records.recovery",
    "stepwell.records.care",
    "stepwell.records.counseling_notes",
    "stepwell.jobs",
    "django_tasks",
    "django_tasks_db",
    "stepwell.web.shared",
    "stepwell.web.public",
    "stepwell.web.staff",
    "stepwell.web.accounts",
    "stepwell.web.members",
]

MIDDLEWARE = [
    "stepwell.config.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "stepwell.web.shared.middleware.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "stepwell.web.shared.middleware.QuickGzipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "stepwell.web.shared.middleware.HandedOverMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stepwell.web.shared.middleware.SignInRequiredMiddleware",
    "stepwell.web.shared.middleware.ProgramTimeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "stepwell.web.shared.middleware.RefusalsMiddleware",
]

ROOT_URLCONF = "stepwell.config.urls"
WSGI_APPLICATION = "stepwell.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "stepwell.web.shared.context.program",
            ],
            "builtins": ["stepwell.web.shared.templatetags.stepwell_ui"],
        },
    }
]

# "mail" waits for a mail server, so it is worked through apart (jobs/worker.py).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "stepwell.config.static_storage.StaticStorage"},
}

LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "accounts:home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "stepwell.records.accounts.password_rules.LengthRule"},
    {"NAME": "stepwell.records.accounts.password_rules.BreachedRule"},
    {"NAME": "stepwell.records.accounts.password_rules.EasyRule"},
]
# docs/decisions/0010-signing-in.md: allauth keeps passkeys, app secrets and recovery codes and
# checks them; its views speak by mail and are not mounted.
ACCOUNT_ADAPTER = "stepwell.records.accounts.factors.NobodySignsUp"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "stepwell.records.accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_RECOVERY_CODE_DIGITS = 16
MFA_RECOVERY_CODE_COUNT = 10

SESSION_ENGINE = "stepwell.records.accounts.session_store"
SESSION_LIMITS = dict(LIMITS)
CONFIRMED_FOR = timedelta(minutes=10)
"""How long after proving who they are a person may export, change roles or delete."""
SKIP_SECOND_FACTOR = False
"""True in the demo only: staff see clients without a second factor, and the page says so."""
SESSION_COOKIE_NAME = "session"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "stepwell.web.shared.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
# With "no-referrer" browsers send "Origin: null" with forms, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOG_LEVEL = environment.choice("STEPWELL_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "stepwell.config.logs.JsonFormatter"},
        "plain": {"()": "stepwell.config.logs.PlainFormatter"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "stepwell": {"level": LOG_LEVEL},
        # Django's own request lines carry paths with query strings; ours do not.
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "CRITICAL"},
        "django.server": {"handlers": [], "propagate": False},
    },
}

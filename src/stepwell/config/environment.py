"""Reading STEPWELL_* variables: each is optional in the demo, checked, and refused with a hint."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from stepwell.gateways import installation_files
from stepwell.gateways.mail import MailRefused, MailServer, parse_mail_url

MIN_SECRET_KEY_LENGTH = 50
KNOWN = frozenset(
    {
        "STEPWELL_MODE",
        "STEPWELL_DATA_DIR",
        "STEPWELL_DATABASE_URL",
        "STEPWELL_SECRET_KEY",
        "STEPWELL_SECRET_KEY_FILE",
        "STEPWELL_ENCRYPTION_KEYS_FILE",
        "STEPWELL_BACKUP_KEY_FILE",
        "STEPWELL_BACKUP_DIR",
        "STEPWELL_BACKUP_KEEP",
        "STEPWELL_NOTICE_GRACE_HOURS",
        "STEPWELL_HOSTS",
        "STEPWELL_PROGRAM_NAME",
        "STEPWELL_PROGRAM_PLACE",
        "STEPWELL_LEAVE_URL",
        "STEPWELL_MAIL_URL",
        "STEPWELL_MAIL_FROM",
        "STEPWELL_LOG_LEVEL",
        "STEPWELL_PROXIES",
        "STEPWELL_AUDIT_NETWORK",
        "STEPWELL_SIGN_UP",
        "STEPWELL_SAFETY_PATHS",
        "STEPWELL_SAFETY_TRIAGE",
        "STEPWELL_TEST_DATA",
        "STEPWELL_TEST_POSTGRES_URL",
        "STEPWELL_SHOTS",
        "STEPWELL_BENCH_POSTGRES",
        "STEPWELL_RUN_WORKER",
    }
)


def refuse_unknown(environ: Mapping[str, str] = os.environ) -> None:
    """A misspelt variable would be ignored in silence; refuse it instead."""
    for name in sorted(environ):
        if name.startswith("STEPWELL_") and name not in KNOWN:
            raise ImproperlyConfigured(
                f"{name} is set, but Stepwell knows no such setting. "
                f"Known: {', '.join(sorted(KNOWN))}."
            )


def data_dir() -> Path:
    """The folder for the database, the meeting index and the demo's secrets (created 0700)."""
    path = Path(os.environ.get("STEPWELL_DATA_DIR") or "data").absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {path} cannot be made ({error.strerror}). "
            "Set STEPWELL_DATA_DIR to a folder that Stepwell may write to."
        ) from error
    return path


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = os.environ.get(name) or default
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; use one of: {', '.join(allowed)}.")
    return value


def proxies(default: int) -> int:
    """How many proxies of one's own stand in front, each adding to X-Forwarded-For."""
    value = os.environ.get("STEPWELL_PROXIES") or str(default)
    if not re.fullmatch("[0-9]", value):
        raise ImproperlyConfigured(
            f"STEPWELL_PROXIES is {value!r}; it is the number of proxies in front, 0 to 9."
        )
    return int(value)


def database(data: Path) -> dict[str, Any]:
    """Django's DATABASES["default"] from STEPWELL_DATABASE_URL; SQLite in `data` without it."""
    url = os.environ.get("STEPWELL_DATABASE_URL", "")
    if not url:
        return _sqlite(data / "stepwell.sqlite3")
    parts = urlsplit(url)
    hint = (
        "Write postgresql://user:password@host:5432/name or sqlite:////full/path.sqlite3 "
        "(percent-encode special signs in the password)."
    )
    if parts.scheme == "sqlite":
        if not parts.path.startswith("/") or len(parts.path) < 2:
            raise ImproperlyConfigured(f"STEPWELL_DATABASE_URL names no SQLite file. {hint}")
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(
            f"STEPWELL_DATABASE_URL begins with {parts.scheme or 'no scheme'!r}. {hint}"
        )
    try:
        port = parts.port or 5432
    except ValueError as error:
        raise ImproperlyConfigured(f"STEPWELL_DATABASE_URL has a bad port. {hint}") from error
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ImproperlyConfigured(f"STEPWELL_DATABASE_URL names no database. {hint}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": "10"} | _libpq_options(parts.query),
    }


_LIBPQ_OPTIONS = frozenset(
    {
        "application_name",
        "channel_binding",
        "connect_timeout",
        "gssencmode",
        "keepalives",
        "keepalives_idle",
        "options",
        "sslcert",
        "sslcrl",
        "sslkey",
        "sslmode",
        "sslrootcert",
        "target_session_attrs",
    }
)


def _libpq_options(query: str) -> dict[str, str]:
    """What stands behind the "?" of a PostgreSQL address, such as sslmode=verify-full."""
    options = dict(parse_qsl(query, keep_blank_values=True))
    if unknown := sorted(options.keys() - _LIBPQ_OPTIONS):
        raise ImproperlyConfigured(
            f"STEPWELL_DATABASE_URL has unknown options: {', '.join(unknown)}. "
            f"Known: {', '.join(sorted(_LIBPQ_OPTIONS))}."
        )
    return options


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "stepwell.config.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY"
            ),
        },
    }


def secret_key() -> str:
    """From STEPWELL_SECRET_KEY or STEPWELL_SECRET_KEY_FILE; "" when neither is set."""
    key = os.environ.get("STEPWELL_SECRET_KEY", "")
    file = os.environ.get("STEPWELL_SECRET_KEY_FILE", "")
    if key and file:
        raise ImproperlyConfigured(
            "STEPWELL_SECRET_KEY and STEPWELL_SECRET_KEY_FILE are both set; keep one."
        )
    if file:
        try:
            key = Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"STEPWELL_SECRET_KEY_FILE {file} cannot be read ({error.strerror})."
            ) from error
    if key and len(key) < MIN_SECRET_KEY_LENGTH:
        raise ImproperlyConfigured(
            f"The secret key has {len(key)} characters; it needs at least {MIN_SECRET_KEY_LENGTH}. "
            "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
        )
    return key


def kept_secret(path: Path) -> str:
    """A random secret made once and kept in a file only its owner reads."""
    try:
        return installation_files.kept_secret(path, lambda: secrets.token_urlsafe(64))
    except OSError as error:
        raise ImproperlyConfigured(
            f"{path} cannot be read or made ({error.strerror}). "
            "Set STEPWELL_DATA_DIR to a folder that Stepwell may write to."
        ) from error


def whole_number(name: str, default: int, *, least: int) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a number from {least} up.")
    return int(value)


def mail_server() -> MailServer | None:
    """The program's mail server from STEPWELL_MAIL_URL; None, and no mail leaves, without it."""
    url = os.environ.get("STEPWELL_MAIL_URL", "")
    if not url:
        return None
    if "@" not in os.environ.get("STEPWELL_MAIL_FROM", ""):
        raise ImproperlyConfigured(
            "STEPWELL_MAIL_URL is set, so STEPWELL_MAIL_FROM must be the address mail comes from. "
            "Let neither its name nor its domain say what the program treats."
        )
    try:
        return parse_mail_url(url)
    except MailRefused as error:
        raise ImproperlyConfigured(f"STEPWELL_MAIL_URL: {error}") from error


def hosts() -> list[str]:
    """Host names the production server answers to, from STEPWELL_HOSTS (commas between)."""
    names = [name.strip() for name in os.environ.get("STEPWELL_HOSTS", "").split(",")]
    names = [name for name in names if name]
    if not names or "*" in names:
        raise ImproperlyConfigured(
            "STEPWELL_HOSTS must name the host names people type, with commas between "
            "(for example STEPWELL_HOSTS=meetings.example.org); '*' is not accepted."
        )
    return names

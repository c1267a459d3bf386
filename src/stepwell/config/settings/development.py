"""The demo program and development: needs no environment at all."""

import os
from pathlib import Path

from stepwell.config import environment, keys
from stepwell.config.settings.base import *  # noqa: F403
from stepwell.config.settings.base import DATA_DIR, LOGGING

DEMO = True
SKIP_SECOND_FACTOR = True
SIGN_UP_IS_OPEN = environment.choice("STEPWELL_SIGN_UP", "open", ("off", "open")) == "open"
PROGRAM_NAME = os.environ.get("STEPWELL_PROGRAM_NAME") or "Harbor House"
PROGRAM_PLACE = os.environ.get("STEPWELL_PROGRAM_PLACE") or "06457"
SECRET_KEY = environment.secret_key() or environment.kept_secret(DATA_DIR / "demo-secret-key")
ENCRYPTION_KEYS_FILE: Path = keys.kept_field_keys(DATA_DIR)
BACKUP_KEY_FILE: Path | None = keys.kept_backup_keys(DATA_DIR)
PROXIES = environment.proxies(0)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
LOGGING["handlers"]["stderr"]["formatter"] = "plain"  # type: ignore[index]

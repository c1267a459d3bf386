"""Settings of the tests: the demo overlay with throw-away data."""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="stepwell-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["STEPWELL_DATA_DIR"] = _data

from stepwell.config.settings.development import *  # noqa: E402, F403
from stepwell.config.settings.development import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "stepwell.config.sqlite":
    # A real file, so that write-ahead log and locks are those of an installation.
    DATABASES["default"]["TEST"] = {"NAME": f"{_data}/tests.sqlite3"}
else:
    # What a crash would take is of no worth here.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
STATIC_ROOT = f"{_data}/static"
os.mkdir(STATIC_ROOT)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOG_LEVEL = "ERROR"
SKIP_SECOND_FACTOR = False

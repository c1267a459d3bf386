"""A feed saved as a file on this machine."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from stepwell.gateways.answers import Fetched
from stepwell.gateways.failures import FetchFailed, FetchRefused
from stepwell.gateways.limits import DEFAULT_LIMITS, FetchLimits, readable_size

CONTENT_TYPES = {".json": "application/json", ".csv": "text/csv", ".tsv": "text/csv"}


def read_file(path: str | os.PathLike[str], limits: FetchLimits = DEFAULT_LIMITS) -> Fetched:
    """The bytes of the file, at most `limits.max_body_bytes` of them.

    Raises: FetchRefused for devices, pipes and folders; FetchFailed where there is no
    file, no permission, nothing in it, or too much.
    """
    limit = limits.max_body_bytes
    where = str(path)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise FetchRefused("not_a_file", where)
        with open(path, "rb") as file:
            body = file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise FetchFailed("file_missing", where) from None
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or "not a usable path"
        raise FetchFailed("file_unreadable", where, detail=detail) from None
    if len(body) > limit:
        raise FetchFailed("too_large", where, limit=readable_size(limit))
    if not body:
        raise FetchFailed("empty", where)
    suffix = Path(path).suffix.lower()
    return Fetched(url=where, body=body, content_type=CONTENT_TYPES.get(suffix, ""))

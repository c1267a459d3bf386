"""The counter that tells readers of the directory that something changed."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from stepwell.records.directory.models import DirectoryState


def bump_directory_version(at: datetime) -> None:
    """Call inside the transaction that changes what is listed.

    The count starts at the time of the first change, so that an index left over from another
    database is never taken for this one's.
    """
    started = int(at.timestamp() * 1000)
    DirectoryState.objects.get_or_create(pk=1, defaults={"version": started})
    DirectoryState.objects.filter(pk=1).update(version=F("version") + 1, changed_at=at)

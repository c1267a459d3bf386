from __future__ import annotations

from django.db import models


class DirectoryState(models.Model):
    """One row: a counter that grows with every change to what is listed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"version {self.version}"

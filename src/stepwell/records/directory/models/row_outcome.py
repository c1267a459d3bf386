from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody


class RowOutcome(models.Model):
    """A source row of the latest reading that is not listed, or is listed with a repair.

    original: the row as published, without contact fields and with people's addresses
    masked; empty for withheld rows, which their source did not mean to publish.
    """

    class Kind(models.TextChoices):
        REJECTED = "rejected"
        WITHHELD = "withheld"
        WARNING = "warning"

    RIGHTS: ClassVar[RecordRule] = about_nobody("Published meetings.")

    feed = models.ForeignKey("directory.Feed", on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    row_number = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    message = models.TextField()
    title = models.CharField(max_length=300, blank=True)
    original = models.TextField(blank=True)

    class Meta:
        ordering = ("row_number", "id")
        indexes = (models.Index(fields=["feed", "kind", "row_number"]),)

    def __str__(self) -> str:
        return f"{self.feed_id} row {self.row_number}: {self.code}"

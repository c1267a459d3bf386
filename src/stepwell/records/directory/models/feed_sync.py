from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody


class FeedSync(models.Model):
    """One attempt to read a feed, and what came of it.

    read, withheld, rejected count source rows; the others count meetings. added and removed
    count the keys that came and went; renamed says how many of those are one meeting under
    another key. A feed's first reading keeps no change per meeting: `added` tells it all.
    finished_at: when what it found was written, or why nothing was.
    """

    class Outcome(models.TextChoices):
        SYNCED = "synced"
        UNCHANGED = "unchanged"
        HELD = "held"
        FAILED = "failed"

    RIGHTS: ClassVar[RecordRule] = about_nobody("The upkeep of the meeting lists.")

    feed = models.ForeignKey("directory.Feed", on_delete=models.CASCADE, related_name="syncs")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    started_by = models.CharField(max_length=120)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    code = models.CharField(max_length=40, blank=True)
    message = models.TextField(blank=True)
    read = models.PositiveIntegerField(default=0)
    meetings = models.PositiveIntegerField(default=0)
    withheld = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    renamed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-started_at", "-id")
        indexes = (models.Index(fields=["feed", "-started_at"]),)

    def __str__(self) -> str:
        return f"{self.feed_id} {self.outcome}"

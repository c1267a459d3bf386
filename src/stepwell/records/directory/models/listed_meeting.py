from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.identifiers import new_id


class ListedMeeting(models.Model):
    """A meeting some feed lists, or once listed.

    document: the `domain.meetings.Meeting` as JSON, the truth about it; the other columns
    find it again. removed_at: when its feed stopped listing it; the row stays, so that a
    kept reference can say so. document_digest: "" once the document of a removed meeting was
    cut down to its name, schedule and place (`actions.directory_pruning`).
    """

    RIGHTS: ClassVar[RecordRule] = about_nobody("Published meetings.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    feed = models.ForeignKey("directory.Feed", on_delete=models.CASCADE, related_name="meetings")
    source_key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    document_digest = models.CharField(max_length=64)
    document = models.TextField()
    first_seen_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["feed", "source_key"],
                condition=models.Q(removed_at=None),
                name="one_listed_meeting_per_source_key",
            ),
        )
        indexes = (models.Index(fields=["feed", "fingerprint"]),)

    def __str__(self) -> str:
        return f"{self.feed_id}:{self.source_key}"

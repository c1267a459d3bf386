from __future__ import annotations

from django.db import models


class MeetingAlias(models.Model):
    """A key under which a feed once listed a meeting, so that old references still resolve."""

    feed = models.ForeignKey("directory.Feed", on_delete=models.CASCADE, related_name="aliases")
    source_key = models.CharField(max_length=255)
    meeting = models.ForeignKey(
        "directory.ListedMeeting", on_delete=models.CASCADE, related_name="aliases"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["feed", "source_key"], name="one_meeting_per_alias"),
        )

    def __str__(self) -> str:
        return f"{self.feed_id}:{self.source_key}"

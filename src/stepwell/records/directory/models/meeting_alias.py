from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody


class MeetingAlias(models.Model):
    """A key under which a feed once listed a meeting, so that old references still resolve."""

    RIGHTS: ClassVar[RecordRule] = about_nobody("Published meetings.")

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

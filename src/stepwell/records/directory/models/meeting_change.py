from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody


class MeetingChange(models.Model):
    """What one sync did to one meeting, for as long as `actions.directory_pruning` says.

    A feed's first reading is one change, without a meeting: `sync.added` says how many it
    brought. fields: dotted name -> [old, new], or ["changed"] where the values are not kept
    (`domain.meetings.changes`).
    """

    class Kind(models.TextChoices):
        FIRST_READING = "first_reading"
        ADDED = "added"
        CHANGED = "changed"
        REMOVED = "removed"
        RESTORED = "restored"

    RIGHTS: ClassVar[RecordRule] = about_nobody("Published meetings.")

    sync = models.ForeignKey("directory.FeedSync", on_delete=models.CASCADE, related_name="changes")
    meeting = models.ForeignKey(
        "directory.ListedMeeting", on_delete=models.CASCADE, related_name="changes", null=True
    )
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.CharField(max_length=300)
    fields = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"

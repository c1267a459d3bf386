from __future__ import annotations

from django.db import models


class MeetingChange(models.Model):
    """What one sync did to one meeting. fields: dotted name -> [old, new]; nobody's name in it."""

    class Kind(models.TextChoices):
        ADDED = "added"
        CHANGED = "changed"
        REMOVED = "removed"
        RESTORED = "restored"

    sync = models.ForeignKey("directory.FeedSync", on_delete=models.CASCADE, related_name="changes")
    meeting = models.ForeignKey(
        "directory.ListedMeeting", on_delete=models.CASCADE, related_name="changes"
    )
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=300)
    fields = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"

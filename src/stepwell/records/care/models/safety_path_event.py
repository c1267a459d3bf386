from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.domain.safety.paths import EventKind
from stepwell.records.care.models.safety_path import SafetyPath
from stepwell.records.encryption.fields import EncryptedJSONField
from stepwell.records.identifiers import new_id


class SafetyPathEvent(models.Model):
    """One thing that happened on a path; only ever added. position: its place, from 1, so that of
    two people who write at once one is told. details: step, words, level, disposition. by: a key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "path", "position", "kind", "at", "by"), FieldClass.OPERATIONAL
    ) | {"details": FieldClass.CLINICAL}
    RIGHTS: ClassVar[RecordRule] = erased(Part.SAFETY, client="path__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    path = models.ForeignKey(SafetyPath, models.CASCADE, related_name="events")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=[(one, one) for one in EventKind])
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    details = EncryptedJSONField(default=dict)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["path", "position"], name="one_event_at_a_place"),
        )

    def __str__(self) -> str:
        return f"event {self.position} of safety path {self.path_id}"

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.glass_break import GlassBreak


class GlassAlert(models.Model):
    """Tells one supervisor that a record was opened in an emergency."""

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "glass_break", "user", "made_at", "seen_at"), FieldClass.OPERATIONAL
    )

    RIGHTS: ClassVar[RecordRule] = erased(
        Part.RECORD,
        client="glass_break__client_id",
        is_copied=False,
        why_not="It tells supervisors of what is in the copy already.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    glass_break = models.ForeignKey(GlassBreak, models.CASCADE, related_name="alerts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="glass_alerts")
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"alert {self.pk}"

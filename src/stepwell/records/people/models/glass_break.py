from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client


class GlassBreak(models.Model):
    """A record opened in an emergency, outside one's care, for a time; a supervisor reviews it.

    reason: a code of the audit event. words: what the person wrote about it, which may be clinical.
    verdict: "" until reviewed, then "justified" or "questioned". reviewed_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            "id",
            "client",
            "user",
            "reason",
            "minutes",
            "opened_at",
            "expires_at",
            "verdict",
            "reviewed_at",
            "reviewed_by",
        ),
        FieldClass.OPERATIONAL,
    ) | {"words": FieldClass.CLINICAL, "review_words": FieldClass.CLINICAL}

    RIGHTS: ClassVar[RecordRule] = erased(
        Part.RECORD,
        client="client_id",
        not_copied=("review_words", "verdict"),
        why_not="A supervisor’s judgment of a colleague.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="glass_breaks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="glass_breaks")
    reason = models.CharField(max_length=40)
    words = EncryptedTextField()
    minutes = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    verdict = models.CharField(max_length=20, blank=True)
    review_words = EncryptedTextField(blank=True, default="")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-opened_at",)
        indexes = (models.Index(fields=["user", "expires_at"], name="glass_open_for_a_person"),)

    def __str__(self) -> str:
        return f"glass break {self.pk}"

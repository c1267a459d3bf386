from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models import Organization
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id


class SupervisionNote(models.Model):
    """What a counselor and their supervisor write down for each other. It stays as it was written;
    whoever sees it otherwise writes another."""

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "organization", "counselor", "author", "written_at"), FieldClass.OPERATIONAL
    ) | {"text": FieldClass.CLINICAL}
    RIGHTS: ClassVar[RecordRule] = about_nobody(
        "About the work of whoever works here; clients are not named in it."
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="supervision_notes")
    counselor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="supervision_notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="supervision_notes_written"
    )
    text = EncryptedTextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("written_at", "pk")

    def __str__(self) -> str:
        return f"supervision note {self.pk}"

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class CounselingNote(models.Model):
    """An SUD counseling note, apart from the record: only its author reads it (42 CFR 2.11).

    number: counted up with every save.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "client", "author", "number", "written_at", "saved_at"), FieldClass.OPERATIONAL
    ) | {"text": FieldClass.CLINICAL}
    RIGHTS: ClassVar[RecordRule] = erased(
        Part.RECORD,
        client="client_id",
        is_copied=False,
        why_not="Counseling notes kept apart are not part of what is copied: 45 CFR "
        "164.524(a)(1)(i), 42 CFR 2.11.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="counseling_notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="counseling_notes"
    )
    text = EncryptedTextField()
    number = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("written_at", "pk")

    def __str__(self) -> str:
        return f"counseling note {self.pk}"

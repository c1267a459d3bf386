from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.progress_note import ProgressNote
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id


class NoteAddendum(models.Model):
    """What is added to a signed note: the only way to mend one. written_by: an actor's key."""

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "note", "written_at", "written_by"), FieldClass.OPERATIONAL
    ) | {"text": FieldClass.CLINICAL}
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="note__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey(ProgressNote, models.CASCADE, related_name="addenda")
    text = EncryptedTextField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("written_at", "pk")

    def __str__(self) -> str:
        return f"addendum {self.pk}"

from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.session_run import SessionRun
from stepwell.records.encryption.blind_index import BlindIndexField
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class SessionEntry(models.Model):
    """What one person typed under one key, in one go. The newest of a key stands; the earlier ones
    stay to be read.

    client: whom it is about; none for what a group has in common, and for how the session was
    held. key: as in domain/care/run_entries. number: counted up with every save. begun_at: of the
    first save in this row. saved_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "run", "client", "key_index", "number", "begun_at", "saved_at", "saved_by"),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(("key", "value"), FieldClass.CLINICAL)
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(SessionRun, models.CASCADE, related_name="entries")
    client = models.ForeignKey(
        Client, models.CASCADE, null=True, blank=True, related_name="session_entries"
    )
    key = EncryptedTextField()
    key_index = BlindIndexField(source="key", db_index=False)
    value = EncryptedJSONField(default=str)
    number = models.PositiveIntegerField()
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("number", "pk")
        verbose_name_plural = "session entries"
        constraints = (
            models.UniqueConstraint(
                fields=["run", "client", "key_index", "number"],
                condition=models.Q(client__isnull=False),
                name="one_entry_of_a_number_about_a_client",
            ),
            models.UniqueConstraint(
                fields=["run", "key_index", "number"],
                condition=models.Q(client=None),
                name="one_entry_of_a_number_about_nobody",
            ),
        )

    def __str__(self) -> str:
        return f"session entry {self.pk}"

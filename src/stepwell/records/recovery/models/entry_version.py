from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models import User
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id


class EntryVersion(models.Model):
    """A version of a record in a member's app. It is the person's own, not the program's.

    Rows are added and never changed. number: rises by one for each member. version, record: ids
    made on the phone; two people's may be the same. parents: the versions it replaces. made_at: by
    the phone's clock. body: as sent, None where the record was removed; size: its bytes as JSON.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "user", "number", "version", "record", "parents", "made_at", "received_at", "size"),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(("kind", "body"), FieldClass.CLINICAL)
    RIGHTS: ClassVar[RecordRule] = erased(Part.ACCOUNT, account="user_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="entry_versions")
    number = models.PositiveBigIntegerField()
    version = models.UUIDField()
    record = models.UUIDField()
    kind = EncryptedTextField()
    parents = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField()
    body = EncryptedJSONField(null=True, blank=True)
    size = models.PositiveIntegerField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        verbose_name_plural = "entries of the app"
        constraints = (
            models.UniqueConstraint(fields=["user", "number"], name="one_entry_of_a_number"),
            models.UniqueConstraint(fields=["user", "version"], name="one_entry_of_an_id"),
        )
        indexes = (models.Index(fields=["user", "record"], name="entries_of_a_record"),)

    def __str__(self) -> str:
        return f"entry {self.pk}"

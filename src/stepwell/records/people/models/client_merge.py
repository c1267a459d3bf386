from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedJSONField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client


class ClientMerge(models.Model):
    """A duplicate folded into another record, with what it takes to undo that.

    taken: {"fields": [names of fields the kept record took over], "rows": {model: [ids]},
    "member": id of the account that was the duplicate's, or ""}.
    merged_by, undone_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "kept", "duplicate", "taken", "merged_at", "merged_by", "undone_at", "undone_by"),
        FieldClass.OPERATIONAL,
    )

    RIGHTS: ClassVar[RecordRule] = erased(
        Part.RECORD,
        client="kept_id",
        is_copied=False,
        why_not="How two records became one; what was in them is in the copy.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kept = models.ForeignKey(Client, models.CASCADE, related_name="merges")
    duplicate = models.ForeignKey(Client, models.CASCADE, related_name="merges_as_duplicate")
    taken = EncryptedJSONField(default=dict)
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=64)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-merged_at",)

    def __str__(self) -> str:
        return f"merge {self.pk}"

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client

CLINICAL, DESK = FieldClass.CLINICAL, FieldClass.OPERATIONAL


class ClientHoldQuerySet(models.QuerySet["ClientHold"]):
    def in_force_at(self, at: datetime) -> ClientHoldQuerySet:
        return self.filter(models.Q(until=None) | models.Q(until__gt=at), since__lte=at)


class ClientHold(models.Model):
    """A legal hold on one client's record: while it is in force, nothing of it is erased.

    reason: what it is for. set_by, lifted_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "client", "since", "until", "set_by", "lifted_by"), DESK
    ) | {"reason": CLINICAL}

    RIGHTS: ClassVar[RecordRule] = erased(
        Part.RECORD,
        client="client_id",
        not_copied=("reason",),
        why_not="What the program’s lawyer advised.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="holds")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = EncryptedTextField()
    set_by = models.CharField(max_length=64)
    lifted_by = models.CharField(max_length=64, blank=True, default="")

    objects = ClientHoldQuerySet.as_manager()

    class Meta:
        ordering = ("-since", "-pk")

    def __str__(self) -> str:
        return f"hold {self.pk}"

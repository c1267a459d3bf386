from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, kept
from stepwell.records.accounts.models import Organization
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client
from stepwell.records.people.models.rights_request import RightsRequest


class Erasure(models.Model):
    """That a person was erased: what went, what stayed and why. It names nobody.

    client: the empty shell; None where only an account went. account_id: of the account that went,
    or "". parts: those that went. rows: how many went, by table. remains: {"part", "until",
    "source", "note", "rows"} each. carried_out_by: an actor's key. repeated_at: when it was carried
    out again after an older backup came back. backups_gone_on: None where no schedule makes them.
    """

    class Cause(models.TextChoices):
        ASKED = "asked"
        DUE = "due"
        """The times to be kept are over."""

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            "id",
            "organization",
            "client",
            "account_id",
            "request",
            "cause",
            "parts",
            "rows",
            "remains",
            "carried_out_at",
            "carried_out_by",
            "backups_gone_on",
            "repeated_at",
        ),
        FieldClass.OPERATIONAL,
    )

    RIGHTS: ClassVar[RecordRule] = kept(
        Part.TRAIL,
        client="client_id",
        why="It proves that the person was erased, and keeps an old backup from bringing them "
        "back. It knows them by an opaque id only.",
        is_copied=False,
        why_not="It is written when there is nothing left to copy.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="erasures")
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="erasures")
    account_id = models.CharField(max_length=64, blank=True)
    request = models.ForeignKey(RightsRequest, models.SET_NULL, null=True, related_name="+")
    cause = models.CharField(max_length=8, choices=Cause.choices)
    parts = models.JSONField(default=list)
    rows = models.JSONField(default=dict)
    remains = models.JSONField(default=list)
    carried_out_at = models.DateTimeField()
    carried_out_by = models.CharField(max_length=64)
    backups_gone_on = models.DateField(null=True)
    repeated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-carried_out_at",)

    def __str__(self) -> str:
        return f"erasure {self.pk}"

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client


class ConjointPartnerQuerySet(models.QuerySet["ConjointPartner"]):
    def in_force_at(self, at: datetime) -> ConjointPartnerQuerySet:
        return self.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=at), starts_at__lte=at)


class ConjointPartner(models.Model):
    """A client's significant other, for the conjoint part of the work and nothing else."""

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "starts_at", "ends_at"), FieldClass.OPERATIONAL
    ) | dict.fromkeys(("client", "user"), FieldClass.IDENTIFYING)

    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id", account="user_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="conjoint_partners")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="partner_of")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = ConjointPartnerQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")

    def __str__(self) -> str:
        return f"conjoint partner {self.pk}"

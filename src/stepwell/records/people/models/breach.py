from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models import Organization
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id

CLINICAL, DESK = FieldClass.CLINICAL, FieldClass.OPERATIONAL


class Breach(models.Model):
    """Something that got out, or may have, with who was told and when (42 CFR 2.16).

    words: what happened, without names. people: how many are affected. most_in_a_state: of them in
    the state with most. risk: why it is, or is not, a breach to tell of. state_due_on: where state
    law is shorter. is_breach: None until that is decided. recorded_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            "id",
            "organization",
            "discovered_on",
            "happened_on",
            "people",
            "most_in_a_state",
            "is_breach",
            "state_due_on",
            "people_told_on",
            "hhs_told_on",
            "media_told_on",
            "recorded_at",
            "recorded_by",
        ),
        DESK,
    ) | {"words": CLINICAL, "risk": CLINICAL}

    RIGHTS: ClassVar[RecordRule] = about_nobody("The register of breaches names no one.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="breaches")
    words = EncryptedTextField()
    discovered_on = models.DateField()
    happened_on = models.DateField(null=True, blank=True)
    people = models.PositiveIntegerField()
    most_in_a_state = models.PositiveIntegerField()
    is_breach = models.BooleanField(null=True, blank=True)
    risk = EncryptedTextField(blank=True, default="")
    state_due_on = models.DateField(null=True, blank=True)
    people_told_on = models.DateField(null=True, blank=True)
    hhs_told_on = models.DateField(null=True, blank=True)
    media_told_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-discovered_on", "-pk")

    def __str__(self) -> str:
        return f"breach {self.pk}"

from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.disclosures.releases import ReleaseState, state_of
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models import Organization
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id

CLINICAL, DESK = FieldClass.CLINICAL, FieldClass.OPERATIONAL


class ReviewRelease(models.Model):
    """Records that are to leave for an audit or research: what, to whom and on what grounds.

    kind: a BasisKind. authority: the agency's right to review, or the review board's approval.
    valid_until: its last day. agreed_on: of the receiver's signed agreement. care_from,
    care_until: whose care falls into this time. most: records at most, drawn by chance.
    is_approved: None until the second person decided. records: how many left; kept_back: how many
    of those that fitted did not. proposed_by and the like: actors' keys.
    """

    class Kind(models.TextChoices):
        AUDIT = "audit"
        RESEARCH = "research"

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            "id",
            "organization",
            "kind",
            "recipient",
            "recipient_kind",
            "address",
            "authority",
            "agreed_on",
            "valid_until",
            "destroy_by",
            "information",
            "care_from",
            "care_until",
            "most",
            "proposed_at",
            "proposed_by",
            "proposed_by_name",
            "is_approved",
            "decided_at",
            "decided_by",
            "decided_by_name",
            "withdrawn_at",
            "withdrawn_by",
            "made_at",
            "made_by",
            "records",
            "kept_back",
        ),
        DESK,
    ) | {"why_named": CLINICAL, "decided_words": CLINICAL}

    RIGHTS: ClassVar[RecordRule] = about_nobody(
        "It says to whom records leave; whose they are stands in each one’s accounting."
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="releases")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    recipient = models.CharField(max_length=120)
    recipient_kind = models.CharField(max_length=20)
    address = models.CharField(max_length=200, blank=True, default="")
    authority = models.CharField(max_length=300)
    agreed_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    destroy_by = models.DateField(null=True, blank=True)
    why_named = EncryptedTextField()
    information = models.JSONField()
    care_from = models.DateField()
    care_until = models.DateField()
    most = models.PositiveIntegerField()
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=64)
    proposed_by_name = models.CharField(max_length=120)
    is_approved = models.BooleanField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=64, blank=True, default="")
    decided_by_name = models.CharField(max_length=120, blank=True, default="")
    decided_words = EncryptedTextField(blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=64, blank=True, default="")
    records = models.PositiveIntegerField(default=0)
    kept_back = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-proposed_at", "-pk")

    def __str__(self) -> str:
        return f"release {self.pk}"

    @property
    def state(self) -> ReleaseState:
        return state_of(
            is_approved=self.is_approved, withdrawn_at=self.withdrawn_at, made_at=self.made_at
        )

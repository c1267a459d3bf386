from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.care.referrals import ReferralKind, ReferralState, ReferralWay
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models import Organization
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class Referral(models.Model):
    """An inquiry of someone, or a referral by someone else; the front desk writes it down.

    sender: who referred them. words: what they asked for or wrote. close_reason: a slug.
    received_by, closed_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "organization", "client", "kind", "way", "status", "received_at", "received_by",
         "closed_at", "closed_by"),
        FieldClass.OPERATIONAL,
    ) | {
        "sender": FieldClass.IDENTIFYING,
        "words": FieldClass.CLINICAL,
        "close_reason": FieldClass.CLINICAL,
        "close_words": FieldClass.CLINICAL,
    }  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="referrals")
    client = models.ForeignKey(Client, models.CASCADE, related_name="referrals")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in ReferralKind])
    way = models.CharField(max_length=10, choices=[(one.value, one.value) for one in ReferralWay])
    sender = EncryptedTextField(blank=True, default="")
    words = EncryptedTextField(blank=True, default="")
    status = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in ReferralState],
        default=ReferralState.RECEIVED,
    )
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=64)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=64, blank=True, default="")
    close_reason = EncryptedTextField(blank=True, default="")
    close_words = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ("received_at", "pk")
        indexes = (models.Index(fields=["organization", "status"], name="referrals_by_status"),)

    def __str__(self) -> str:
        return f"referral {self.pk}"

from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client

ID, CLINICAL, DESK = FieldClass.IDENTIFYING, FieldClass.CLINICAL, FieldClass.OPERATIONAL


class Restriction(models.Model):
    """What the client asked us not to share, and what we answered.

    recipient: {"kind", "name", "key"}, {} for everyone. information, purposes: [] for all.
    is_self_paid: a service they paid for in full themselves, kept from their health plan.
    answer_seen_at: when the member said that they read the answer.
    asked_by, answered_by, ended_by: actors' keys.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    CLASSES: ClassVar[dict[str, FieldClass]] = {
        "id": DESK,
        "client": DESK,
        "recipient": ID,
        "information": DESK,
        "purposes": DESK,
        "is_self_paid": DESK,
        "words": CLINICAL,
        "state": DESK,
        "asked_at": DESK,
        "asked_by": DESK,
        "answered_at": DESK,
        "answered_by": DESK,
        "answer_words": CLINICAL,
        "answer_seen_at": DESK,
        "ended_at": DESK,
        "ended_by": DESK,
    }

    RIGHTS: ClassVar[RecordRule] = erased(Part.REQUESTS, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="restrictions")
    recipient = EncryptedJSONField(default=dict, blank=True)
    information = models.JSONField(default=list, blank=True)
    purposes = models.JSONField(default=list, blank=True)
    is_self_paid = models.BooleanField(default=False)
    words = EncryptedTextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=64, blank=True, default="")
    answer_words = EncryptedTextField(blank=True, default="")
    answer_seen_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"restriction {self.pk}"

from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models import Organization
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client

ID, CLINICAL, DESK = FieldClass.IDENTIFYING, FieldClass.CLINICAL, FieldClass.OPERATIONAL


class LegalRequest(models.Model):
    """A subpoena, court order or warrant that reached the program, until a lawyer settled it.

    client: None where it asks about someone whom the program does not know, or not yet found.
    about: whom it names, as written there. ordered: kinds of information the order names.
    settled_as: "" while it is open. received_by, settled_by: actors' keys.
    """

    class Kind(models.TextChoices):
        SUBPOENA = "subpoena"
        ORDER = "order"
        WARRANT = "warrant"
        OTHER = "other"

    class Outcome(models.TextChoices):
        REFUSED = "refused"
        ORDER = "order"
        CONSENT = "consent"
        WITHDRAWN = "withdrawn"

    CLASSES: ClassVar[dict[str, FieldClass]] = {
        "id": DESK,
        "organization": DESK,
        "client": DESK,
        "kind": DESK,
        "sender": ID,
        "about": ID,
        "reference": ID,
        "received_on": DESK,
        "answer_by": DESK,
        "received_at": DESK,
        "received_by": DESK,
        "section": DESK,
        "court": ID,
        "order_on": DESK,
        "subpoena_on": DESK,
        "counsel": DESK,
        "counsel_on": DESK,
        "ordered": DESK,
        "is_opening_confidential": DESK,
        "settled_as": DESK,
        "settled_at": DESK,
        "settled_by": DESK,
        "words": CLINICAL,
    }

    RIGHTS: ClassVar[RecordRule] = erased(
        Part.DISCLOSURES,
        client="client_id",
        not_copied=("words",),
        why_not="What the program’s lawyer advised.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="legal_requests")
    client = models.ForeignKey(
        Client, models.CASCADE, null=True, blank=True, related_name="legal_requests"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sender = EncryptedTextField()
    about = EncryptedTextField(blank=True, default="")
    reference = EncryptedTextField(blank=True, default="")
    received_on = models.DateField()
    answer_by = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=64)
    section = models.CharField(max_length=6, blank=True, default="")
    court = EncryptedTextField(blank=True, default="")
    order_on = models.DateField(null=True, blank=True)
    subpoena_on = models.DateField(null=True, blank=True)
    counsel = models.CharField(max_length=120, blank=True, default="")
    counsel_on = models.DateField(null=True, blank=True)
    ordered = models.JSONField(default=list, blank=True)
    is_opening_confidential = models.BooleanField(default=False)
    settled_as = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=64, blank=True, default="")
    words = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ("-received_at", "-pk")

    def __str__(self) -> str:
        return f"legal request {self.pk}"

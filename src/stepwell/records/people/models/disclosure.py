from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client

ID, CLINICAL, DESK = FieldClass.IDENTIFYING, FieldClass.CLINICAL, FieldClass.OPERATIONAL


class Disclosure(models.Model):
    """One thing that left, as it left. Written once by the gate and never changed.

    recipient, participant: {"kind", "name", "key"}; participant {} without one. information: kinds
    that left; withheld: [{"words", "information"}] of what was kept back. basis_key: of the
    consent, order or agreement. elements: what an exception wants written down. words: what was
    said or sent besides what the record holds. paper: all that went out, frozen; content_sha256:
    of it. statement, statement_version: of 42 CFR 2.32. is_part2: the record's origin, which goes
    with every copy (`peers.md` P7). disclosed_by: an actor's key; disclosed_by_name as in the
    audit trail.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = {
        "id": DESK,
        "client": DESK,
        "recipient": ID,
        "participant": ID,
        "address": ID,
        "purpose": DESK,
        "purpose_words": CLINICAL,
        "information": DESK,
        "withheld": DESK,
        "form": DESK,
        "basis": DESK,
        "basis_key": DESK,
        "elements": CLINICAL,
        "words": CLINICAL,
        "paper": CLINICAL,
        "statement": DESK,
        "statement_version": DESK,
        "document": DESK,
        "content_sha256": DESK,
        "is_part2": DESK,
        "disclosed_at": DESK,
        "disclosed_by": DESK,
        "disclosed_by_name": DESK,
    }

    RIGHTS: ClassVar[RecordRule] = erased(Part.DISCLOSURES, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="disclosures")
    recipient = EncryptedJSONField()
    participant = EncryptedJSONField(default=dict, blank=True)
    address = EncryptedTextField(blank=True, default="")
    purpose = models.CharField(max_length=30)
    purpose_words = EncryptedTextField(blank=True, default="")
    information = models.JSONField()
    withheld = models.JSONField(default=list, blank=True)
    form = models.CharField(max_length=10)
    basis = models.CharField(max_length=20)
    basis_key = models.CharField(max_length=64, blank=True, default="")
    elements = EncryptedJSONField(default=dict, blank=True)
    words = EncryptedTextField(blank=True, default="")
    paper = EncryptedJSONField(default=dict)
    statement = models.CharField(max_length=10, blank=True, default="")
    statement_version = models.CharField(max_length=60, blank=True, default="")
    document = models.CharField(max_length=40)
    content_sha256 = models.CharField(max_length=64)
    is_part2 = models.BooleanField(default=True)
    disclosed_at = models.DateTimeField()
    disclosed_by = models.CharField(max_length=64)
    disclosed_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("-disclosed_at", "-pk")
        indexes = (models.Index(fields=["client", "disclosed_at"], name="disclosures_of_a_client"),)

    def __str__(self) -> str:
        return f"disclosure {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(
                "What left cannot be changed afterwards; record a correction beside it."
            )
        super().save(*args, **kwargs)

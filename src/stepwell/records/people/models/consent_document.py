from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedBytesField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.consent import Consent

ID, DESK = FieldClass.IDENTIFYING, FieldClass.OPERATIONAL


class ConsentDocument(models.Model):
    """The signed form as PDF, frozen: made once, its SHA-256 kept here and in the audit trail."""

    CLASSES: ClassVar[dict[str, FieldClass]] = {
        "id": DESK,
        "consent": DESK,
        "pdf": ID,
        "sha256": DESK,
        "made_at": DESK,
    }

    RIGHTS: ClassVar[RecordRule] = erased(Part.CONSENTS, client="consent__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consent = models.OneToOneField(Consent, models.CASCADE, related_name="document")
    pdf = EncryptedBytesField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"document of consent {self.consent_id}"

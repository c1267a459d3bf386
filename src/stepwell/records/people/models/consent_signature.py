from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.consents.kinds import SignatureMethod, SignerRole
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.consent import Consent

ID, DESK = FieldClass.IDENTIFYING, FieldClass.OPERATIONAL


class ConsentSignature(models.Model):
    """strokes: of a drawn one, lists of points in a box of 600 by 200. witnessed_by: key of the
    staff member whose screen it was given on, "" where the person signed on their own.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = {
        "id": DESK,
        "consent": DESK,
        "role": DESK,
        "name": ID,
        "method": DESK,
        "strokes": ID,
        "signed_at": DESK,
        "witnessed_by": DESK,
    }

    RIGHTS: ClassVar[RecordRule] = erased(Part.CONSENTS, client="consent__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consent = models.ForeignKey(Consent, models.CASCADE, related_name="signatures")
    role = models.CharField(max_length=20, choices=[(one.value, one.name) for one in SignerRole])
    name = EncryptedTextField()
    method = models.CharField(
        max_length=10, choices=[(one.value, one.name) for one in SignatureMethod]
    )
    strokes = EncryptedJSONField(default=list, blank=True)
    signed_at = models.DateTimeField()
    witnessed_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("signed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["consent", "role"], name="one_signature_of_a_role_on_a_consent"
            ),
        )

    def __str__(self) -> str:
        return f"signature {self.pk}"

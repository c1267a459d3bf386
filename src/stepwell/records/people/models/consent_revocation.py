from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedJSONField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.consent import Consent

ID, DESK = FieldClass.IDENTIFYING, FieldClass.OPERATIONAL


class ConsentRevocation(models.Model):
    """A consent taken back, all of it or a part; never undone, only signed anew.

    recipients, information: as in `domain.consents.consent.Revocation`; both empty for all of it.
    revoked_by: an actor's key. is_by_client: they did it on their own page.
    """

    class Way(models.TextChoices):
        WRITTEN = "written"
        SPOKEN = "spoken"
        IN_APP = "in_app"

    CLASSES: ClassVar[dict[str, FieldClass]] = {
        "id": DESK,
        "consent": DESK,
        "revoked_at": DESK,
        "revoked_by": DESK,
        "is_by_client": DESK,
        "way": DESK,
        "recipients": ID,
        "information": ID,
    }

    RIGHTS: ClassVar[RecordRule] = erased(Part.CONSENTS, client="consent__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consent = models.ForeignKey(Consent, models.CASCADE, related_name="revocations")
    revoked_at = models.DateTimeField()
    revoked_by = models.CharField(max_length=64)
    is_by_client = models.BooleanField(default=False)
    way = models.CharField(max_length=10, choices=Way.choices)
    recipients = EncryptedJSONField(default=list, blank=True)
    information = EncryptedJSONField(default=list, blank=True)

    class Meta:
        ordering = ("revoked_at", "pk")

    def __str__(self) -> str:
        return f"revocation {self.pk}"

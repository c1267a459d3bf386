from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedJSONField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client

ID, CLINICAL, DESK = FieldClass.IDENTIFYING, FieldClass.CLINICAL, FieldClass.OPERATIONAL


class ConsentQuerySet(models.QuerySet["Consent"]):
    def signed(self) -> ConsentQuerySet:
        return self.exclude(signed_at=None)

    def with_events(self) -> ConsentQuerySet:
        """What the rules need beside the row, in two queries however many there are."""
        return self.select_related("client__organization").prefetch_related(
            "signatures", "revocations"
        )


class Consent(models.Model):
    """One form for one client. Its terms never change: another wish is another form.

    terms: as `domain.consents.terms.ConsentTerms`, sealed. needed_signers: roles, by comma.
    expires_on: copied from the terms, for lists. signed_at: when the last signature that it needs
    was given. ended_at: when staff recorded the event that ends it. discarded_at: a draft that was
    not signed. drawn_up_by, ended_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = {
        "id": DESK,
        "client": DESK,
        "kind": DESK,
        "template": DESK,
        "version": DESK,
        "language": DESK,
        "terms": ID,
        "needed_signers": DESK,
        "expires_on": DESK,
        "drawn_up_at": DESK,
        "drawn_up_by": DESK,
        "signed_at": DESK,
        "discarded_at": DESK,
        "ended_at": DESK,
        "ended_by": DESK,
        "false_since": DESK,
    }

    RIGHTS: ClassVar[RecordRule] = erased(Part.CONSENTS, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=20)
    template = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8)
    terms = EncryptedJSONField()
    needed_signers = models.CharField(max_length=40)
    expires_on = models.DateField(null=True, blank=True)
    drawn_up_at = models.DateTimeField()
    drawn_up_by = models.CharField(max_length=64)
    signed_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True, default="")
    false_since = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ("-drawn_up_at", "-pk")
        indexes = (models.Index(fields=["client", "signed_at"], name="consents_of_a_client"),)

    def __str__(self) -> str:
        return f"consent {self.pk}"

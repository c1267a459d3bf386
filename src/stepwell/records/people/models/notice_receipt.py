from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client

ID, DESK = FieldClass.IDENTIFYING, FieldClass.OPERATIONAL


class NoticeReceipt(models.Model):
    """That the patient notice of 42 CFR 2.22 was given, which version, and what came of it.

    text_sha256: of the notice's text in that language. name: as the person wrote it, "" where
    they did not sign. given_by: an actor's key.
    """

    class Outcome(models.TextChoices):
        """COULD_NOT_YET: the person could not take it in; it is owed as soon as they can."""

        SIGNED = "signed"
        TAKEN = "taken"
        COULD_NOT_YET = "could_not_yet"

    class Way(models.TextChoices):
        PAPER = "paper"
        SCREEN = "screen"
        IN_APP = "in_app"

    CLASSES: ClassVar[dict[str, FieldClass]] = {
        "id": DESK,
        "client": DESK,
        "version": DESK,
        "language": DESK,
        "text_sha256": DESK,
        "outcome": DESK,
        "way": DESK,
        "name": ID,
        "given_at": DESK,
        "given_by": DESK,
    }

    RIGHTS: ClassVar[RecordRule] = erased(Part.CONSENTS, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="notice_receipts")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8)
    text_sha256 = models.CharField(max_length=64)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    way = models.CharField(max_length=10, choices=Way.choices)
    name = EncryptedTextField(blank=True, default="")
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("given_at", "pk")

    def __str__(self) -> str:
        return f"notice receipt {self.pk}"

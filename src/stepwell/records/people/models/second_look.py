from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, emptied
from stepwell.domain.rights.second_looks import Outcome
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.rights_request import RightsRequest


class SecondLook(models.Model):
    """A denial that the client wants looked at again, and what came of it.

    words: the client's, or "". outcome: "" until someone decided. license_words: the license of
    whoever decided, as they wrote it. answer: what the client was told. asked_by, decided_by:
    actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            *("id", "request", "asked_at", "asked_by", "due_on"),
            *("outcome", "license_words", "decided_at", "decided_by"),
        ),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(("words", "answer"), FieldClass.CLINICAL)

    RIGHTS: ClassVar[RecordRule] = emptied(Part.RECORD, client="request__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.OneToOneField(RightsRequest, models.CASCADE, related_name="second_look")
    words = EncryptedTextField(blank=True, default="")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    due_on = models.DateField()
    outcome = models.CharField(
        max_length=10, blank=True, choices=[(one.value, one.value) for one in Outcome]
    )
    license_words = models.CharField(max_length=120, blank=True)
    answer = EncryptedTextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"second look {self.pk}"

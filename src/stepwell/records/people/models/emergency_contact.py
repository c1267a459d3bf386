from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client


class EmergencyContact(models.Model):
    """Whom to call when the client is in danger. Naming someone is no consent to tell them more."""

    CLASSES: ClassVar[dict[str, FieldClass]] = {
        "id": FieldClass.OPERATIONAL,
        "client": FieldClass.OPERATIONAL,
        "name": FieldClass.IDENTIFYING,
        "relationship": FieldClass.IDENTIFYING,
        "phone": FieldClass.IDENTIFYING,
    }

    RIGHTS: ClassVar[RecordRule] = erased(Part.REACH, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.OneToOneField(Client, models.CASCADE, related_name="emergency_contact")
    name = EncryptedTextField()
    relationship = EncryptedTextField(blank=True, default="")
    phone = EncryptedTextField(blank=True, default="")

    def __str__(self) -> str:
        return f"emergency contact of {self.client_id}"

from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedJSONField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client


class PrivacyFacts(models.Model):
    """What decides who signs for a client, and whether someone has sent them.

    facts: is_minor, came_alone, representative, sent_by, said_voluntary_at, offered_secular_at,
    sealed together: that a court sent someone, or that they are a minor, tells why and who.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = {
        "id": FieldClass.OPERATIONAL,
        "client": FieldClass.OPERATIONAL,
        "facts": FieldClass.CLINICAL,
    }

    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.OneToOneField(Client, models.CASCADE, related_name="privacy_facts")
    facts = EncryptedJSONField(default=dict)

    def __str__(self) -> str:
        return f"privacy facts of {self.client_id}"

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.db import models

from stepwell.domain.people import contact_rules as rules
from stepwell.domain.people.contact_rules import SafeTime, Way
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client


class ContactRules(models.Model):
    """How and when a client may be reached; without this row, not at all but in the app.

    safe_times: list of {"weekdays": [0…6], "starts": "09:00", "ends": "17:00"}.
    note: what to say, and to whom.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = {
        "id": FieldClass.OPERATIONAL,
        "client": FieldClass.OPERATIONAL,
        "may_call": FieldClass.OPERATIONAL,
        "may_leave_voicemail": FieldClass.OPERATIONAL,
        "may_text": FieldClass.OPERATIONAL,
        "may_email": FieldClass.OPERATIONAL,
        "may_mail": FieldClass.OPERATIONAL,
        "may_notify_in_app": FieldClass.OPERATIONAL,
        "safe_times": FieldClass.IDENTIFYING,
        "note": FieldClass.IDENTIFYING,
    }

    RIGHTS: ClassVar[RecordRule] = erased(Part.REACH, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.OneToOneField(Client, models.CASCADE, related_name="contact_rules")
    may_call = models.BooleanField(default=False)
    may_leave_voicemail = models.BooleanField(default=False)
    may_text = models.BooleanField(default=False)
    may_email = models.BooleanField(default=False)
    may_mail = models.BooleanField(default=False)
    may_notify_in_app = models.BooleanField(default=True)
    safe_times = EncryptedJSONField(default=list, blank=True)
    note = EncryptedTextField(blank=True, default="")

    def __str__(self) -> str:
        return f"contact rules of {self.client_id}"

    def as_rules(self) -> rules.ContactRules:
        flags = {
            Way.CALL: self.may_call,
            Way.VOICEMAIL: self.may_leave_voicemail,
            Way.TEXT: self.may_text,
            Way.EMAIL: self.may_email,
            Way.MAIL: self.may_mail,
            Way.IN_APP: self.may_notify_in_app,
        }
        times = (
            SafeTime(
                frozenset(one["weekdays"]),
                time.fromisoformat(one["starts"]),
                time.fromisoformat(one["ends"]),
            )
            for one in self.safe_times
        )
        return rules.ContactRules(
            ways=frozenset(way for way, may in flags.items() if may), times=tuple(times)
        )

"""A table of the tests' own, so that no real model's changes touch them."""

from __future__ import annotations

from django.db import models

from stepwell.records.encryption.blind_index import BlindIndexField
from stepwell.records.encryption.fields import (
    EncryptedDateField,
    EncryptedJSONField,
    EncryptedTextField,
)
from stepwell.records.identifiers import new_id


class Guest(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = EncryptedTextField(blank=True, max_length=40)
    name_index = BlindIndexField(source="name")
    phone = EncryptedTextField(blank=True)
    phone_index = BlindIndexField(source="phone", kind="phone")
    born_on = EncryptedDateField(null=True, blank=True)
    wishes = EncryptedJSONField(default=list, blank=True)

    class Meta:
        app_label = "encryption_tests"

    def __str__(self) -> str:
        return str(self.pk)

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, emptied
from stepwell.records.accounts.models import Organization, Site
from stepwell.records.encryption.blind_index import BlindIndexField
from stepwell.records.encryption.fields import (
    EncryptedJSONField,
    EncryptedTextField,
)
from stepwell.records.identifiers import new_id

ID, CLINICAL, DESK = FieldClass.IDENTIFYING, FieldClass.CLINICAL, FieldClass.OPERATIONAL


class Client(models.Model):
    """A person in care, in the program's eyes. A name or an alias is enough; the rest may wait.

    languages, substances, preferred_fellowships: lists of slugs. beliefs: in the client's own
    words. member: their account in the member app. merged_into: the record that stands for this.
    created_by: an actor's key. erased_at: nothing but this shell is left since; see `Erasure`.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = {
        "id": DESK,
        "organization": DESK,
        "site": DESK,
        "name": ID,
        "name_index": ID,
        "alias": ID,
        "alias_index": ID,
        "pronouns": ID,
        "phone": ID,
        "phone_index": ID,
        "email": ID,
        "email_index": ID,
        "postal_address": ID,
        "languages": ID,
        "time_zone": DESK,
        "substances": CLINICAL,
        "preferred_fellowships": CLINICAL,
        "beliefs": CLINICAL,
        "member": ID,
        "merged_into": DESK,
        "created_at": DESK,
        "created_by": DESK,
        "closed_at": DESK,
        "erased_at": DESK,
    }

    RIGHTS: ClassVar[RecordRule] = emptied(Part.RECORD, client="pk", also=("time_zone", "site"))

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="clients")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    name = EncryptedTextField(blank=True, default="")
    name_index = BlindIndexField(source="name")
    alias = EncryptedTextField(blank=True, default="")
    alias_index = BlindIndexField(source="alias")
    pronouns = EncryptedTextField(blank=True, default="")
    phone = EncryptedTextField(blank=True, default="")
    phone_index = BlindIndexField(source="phone", kind="phone")
    email = EncryptedTextField(blank=True, default="")
    email_index = BlindIndexField(source="email")
    postal_address = EncryptedTextField(blank=True, default="")
    languages = EncryptedJSONField(default=list, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)
    substances = EncryptedJSONField(default=list, blank=True)
    preferred_fellowships = EncryptedJSONField(default=list, blank=True)
    beliefs = EncryptedTextField(blank=True, default="")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="client_records",
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    closed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "member"],
                condition=models.Q(merged_into=None),
                name="one_client_of_a_member_per_organization",
            ),
        )

    def __str__(self) -> str:
        return f"client {reference_of(str(self.pk))}"

    @property
    def shown_name(self) -> str:
        """The alias where there is one: it is what the person wants to be called."""
        return self.alias or self.name

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models import Organization
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id


class SavedView(models.Model):
    """A choice of rows and order in someone's own caseload.

    name: theirs; nobody can keep a client's name out of it, so it is sealed. sift: what is chosen,
    as in the address of the page: slugs, and nothing about a person.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "user", "organization", "sift", "saved_at"), FieldClass.OPERATIONAL
    ) | {"name": FieldClass.IDENTIFYING}
    RIGHTS: ClassVar[RecordRule] = erased(
        Part.ACCOUNT,
        account="user_id",
        is_copied=False,
        why_not="How someone who works here sorts a list says nothing about a person in care.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="saved_views")
    name = EncryptedTextField()
    sift = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("saved_at", "pk")

    def __str__(self) -> str:
        return f"saved view {self.pk}"

from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models import Organization
from stepwell.records.identifiers import new_id


class PrivacyReview(models.Model):
    """That something was looked at again. kind: a slug of the shipped list of reviews.

    words: what was found, without names. done_by: an actor's key; done_by_name as it stood then.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "organization", "kind", "done_on", "done_by", "done_by_name", "words"),
        FieldClass.OPERATIONAL,
    )

    RIGHTS: ClassVar[RecordRule] = about_nobody("What staff looked at again, without names.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="privacy_reviews")
    kind = models.CharField(max_length=40)
    done_on = models.DateField()
    done_by = models.CharField(max_length=64)
    done_by_name = models.CharField(max_length=120)
    words = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        ordering = ("-done_on", "-pk")

    def __str__(self) -> str:
        return f"review {self.pk}"

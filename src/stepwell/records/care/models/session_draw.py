from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models import Organization
from stepwell.records.identifiers import new_id


class SessionDraw(models.Model):
    """A sample of one counselor’s sessions, drawn by a seed that nobody chose.

    since, until: days, both counted. rater: who rates them independently. frame: a digest of the
    id of every session that could have been drawn, so that anyone can draw again and leads back to
    no one. drawn_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "organization", "counselor", "rater", "since", "until", "seed", "size", "frame",
         "drawn_at", "drawn_by"),
        FieldClass.OPERATIONAL,
    )  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = about_nobody("Which of someone’s sessions are rated.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="session_draws")
    counselor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="session_draws"
    )
    rater = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="session_draws_to_rate"
    )
    since = models.DateField()
    until = models.DateField()
    seed = models.CharField(max_length=64)
    size = models.PositiveSmallIntegerField()
    frame = models.JSONField(default=list)
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("drawn_at", "pk")

    def __str__(self) -> str:
        return f"draw of sessions {self.pk}"

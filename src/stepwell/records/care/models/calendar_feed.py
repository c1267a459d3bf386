from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models import Organization
from stepwell.records.identifiers import new_id


class CalendarFeed(models.Model):
    """An address at which a calendar program reads when someone works: no client is in it.

    token_digest: of the unguessable part of the address, which is kept nowhere. One is open at a
    time.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "user", "organization", "token_digest", "made_at", "revoked_at"),
        FieldClass.OPERATIONAL,
    )
    RIGHTS: ClassVar[RecordRule] = erased(
        Part.ACCOUNT,
        account="user_id",
        is_copied=False,
        why_not="The address is a secret; a copy of it would weaken it.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds"
    )
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="calendar_feeds")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "organization"],
                condition=models.Q(revoked_at=None),
                name="one_open_calendar_feed_of_a_person_here",
            ),
        )

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"

from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models import Organization, User
from stepwell.records.encryption.fields import EncryptedJSONField
from stepwell.records.identifiers import new_id


class ReminderCalendar(models.Model):
    """What a member wants to be reminded of, and the address at which their calendar reads it.

    wishes: see `domain.recovery.reminders`. number: counted up with each change. token_digest: of
    the unguessable part of the address, which is kept nowhere; None while none works.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "user", "organization", "number", "changed_at", "token_digest", "made_at"),
        FieldClass.OPERATIONAL,
    ) | {"wishes": FieldClass.CLINICAL}
    RIGHTS: ClassVar[RecordRule] = erased(
        Part.ACCOUNT,
        account="user_id",
        not_copied=("token_digest",),
        why_not="The address is a secret; a copy of it would weaken it.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="reminder_calendars")
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="reminder_calendars"
    )
    wishes = EncryptedJSONField(default=dict, blank=True)
    number = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "organization"], name="one_reminder_calendar_of_a_member_here"
            ),
        )

    def __str__(self) -> str:
        return f"reminder calendar {self.pk}"

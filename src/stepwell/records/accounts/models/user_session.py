from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.access.session_limits import STAFF, VISITOR, SessionLimits, why_over
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, emptied
from stepwell.records.accounts.models.user import User
from stepwell.records.identifiers import new_id


class UserSession(models.Model):
    """A browser that is signed in, was, or is about to be. A row is found by its cookie's digest.

    data: what `session_store` encodes, "" once the session ended. label: the kind of browser.
    handed_over: `HandedOver` as text while someone signs on this screen, "" otherwise.
    end_cause: a slug of the audit event `signed_out`; or ERASED, where the person was erased and
    the browser is told at its next visit to forget what it holds.
    """

    ERASED: ClassVar = "erased"
    NOTHING_LEFT: ClassVar[Mapping[str, str]] = MappingProxyType({"data": "", "handed_over": ""})
    """What every end of a session takes away."""

    RIGHTS: ClassVar[RecordRule] = emptied(
        Part.ACCOUNT,
        account="user_id",
        also=("user", "data", "label", "method", "organization_id", "handed_over"),
        not_copied=("key_digest", "data", "handed_over"),
        why_not="They are what a browser shows to be let in.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    kind = models.CharField(max_length=12, default=VISITOR)
    data = models.TextField(blank=True)
    label = models.CharField(max_length=60, blank=True)
    method = models.CharField(max_length=20, blank=True)
    has_second_factor = models.BooleanField(default=False)
    organization_id = models.CharField(max_length=64, blank=True)
    handed_over = models.CharField(max_length=120, blank=True, default="")
    began_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_cause = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("-last_seen_at",)
        indexes = (
            models.Index(fields=["user", "ended_at"], name="sessions_of_a_person"),
            models.Index(fields=["last_seen_at"], name="sessions_by_last_use"),
        )

    def __str__(self) -> str:
        return f"{self.kind} session {self.pk}"

    @property
    def limits(self) -> SessionLimits:
        limits: Mapping[str, SessionLimits] = settings.SESSION_LIMITS
        return limits.get(self.kind, limits[STAFF])

    def why_over(self, at: datetime) -> str:
        """The slug of why it is over at this time, "" while it lasts."""
        if self.ended_at is not None:
            return self.end_cause
        return why_over(self.limits, began_at=self.began_at, last_seen_at=self.last_seen_at, at=at)

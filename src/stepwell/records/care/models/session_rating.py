from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.fidelity.raters import RaterRole
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.rated_session import NOT_COPIED, RatedSession
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id


class SessionRating(models.Model):
    """What one rater says of one session, in one role. Signed it stays; a correction is a version
    more, and the newest that is signed stands.

    scores: as domain/fidelity/ratings, or the prompts that were ticked where the role is self.
    words: to whoever held the session. number: counted up with every save.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "rated", "role", "rater", "version", "number", "begun_at", "saved_at", "signed_at"),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(("scores", "words"), FieldClass.CLINICAL)
    RIGHTS: ClassVar[RecordRule] = erased(
        Part.RECORD, client="rated__encounter__client_id", is_copied=False, why_not=NOT_COPIED
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rated = models.ForeignKey(RatedSession, models.CASCADE, related_name="ratings")
    role = models.CharField(max_length=12, choices=[(one.value, one.value) for one in RaterRole])
    rater = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="session_ratings"
    )
    version = models.PositiveSmallIntegerField(default=1)
    scores = EncryptedJSONField(default=dict, blank=True)
    words = EncryptedTextField(blank=True, default="")
    number = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("begun_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["rated", "role", "rater", "version"],
                name="one_version_of_a_rating",
            ),
        )

    def __str__(self) -> str:
        return f"rating {self.pk}"

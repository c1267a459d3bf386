"""Django's sessions in `UserSession`: with the limits of their kind, and kept as a list when ended.

`request.session` carries what concerns signing in under the names below, so a view needs no
further query; the columns beside the data mirror them for lists and for ending sessions.
A new cookie (`cycle_key`) keeps the row: when it began, and its place in the person's list.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import IntegrityError, transaction
from django.utils import timezone

from stepwell.domain.access.session_limits import STAFF, VISITOR
from stepwell.records.accounts.models import UserSession
from stepwell.records.accounts.session_keys import digest_of

KIND = "kind"
METHOD = "method"
SECOND_FACTOR = "has_second_factor"
LABEL = "label"
ORGANIZATION = "organization_id"
CONFIRMED_AT = "confirmed_at"
"""Seconds since 1970 of the last time the person proved who they are."""
CONFIRMED_BY = "confirmed_by"
"""The method, where they were asked again after signing in."""

KEPT_AFTER_END = timedelta(days=30)


class SessionStore(SessionBase):
    if TYPE_CHECKING:
        # Django's, which its stubs leave out.
        _session: dict[str, Any]

        def _get_new_session_key(self) -> str: ...
        def _get_session(self, no_load: bool = False) -> dict[str, Any]: ...

    ended_because = ""
    ended_kind = ""
    """Of the session the cookie was for, where that one is over."""
    _handed_over = ""

    def load(self) -> dict[str, Any]:
        row = UserSession.objects.filter(key_digest=digest_of(self.session_key or "")).first()
        now = timezone.now()
        if row is None or row.why_over(now):
            if row is not None:
                self.ended_because, self.ended_kind = row.why_over(now), row.kind
            self._session_key = None
            return {}
        self._handed_over = row.handed_over
        if now - row.last_seen_at > row.limits.seen_every:
            UserSession.objects.filter(pk=row.pk, ended_at=None).update(last_seen_at=now)
        return self.decode(row.data)

    @property
    def handed_over(self) -> str:
        """As the row had it when the request came. `save` never writes it."""
        self._get_session()
        return self._handed_over

    def exists(self, session_key: str) -> bool:
        return UserSession.objects.filter(key_digest=digest_of(session_key)).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        digest = digest_of(self.session_key)
        columns = self._columns(self._get_session(no_load=must_create))
        if must_create:
            now = timezone.now()
            try:
                with transaction.atomic():
                    UserSession.objects.create(
                        key_digest=digest, began_at=now, last_seen_at=now, **columns
                    )
            except IntegrityError:
                raise CreateError from None
        elif not UserSession.objects.filter(key_digest=digest, ended_at=None).update(**columns):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """A signed-in session stays in the list as ended; one that never was leaves no row."""
        key = self.session_key if session_key is None else session_key
        if key is None:
            return
        rows = UserSession.objects.filter(key_digest=digest_of(key), ended_at=None)
        rows.filter(user=None).delete()
        rows.update(ended_at=timezone.now(), end_cause="asked", **UserSession.NOTHING_LEFT)

    def cycle_key(self) -> None:
        """
        Raises:
            SessionInterrupted: it was ended meanwhile; a new cookie must not bring it back.
        """
        data = self._session
        old, new = self.session_key, self._get_new_session_key()
        if old is None:
            self.create()
            self._session_cache = data
            return
        open_one = UserSession.objects.filter(key_digest=digest_of(old), ended_at=None)
        if not open_one.update(key_digest=digest_of(new)):
            raise SessionInterrupted("This sign-in was ended meanwhile.")
        self._session_key = new
        self.modified = True

    @classmethod
    def clear_expired(cls) -> None:
        """Forget sessions that have been over for a month, and visitors' at once."""
        now = timezone.now()
        UserSession.objects.filter(last_seen_at__lt=now - KEPT_AFTER_END).delete()
        visitors = UserSession.objects.filter(user=None).exclude(end_cause=UserSession.ERASED)
        visitors.filter(last_seen_at__lt=now - timedelta(days=1)).delete()

    def _columns(self, data: dict[str, Any]) -> dict[str, Any]:
        user_id = data.get(SESSION_KEY)
        return {
            "data": self.encode(data),
            "user_id": user_id,
            "kind": data.get(KIND, STAFF) if user_id else VISITOR,
            "method": data.get(METHOD, ""),
            "has_second_factor": bool(data.get(SECOND_FACTOR)),
            "label": data.get(LABEL, ""),
            "organization_id": data.get(ORGANIZATION, ""),
        }

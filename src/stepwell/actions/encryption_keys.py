"""Adding and retiring keys: changes of the key files, which stand outside the database."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.installation import check_can_operate
from stepwell.queries.encryption_keys import (
    backups_that_need,
    key_file_of,
    purposes_at_hand,
    ring_of,
)
from stepwell.records.encryption.key_files import replace_keys
from stepwell.records.encryption.keyring import Key, KeysRefused
from stepwell.records.encryption.usage import values_written_with


def add_key(purpose: str, *, by: Actor, at: datetime) -> Key:
    """Put a new key in front of its purpose: what is written from now on is written with it.

    Running servers see the changed file at once.
    """
    check_can_operate(by)
    key = Key.make(purpose, made_on=at.date())
    with transaction.atomic():
        record_event("keys.added", by=by, at=at, details={"key": key.id, "purpose": purpose})
        replace_keys(key_file_of(purpose), ring_of(purpose).with_new(key))
    return key


def retire_key(key_id: str, *, by: Actor, at: datetime) -> Key:
    """Take a key out of its file for good.

    Raises:
        KeysRefused: it is unknown, the active one, or something it has written is still there.
    """
    check_can_operate(by)
    key = _found(key_id)
    ring, path = ring_of(key.purpose), key_file_of(key.purpose)
    if ring.newest(key.purpose) == key:
        raise KeysRefused(
            f"{key_id} is the active key for {key.purpose!r}. Add another first: stepwell keys add"
        )
    _refuse_used(key)
    with transaction.atomic():
        record_event("keys.retired", by=by, at=at, details={"key": key.id, "purpose": key.purpose})
        replace_keys(path, ring.without(key_id))
        try:
            # Someone may have sealed a value between the count and the change of the file.
            _refuse_used(key)
        except KeysRefused:
            replace_keys(path, ring)
            raise
    return key


def _found(key_id: str) -> Key:
    for purpose in purposes_at_hand():
        key = ring_of(purpose).get(key_id)
        if key:
            return key
    raise KeysRefused(f"There is no key {key_id!r}. Those there are: stepwell keys list")


def _refuse_used(key: Key) -> None:
    values = 0 if key.purpose == "backup" else values_written_with(key)
    if values:
        raise KeysRefused(
            f"{key.id} has written {values:,} stored values, which would be lost. "
            "Seal them anew first: stepwell keys rotate"
        )
    backups = backups_that_need(key)
    if backups:
        raise KeysRefused(
            f"{len(backups)} backups in {settings.BACKUP_DIR} need {key.id}, the newest being "
            f"{backups[-1].path.name}. Retire it when they are gone, or move them away together "
            "with a copy of the key file."
        )

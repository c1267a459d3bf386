"""Are the keys and backups of this installation in order? For `stepwell doctor`."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from stepwell.domain.backups.schedule import DRILL_LATE_AFTER, LATE_AFTER
from stepwell.queries.backups import (
    BackupFile,
    NoBackupKey,
    backup_files,
    backup_key_file,
    backup_state,
    can_make_backups,
)
from stepwell.queries.encryption_keys import purposes_at_hand, ring_of
from stepwell.queries.sealed_values import try_to_open_values
from stepwell.records.encryption.keyring import KeysRefused

Found = tuple[str, str, str]
"""name, state (ok, look or wrong), message: what a Finding is made of."""


def examine_safekeeping(at: datetime) -> Iterator[Found]:
    yield _field_keys()
    yield _backup_key()
    if can_make_backups():
        yield _backups(at)
        yield _drill(at)


def _field_keys() -> Found:
    name = "field keys"
    problem = _file_problem(Path(settings.ENCRYPTION_KEYS_FILE))
    if problem:
        return name, "wrong", problem
    try:
        tried = try_to_open_values()
        count = sum(len(ring_of(purpose).of(purpose)) for purpose in purposes_at_hand()[:2])
    except KeysRefused as error:
        return name, "wrong", str(error)
    if tried.problems:
        more = f" ({len(tried.problems):,} like it)" if len(tried.problems) > 1 else ""
        return name, "wrong", f"{tried.problems[0]}{more}"
    return name, "ok", f"{count} keys; {tried.opened:,} values were tried and opened"


def _backup_key() -> Found:
    name = "backup key"
    try:
        path = backup_key_file()
        problem = _file_problem(path)
        if problem:
            return name, "wrong", problem
        count = len(ring_of("backup").keys)
    except NoBackupKey as error:
        return name, "wrong", f"no backups are made. {error}"
    except KeysRefused as error:
        return name, "wrong", str(error)
    return name, "ok", f"{count} in {path}"


def _file_problem(path: Path) -> str:
    """Production's keys are private and stand apart from what they protect."""
    if settings.DEMO or not path.exists():
        return ""
    for folder, what in ((settings.DATA_DIR, "data"), (settings.BACKUP_DIR, "backups")):
        if path.resolve().is_relative_to(Path(folder).resolve()):
            return (
                f"{path} stands in the folder of the {what}, so whoever copies that has the key "
                "as well. Move it elsewhere, such as /etc/stepwell."
            )
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o037:
        return f"{path} is open to other users ({mode:o}); run: chmod 600 {path}"
    return ""


def _backups(at: datetime) -> Found:
    name = "backups"
    files = backup_files()
    last = backup_state().backup
    failed = f"; the last attempt failed: {last.message}" if last and not last.is_good else ""
    if not files:
        return name, "look", f"none yet{failed}; make one with: stepwell backup"
    told = f"{len(files)} in {settings.BACKUP_DIR}, the newest {_ago(at, files[-1].made_at)} old"
    if at - files[-1].made_at > LATE_AFTER:
        hint = failed or "; is the worker running? Make one with: stepwell backup"
        return name, "look" if settings.DEMO else "wrong", f"{told}{hint}"
    if failed:
        return name, "look", f"{told}{failed}"
    if not settings.DEMO and _same_disk(files[-1]):
        return (
            name,
            "look",
            f"{told}, on the disk of the data; name a folder elsewhere by STEPWELL_BACKUP_DIR",
        )
    return name, "ok", told


def _drill(at: datetime) -> Found:
    name = "restore drill"
    drill = backup_state().drill
    if drill is None:
        return name, "look", "no backup was ever tried; try the last with: stepwell backup drill"
    ago = f"{_ago(at, drill.tried_at)} ago"
    if not drill.is_good:
        return name, "wrong", f"failed {ago}: {drill.message}"
    if at - drill.tried_at > DRILL_LATE_AFTER:
        return name, "look", f"the last was {ago}; run: stepwell backup drill"
    return name, "ok", f"{ago}, {drill.message}"


def _same_disk(backup: BackupFile) -> bool:
    return backup.path.stat().st_dev == Path(settings.DATA_DIR).stat().st_dev


def _ago(at: datetime, then: datetime) -> str:
    hours = max(0, round((at - then).total_seconds() / 3600))
    return f"{hours} hours" if hours < 72 else f"{hours // 24} days"

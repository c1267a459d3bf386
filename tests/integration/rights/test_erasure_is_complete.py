"""Erase a client with everything that exists: nothing but what the page names is left.

Looked through: every table as it lies there and opened, the data folder, the meeting index, what
was logged, a later backup, and an earlier one that is brought back.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as configured
from django.db import connection

from cast import AT, Cast, build_cast
from factories.everything_said import tables_that_say
from factories.planted_rows import MARK, Planter
from integration.backups.conftest import Elsewhere, _installation, elsewhere
from stepwell.actions.audit_sealing import note_heads, seal_finished_days
from stepwell.actions.backups import make_backup
from stepwell.actions.clients import change_client, close_client
from stepwell.actions.erasures import carry_out_erasure
from stepwell.actions.notices import queue_notice
from stepwell.actions.rights_requests import take_request
from stepwell.actions.snapshots import publish_snapshot
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.domain.people.notices import NoticeKind
from stepwell.domain.rights.law import Right
from stepwell.records.people.models import Client, ContactRules, Erasure, RightsRequest
from stepwell.records.rights import models_about

__all__ = ["_installation", "elsewhere"]

pytestmark = pytest.mark.django_db(transaction=True)

ONE_YEAR = timedelta(days=365)
SIGN_IN_NAME = f"{MARK.lower()}-sign-in-name"
HERE = Path(__file__).parents[2]


@pytest.fixture
def whole() -> tuple[Cast, UUID]:
    """Ana with a row in every table about a person, with work put off for her, and closed."""
    cast = build_cast()
    client, account = cast.client("ana"), cast.users["ana"]
    account.username = SIGN_IN_NAME
    account.save()
    ben = cast.actor("ben")
    change_client(
        client.pk,
        {"email": f"{MARK}@example.org", "beliefs": f"{MARK} beliefs"},
        by=ben,
        at=AT,
    )
    ContactRules.objects.create(client=client, may_email=True)
    queue_notice(client.pk, NoticeKind.NEWS, by=ben, at=AT + timedelta(hours=4))
    planted = Planter(client, account=account, staff=cast.users["ben"], at=AT).plant()
    assert set(planted) >= {model._meta.label for model, _ in models_about("client")} - {
        "audit.AuditEvent",
        "people.Erasure",
    }
    RightsRequest.objects.filter(client=client).delete()
    close_client(client.pk, by=ben, at=AT)
    return cast, client.pk


def test_erasure_is_complete(
    whole: tuple[Cast, UUID],
    elsewhere: Elsewhere,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    cast, client_id = whole
    caplog.set_level(logging.DEBUG)
    ids = {str(client_id), str(cast.users["ana"].pk)}
    publish_snapshot()
    assert tables_that_say(MARK) >= {"people_client", "people_emergencycontact"}
    earlier = make_backup(by=COMMAND_LINE, at=AT).path
    at = AT + 8 * ONE_YEAR

    take_request(
        client_id,
        Right.ERASURE,
        words=f"{MARK}: take all of it away.",
        way=RightsRequest.Way.IN_WRITING,
        includes_account=True,
        by=cast.actor("ben", at=at),
        at=at,
    )
    carry_out_erasure(client_id, by=cast.actor("dana", at=at), at=at)

    later = make_backup(by=COMMAND_LINE, at=at + timedelta(days=1)).path
    seal_finished_days(at + timedelta(days=2))
    note_heads(at + timedelta(days=2))
    publish_snapshot(force=True)
    _nothing_here(ids)
    _nothing_in_files(tmp_path)
    assert MARK not in caplog.text
    assert not any(one in caplog.text for one in ids)
    ledger = (Path(configured.DATA_DIR) / "erasures.log").read_bytes()

    elsewhere.told("restore", later)
    _nothing_there(elsewhere, ids)
    elsewhere.empty()
    (Path(elsewhere.environment["STEPWELL_DATA_DIR"]) / "erasures.log").write_bytes(ledger)
    assert elsewhere.told("restore", earlier)["erased_again"] == 1
    _nothing_there(elsewhere, ids)


REMAINS = {"people_client", "people_erasure", "people_rightsrequest", "audit_auditevent"}
"""What the page about an erasure names: the shell, that it was erased and asked for, the trail."""


def _nothing_here(ids: set[str]) -> None:
    for text in (MARK, "Whitlock", SIGN_IN_NAME):
        assert tables_that_say(text) <= _kept_tables(), text
    for one in ids:
        assert tables_that_say(one) <= REMAINS | _kept_tables()
    erasure = Erasure.objects.get()
    assert erasure.rows["people.Client"] == 1
    assert Client.objects.get(pk=erasure.client_id).name == ""


def _kept_tables() -> set[str]:
    """Tables whose rule keeps rows, which the page names with the reason."""
    return {
        model._meta.db_table
        for model, rule in models_about("client")
        if rule.fate == "kept" and model._meta.db_table not in REMAINS
    }


def _nothing_in_files(folder: Path) -> None:
    """The folders of data, keys and backups; of SQLite also what lies in freed pages."""
    files = [one for one in folder.rglob("*") if one.is_file()]
    if connection.vendor == "sqlite":
        database = Path(str(connection.settings_dict["NAME"]))
        files += list(database.parent.glob(f"{database.name}*"))
    assert files
    for one in files:
        data = one.read_bytes().lower()
        for text in (MARK, "Whitlock", SIGN_IN_NAME):
            assert text.lower().encode() not in data, one.name


def _said_there(place: Elsewhere, *texts: str) -> set[str]:
    done = place._python(
        "-c",
        f"import sys; sys.path.insert(0, {str(HERE)!r})\n"
        "import django; django.setup()\n"
        "from factories.everything_said import tables_that_say\n"
        f"print(*set().union(*(tables_that_say(one) for one in {texts!r})), sep='\\n')",
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def _nothing_there(place: Elsewhere, ids: set[str]) -> None:
    assert _said_there(place, MARK, "Whitlock", SIGN_IN_NAME) <= _kept_tables()
    found = _said_there(place, *ids)
    assert {"people_client", "people_erasure"} <= found <= REMAINS | _kept_tables()

"""Entries of the app are the member's own: in their copy, and gone with their account alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import Cast
from factories.entries import made, sent
from factories.everything_said import tables_that_say
from stepwell.actions.members import leave_program
from stepwell.actions.own_entries import exchange_entries
from stepwell.actions.own_rights import end_account
from stepwell.actions.record_copying import make_copy
from stepwell.domain.access.denied import NotFound
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import EntryVersion

pytestmark = pytest.mark.django_db

WORDS = {"on": "2026-11-26", "text": "marmalade"}
TABLE = "recovery.entryversion"


def test_own_copy_has_the_entries_and_a_copy_for_others_has_not(cast: Cast) -> None:
    exchange_entries(sent(made(body=WORDS)), after=0, by=cast.actor("ana"), at=cast.at)

    own = make_copy(cast.client("ana"), is_own=True, at=cast.at)
    others = make_copy(cast.client("ana"), is_own=False, at=cast.at)

    (table,) = (one for one in own.tables if one.name == TABLE)
    values = {entry.name: entry.value for entry in table.rows[0]}
    assert values["body"] == WORDS
    assert values["kind"] == "journal"
    assert TABLE not in {one.name for one in others.tables}


def test_entries_go_with_the_account(cast: Cast) -> None:
    pat, ana = cast.actor("pat"), cast.actor("ana")
    exchange_entries(sent(made(body=WORDS), made()), after=0, by=pat, at=cast.at)
    exchange_entries(sent(made()), after=0, by=ana, at=cast.at)

    end_account(by=pat, at=cast.at + timedelta(hours=1))

    assert tables_that_say("marmalade") == set()
    assert {str(one.user_id) for one in EntryVersion.objects.all()} == {ana.key}


def test_entries_outlast_the_program(cast: Cast) -> None:
    ana = cast.actor("ana")
    exchange_entries(sent(made(body=WORDS)), after=0, by=ana, at=cast.at)

    leave_program(by=ana, at=cast.at)
    client = Client.objects.get(pk=cast.client("ana").pk)
    copy = make_copy(client, is_own=True, at=cast.at)

    assert EntryVersion.objects.count() == 1
    assert TABLE not in {one.name for one in copy.tables}


def test_phone_that_sends_after_the_account_went_leaves_nothing(cast: Cast) -> None:
    """Its request was on the way, signed in, when the account was ended elsewhere."""
    pat = cast.actor("pat")
    end_account(by=pat, at=cast.at)

    with pytest.raises(NotFound):
        exchange_entries(sent(made()), after=0, by=pat, at=cast.at)

    assert not EntryVersion.objects.exists()

"""Erasing a client: asked for or due, by the right person, all of it or what may go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError

from cast import Cast
from factories.everything_said import tables_that_say
from factories.planted_rows import MARK, Planter
from stepwell.actions import erasures
from stepwell.actions.audit_holds import lift_hold, set_hold
from stepwell.actions.clients import close_client
from stepwell.actions.erasure_ledger import ledger_paths, read_whole_ledger
from stepwell.actions.erasure_repeating import repeat_erasures
from stepwell.actions.erasure_review import review_erasure
from stepwell.actions.erasures import carry_out_erasure
from stepwell.actions.retention import erase_what_is_due, list_due, set_rule
from stepwell.actions.rights_requests import take_request
from stepwell.domain.access.actor import COMMAND_LINE, SCHEDULE
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.rights.erasure import ErasureRefused
from stepwell.domain.rights.law import Right
from stepwell.domain.rights.parts import Part
from stepwell.queries.clients import clients_of_organization
from stepwell.records.accounts.models import User, UserSession
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Client, ContactRules, Erasure, RightsRequest

YEARS_LATER = timedelta(days=365 * 8)


@pytest.fixture
def planted(cast: Cast) -> UUID:
    """Ana, closed, with a row in every table there is for her, and her request."""
    client = cast.client("ana")
    planter = Planter(client, account=cast.users["ana"], staff=cast.users["ben"], at=cast.at)
    assert "people.GlassAlert" in planter.plant()
    RightsRequest.objects.all().delete()
    close_client(client.pk, by=cast.actor("ben"), at=cast.at)
    return client.pk


def ask(cast: Cast, client_id: UUID, *, by: str = "ben", includes_account: bool = True) -> UUID:
    return take_request(
        client_id,
        Right.ERASURE,
        words="",
        way=RightsRequest.Way.IN_PERSON,
        includes_account=includes_account,
        by=cast.actor(by),
        at=cast.at,
    )


def test_erasing_after_its_time_leaves_nothing_that_tells_who(cast: Cast, planted: UUID) -> None:
    at, account = cast.at + YEARS_LATER, cast.users["ana"].pk
    ask(cast, planted)
    assert "people_client" in tables_that_say("Ana Whitlock")
    assert {"people_glassbreak", "accounts_usersession"} <= tables_that_say(MARK)

    carry_out_erasure(planted, by=cast.actor("dana", at=at), at=at)

    assert tables_that_say(MARK) == set()
    assert tables_that_say("Ana Whitlock") == set()
    assert not User.objects.filter(pk=account).exists()
    assert tables_that_say(str(planted)) == {
        "people_client",
        "people_rightsrequest",
        "people_erasure",
        "audit_auditevent",
    }
    assert tables_that_say(str(account)) <= {"people_erasure", "audit_auditevent"}
    shell = Client.objects.get(pk=planted)
    assert (shell.name, shell.member, shell.substances, shell.name_index) == ("", None, [], None)
    assert not clients_of_organization(cast.actor("fay")).filter(pk=planted).exists()


def test_erasing_before_its_time_takes_only_what_nothing_keeps(cast: Cast, planted: UUID) -> None:
    ask(cast, planted)

    erasure = Erasure.objects.get(pk=carry_out_erasure(planted, by=cast.actor("dana"), at=cast.at))

    assert set(erasure.parts) == {Part.REACH, Part.ACCOUNT}
    assert not ContactRules.objects.exists()
    assert Client.objects.get(pk=planted).name == "Ana Whitlock"
    kept = {one["part"]: one["until"] for one in erasure.remains}
    assert kept["record"] == "2033-11-25"
    assert kept["trail"] == ""
    assert AuditEvent.objects.filter(event_type="erasure.carried_out").count() == 1


def test_erasing_is_refused_while_a_hold_is_in_force(cast: Cast, planted: UUID) -> None:
    at = cast.at + YEARS_LATER
    ask(cast, planted)
    hold = set_hold("harbor", "Docket 12", by=COMMAND_LINE, at=at)

    with pytest.raises(ErasureRefused, match="legal hold"):
        carry_out_erasure(planted, by=cast.actor("dana", at=at), at=at)
    assert "legal hold" in review_erasure(planted, by=cast.actor("dana", at=at), at=at).refusal
    lift_hold(hold, by=COMMAND_LINE, at=at)

    assert carry_out_erasure(planted, by=cast.actor("dana", at=at), at=at)


def test_erasing_an_open_record_is_refused(cast: Cast) -> None:
    ask(cast, cast.client("ana").pk, includes_account=False)

    with pytest.raises(ErasureRefused, match="Close it first"):
        carry_out_erasure(cast.client("ana").pk, by=cast.actor("dana"), at=cast.at)


def test_erasing_needs_a_supervisor_who_did_not_ask(cast: Cast, planted: UUID) -> None:
    ask(cast, planted, by="dana")
    for name in ("ben", "fay"):
        with pytest.raises(AccessDenied):
            carry_out_erasure(planted, by=cast.actor(name), at=cast.at)
    with pytest.raises(AccessDenied, match="someone else"):
        carry_out_erasure(planted, by=cast.actor("dana"), at=cast.at)
    with pytest.raises(NotFound):
        carry_out_erasure(cast.client("una").pk, by=cast.actor("dana"), at=cast.at)


def test_erasing_takes_duplicates_along(cast: Cast, planted: UUID) -> None:
    at = cast.at + YEARS_LATER
    twin = Client.objects.create(
        organization=cast.organizations["harbor"],
        name=f"{MARK} twin",
        created_at=cast.at,
        merged_into_id=planted,
    )
    ask(cast, planted)

    carry_out_erasure(planted, by=cast.actor("dana", at=at), at=at)

    twin.refresh_from_db()
    assert (twin.name, twin.erased_at) == ("", at)


def test_erasing_that_the_database_does_not_keep_is_taken_back(
    cast: Cast, planted: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(cast, planted)

    def fails(*_: object) -> None:
        raise IntegrityError("at the end")

    original = erasures.LedgerKeeping.__call__

    def keep_then_fail(self: Any, entry: Any) -> None:
        original(self, entry)
        fails()

    monkeypatch.setattr(erasures.LedgerKeeping, "__call__", keep_then_fail)
    with pytest.raises(IntegrityError):
        carry_out_erasure(planted, by=cast.actor("dana"), at=cast.at)

    assert ContactRules.objects.exists()
    assert read_whole_ledger().entries == {}
    assert len(ledger_paths()[0].read_text().splitlines()) == 2


def test_ledger_names_nobody_and_repeats_what_the_database_forgot(
    cast: Cast, planted: UUID
) -> None:
    at = cast.at + YEARS_LATER
    ask(cast, planted)
    pk = carry_out_erasure(planted, by=cast.actor("dana", at=at), at=at)
    assert repeat_erasures(by=SCHEDULE, at=at).repeated == 0
    # As an older backup would have it.
    Erasure.objects.all().delete()
    Client.objects.filter(pk=planted).update(erased_at=None)
    client = Client.objects.get(pk=planted)
    client.name = "Back Again"
    client.save()

    report = repeat_erasures(by=SCHEDULE, at=at)

    assert (report.repeated, report.unreadable) == (1, 0)
    client.refresh_from_db()
    assert (client.name, client.erased_at) == ("", at)
    assert Erasure.objects.get().pk == pk
    own, beside = (path.read_text() for path in ledger_paths())
    assert own == beside
    assert MARK not in own
    assert "Ana" not in own


def test_ledger_line_that_was_changed_is_told_and_not_obeyed(cast: Cast, planted: UUID) -> None:
    ask(cast, planted)
    carry_out_erasure(planted, by=cast.actor("dana"), at=cast.at)
    for path in ledger_paths():
        path.write_text(path.read_text().replace('"reach"', '"record"'))
    Erasure.objects.all().delete()

    report = repeat_erasures(by=SCHEDULE, at=cast.at)

    assert (report.repeated, report.unreadable) == (0, 1)


def test_sign_ins_of_the_erased_are_over_and_told_to_forget(cast: Cast, planted: UUID) -> None:
    ask(cast, planted)

    carry_out_erasure(planted, by=cast.actor("dana"), at=cast.at)

    session = UserSession.objects.exclude(end_cause="").get()
    assert (session.user, session.end_cause, session.data) == (None, UserSession.ERASED, "")
    assert session.ended_at is not None


def test_account_that_stays_loses_the_program_and_nothing_else(cast: Cast, planted: UUID) -> None:
    at = cast.at + YEARS_LATER
    ask(cast, planted, includes_account=False)

    carry_out_erasure(planted, by=cast.actor("dana", at=at), at=at)

    held = cast.users["ana"].role_assignments.held_at(at)
    assert [one.organization.is_own for one in held] == [True]


def test_due_records_are_listed_and_wait_for_a_person(cast: Cast, planted: UUID) -> None:
    at = cast.at + YEARS_LATER
    dana, abe = cast.actor("dana", at=at), cast.actor("abe", at=at)
    assert list_due(by=cast.actor("dana"), at=cast.at).rows == ()

    (row,) = list_due(by=dana, at=at).rows

    assert (row.name, row.has_hold) == ("Ana", False)
    assert Part.RECORD in row.parts
    assert Part.ACCOUNT not in row.parts
    assert erase_what_is_due(by=SCHEDULE, at=at) == 0
    set_rule("carry_out", 1, by=abe, at=at)
    assert erase_what_is_due(by=SCHEDULE, at=at) == 1
    assert Erasure.objects.get().cause == Erasure.Cause.DUE
    assert list_due(by=dana, at=at).rows == ()

"""Asking, answering and handing out copies."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from cast import Cast
from factories.planted_rows import MARK, Planter
from stepwell.actions.own_rights import ask_about_own, end_account, state_about_own
from stepwell.actions.record_copies import CopyRefused, hand_out_copy, take_own_copy
from stepwell.actions.rights_reading import list_requests, open_own_rights
from stepwell.actions.rights_requests import deny_request, extend_request, take_request
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.rights.erasure import ErasureRefused
from stepwell.domain.rights.law import Right
from stepwell.domain.rights.requests import RequestRefused, State
from stepwell.exchange.record_copy import RecordCopy, from_json, schema
from stepwell.records.accounts.models import User
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Disclosure, Erasure, RightsRequest

HOW = "They came in, and we know them."
WORDS = "The note says beer; it was tea."


def change(cast: Cast) -> UUID:
    return ask_about_own(Right.AMENDMENT, words=WORDS, by=cast.actor("ana"), at=cast.at)


def said(copy: RecordCopy) -> dict[str, list[dict[str, object]]]:
    return {
        table.name: [{entry.name: entry.value for entry in row} for row in table.rows]
        for table in copy.tables
    }


def test_change_that_is_denied_is_answered_with_a_ground_and_a_statement(cast: Cast) -> None:
    asked, dana = change(cast), cast.actor("dana")
    extend_request(asked, words="The counselor is away until May.", by=dana, at=cast.at)
    deny_request(asked, ground="accurate", words="The note is right as it is.", by=dana, at=cast.at)
    state_about_own(asked, words=WORDS + " Again.", by=cast.actor("ana"), at=cast.at)

    (row,) = open_own_rights(by=cast.actor("ana"), at=cast.at).rows

    assert (row.state, row.ground, row.is_extended) == (State.DENIED, "accurate", True)
    assert row.statement.endswith("Again.")
    assert (row.due_on - cast.at.date()).days == 90
    copy = from_json(take_own_copy("json", by=cast.actor("ana"), at=cast.at).content)
    (told,) = said(copy)["people.rightsrequest"]
    assert (told["words"], told["statement"]) == (WORDS, row.statement)
    assert told["decided_by"] == dana.name
    types = AuditEvent.objects.filter(event_type__startswith="rights.").values_list("event_type")
    assert {one for (one,) in types} == {
        "rights.asked",
        "rights.extended",
        "rights.answered",
        "rights.stated",
    }
    assert not AuditEvent.objects.filter(details__contains="tea").exists()


def test_requests_wait_for_those_in_care_the_most_urgent_first(cast: Cast) -> None:
    change(cast)
    take_request(
        cast.client("noel").pk,
        Right.COPY,
        words="",
        way="phone",
        by=cast.actor("fay"),
        at=cast.at + timedelta(days=1),
    )

    rows = list_requests(by=cast.actor("dana"), at=cast.at + timedelta(days=40)).rows

    assert [(row.right, row.is_late) for row in rows] == [
        (Right.COPY, True),
        (Right.AMENDMENT, False),
    ]
    assert [row.right for row in list_requests(by=cast.actor("ben"), at=cast.at).rows] == [
        Right.AMENDMENT
    ]
    with pytest.raises(AccessDenied):
        list_requests(by=cast.actor("fay"), at=cast.at)


def test_another_members_request_is_not_there(cast: Cast) -> None:
    with pytest.raises(NotFound):
        ask_about_own(Right.COPY, words="", by=cast.actor("pat"), at=cast.at)
    with pytest.raises(NotFound):
        state_about_own(change(cast), words=WORDS, by=cast.actor("pat"), at=cast.at)
    ask_about_own(Right.ERASURE, words="", by=cast.actor("ana"), at=cast.at)
    with pytest.raises(RequestRefused, match="already"):
        ask_about_own(Right.ERASURE, words="", by=cast.actor("ana"), at=cast.at)


def test_copy_holds_everything_about_the_person_and_no_secret(cast: Cast) -> None:
    ana = cast.users["ana"]
    Planter(cast.client("ana"), account=ana, staff=cast.users["ben"], at=cast.at).plant()

    own = from_json(take_own_copy("json", by=cast.actor("ana"), at=cast.at).content)
    theirs = hand_out_copy(
        cast.client("ana").pk, "json", how_identified=HOW, by=cast.actor("ben"), at=cast.at
    )

    assert own.is_part_2
    tables = said(own)
    assert tables["people.client"][0]["name"] == "Ana Whitlock"
    assert f"{MARK} EmergencyContact name" in str(tables["people.emergencycontact"])
    assert "id" not in tables["people.client"][0]
    assert "name_index" not in tables["people.client"][0]
    assert "accounts.user" in tables
    assert "FactorSecret" not in str(tables)
    assert ana.password not in str(tables)
    assert any(one.what == "Glass breaks: verdict, review words" for one in own.left_out)
    staff_tables = said(from_json(theirs.content))
    assert "accounts.user" not in staff_tables
    assert {"people.client", "people.emergencycontact"} <= set(staff_tables)


def test_copy_is_written_down_closes_the_request_and_leaves_no_file(
    cast: Cast, tmp_path: Path
) -> None:
    ask_about_own(Right.COPY, words="", by=cast.actor("ana"), at=cast.at)

    file = hand_out_copy(
        cast.client("ana").pk, "json", how_identified=HOW, by=cast.actor("ben"), at=cast.at
    )

    assert file.name == "record-2026-11-25.json"
    assert RightsRequest.objects.get().state == State.DONE
    event = AuditEvent.objects.get(event_type="record.exported")
    assert event.reason == "records_request"
    (counted,) = Disclosure.objects.all()
    assert (counted.document, counted.form) == ("record_copy", "export")
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
    for name in ("fay", "gil", "vic"):
        with pytest.raises(AccessDenied):
            hand_out_copy(
                cast.client("ana").pk, "json", how_identified=HOW, by=cast.actor(name), at=cast.at
            )
    with pytest.raises(CopyRefused, match="no such form"):
        hand_out_copy(
            cast.client("ana").pk, "docx", how_identified=HOW, by=cast.actor("ben"), at=cast.at
        )


def test_copy_on_paper_is_a_tagged_pdf(cast: Cast) -> None:
    file = take_own_copy("pdf", by=cast.actor("ana"), at=cast.at)

    assert file.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in file.content
    assert file.content_type == "application/pdf"


def test_copy_is_refused_where_nobody_says_who_gets_it(cast: Cast) -> None:
    with pytest.raises(CopyRefused, match="how you know"):
        hand_out_copy(
            cast.client("ana").pk, "pdf", how_identified=" ", by=cast.actor("ben"), at=cast.at
        )
    assert not Disclosure.objects.exists()


def test_schema_of_the_copy_is_the_one_documented() -> None:
    written = Path(__file__).parents[3] / "docs" / "record-copy.schema.json"

    assert written.read_bytes() == schema(), "run scripts/write_copy_schema.py"


def test_account_that_no_program_knows_is_ended_by_its_owner(cast: Cast) -> None:
    pat = cast.actor("pat")

    end_account(by=pat, at=cast.at)

    assert not User.objects.filter(pk=pat.key).exists()
    assert Erasure.objects.get().account_id == pat.key
    with pytest.raises(ErasureRefused, match="keeps a record"):
        end_account(by=cast.actor("ana"), at=cast.at)

"""Moving a client to another site of the program."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from django.utils import timezone

from cast import Cast
from integration.staff.conftest import Enter
from stepwell.actions.client_reading import count_clients
from stepwell.actions.clients import close_client
from stepwell.actions.organizations import NewSite, add_site, close_site
from stepwell.records.accounts.models import Site
from stepwell.records.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def site(cast: Cast, name: str) -> UUID:
    return add_site(NewSite(name), by=cast.actor("abe"), at=cast.at)


def move(enter: Enter, cast: Cast, name: str, where: object, key: str = "ana") -> tuple[int, str]:
    address = f"/staff/clients/{cast.client(key).pk}/site/"
    answer = enter(name).post(address, {"site": str(where)})
    return answer.status_code, answer.content.decode()


def details() -> list[dict[str, str]]:
    events = AuditEvent.objects.filter(event_type="record.moved").order_by("sequence")
    return [json.loads(one.details) for one in events]


def test_client_is_moved_and_it_is_written_down_from_where_to_where(
    enter: Enter, cast: Cast
) -> None:
    pier, hill = site(cast, "Pier"), site(cast, "Hill")
    ana = cast.client("ana")

    for name, where in (("ben", pier), ("fay", hill), ("dana", "none")):
        assert move(enter, cast, name, where)[0] == 302
        ana.refresh_from_db()
        assert ana.site_id == (None if where == "none" else where)
        if where == pier:
            assert "<dd>Pier</dd>" in enter("ben").get(f"/staff/clients/{ana.pk}/").content.decode()

    assert details() == [
        {"to_site": str(pier)},
        {"from_site": str(pier), "to_site": str(hill)},
        {"from_site": str(hill)},
    ]


def test_counts_follow_the_client(enter: Enter, cast: Cast) -> None:
    pier = site(cast, "Pier")
    assert set(count_clients(by=cast.actor("gil"), at=timezone.now()).by_site) == {"No site"}

    move(enter, cast, "ben", pier)

    assert "Pier" in count_clients(by=cast.actor("gil"), at=timezone.now()).by_site


def test_closed_foreign_and_present_sites_are_refused(enter: Enter, cast: Cast) -> None:
    pier, shut = site(cast, "Pier"), site(cast, "Shut")
    theirs = Site.objects.create(organization=cast.organizations["northgate"], name="Far")
    close_site(shut, by=cast.actor("abe"), at=cast.at)
    move(enter, cast, "ben", pier)

    for where in (pier, shut, theirs.pk, "", "else"):
        status, page = move(enter, cast, "ben", where)
        assert status == 422, where
        assert "Shut" not in page
        assert "Far" not in page

    assert len(details()) == 1
    close_client(cast.client("ana").pk, by=cast.actor("ben"), at=timezone.now())
    status, page = move(enter, cast, "ben", "none")
    assert status == 422
    assert "Open it again first." in page


def test_program_without_sites_says_who_adds_them(enter: Enter, cast: Cast) -> None:
    page = enter("ben").get(f"/staff/clients/{cast.client('ana').pk}/site/").content.decode()

    assert "There is no other site" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(("name", "key"), [("ben", "noel"), ("gil", "ana"), ("cleo", "ana")])
def test_client_out_of_reach_is_not_moved(enter: Enter, cast: Cast, name: str, key: str) -> None:
    assert move(enter, cast, name, site(cast, "Pier"), key)[0] in {403, 404}
    assert details() == []

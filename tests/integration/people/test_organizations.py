from __future__ import annotations

import pytest

from cast import Cast
from stepwell.actions.organizations import (
    NewOrganization,
    NewSite,
    OrganizationRefused,
    add_site,
    change_organization,
    close_site,
    create_organization,
)
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.queries.organizations import organizations_run_by, sites_of, teams_of
from stepwell.queries.staff_members import people_of, staff_of, volunteers_of
from stepwell.records.accounts.models import Organization, Site
from stepwell.records.audit.models import AuditEvent


def test_create_organization_is_neutral_by_default(cast: Cast) -> None:
    key = create_organization(
        NewOrganization("lakeside", "Lakeside Recovery Center"), by=COMMAND_LINE, at=cast.at
    )

    one = Organization.objects.get(pk=key)
    assert (one.sender_name, one.app_name) == ("Lakeside", "Lakeside")
    assert not one.is_own


@pytest.mark.parametrize(
    "new",
    [
        NewOrganization("harbor", "Again"),
        NewOrganization("No Slug", "Lakeside"),
        NewOrganization("lakeside", " "),
        NewOrganization("lakeside", "Lakeside", time_zone="Mars/Olympus"),
        NewOrganization("lakeside", "Lakeside", sender_name="Sober Living"),
        NewOrganization("lakeside", "Recovery Center"),
        NewOrganization("lakeside", "Lakeside", app_name="AA Helper"),
    ],
)
def test_create_organization_unfit_is_refused(cast: Cast, new: NewOrganization) -> None:
    with pytest.raises(OrganizationRefused):
        create_organization(new, by=COMMAND_LINE, at=cast.at)


def test_create_organization_by_a_programs_own_people_is_refused(cast: Cast) -> None:
    for name in ("abe", "gil", "dana", "pat"):
        with pytest.raises(AccessDenied):
            create_organization(NewOrganization("lake", "Lake"), by=cast.actor(name), at=cast.at)


def test_own_organization_is_one_and_stays_so(cast: Cast) -> None:
    assert Organization.objects.filter(is_own=True).count() == 1


def test_change_organization_changes_only_the_own(cast: Cast) -> None:
    change_organization({"app_name": "Pier"}, by=cast.actor("abe"), at=cast.at)

    names = dict(Organization.objects.values_list("slug", "app_name"))
    assert (names["harbor"], names["northgate"]) == ("Pier", "Northgate")
    with pytest.raises(OrganizationRefused, match="is_own"):
        change_organization({"is_own": "yes"}, by=cast.actor("abe"), at=cast.at)
    with pytest.raises(OrganizationRefused, match="strangers"):
        change_organization({"sender_name": "Rehab"}, by=cast.actor("abe"), at=cast.at)
    for name in ("ben", "dana", "gil", "cleo", "ana"):
        with pytest.raises(AccessDenied):
            change_organization({"app_name": "X"}, by=cast.actor(name), at=cast.at)


def test_sites_are_the_organizations_own(cast: Cast) -> None:
    abe = cast.actor("abe")
    key = add_site(NewSite("Main Street", phone_after_hours="988"), by=abe, at=cast.at)

    assert sites_of(abe).get().time_zone == "America/New_York"
    assert not sites_of(cast.actor("cleo")).exists()
    with pytest.raises(OrganizationRefused, match="already"):
        add_site(NewSite("Main Street"), by=abe, at=cast.at)
    foreign = Site.objects.create(
        organization=cast.organizations["northgate"], name="North", time_zone="UTC"
    )
    with pytest.raises(NotFound):
        close_site(foreign.pk, by=abe, at=cast.at)
    close_site(key, by=abe, at=cast.at)
    assert Site.objects.get(pk=key).closed_at == cast.at


def test_staff_and_volunteers_are_listed_to_whoever_may(cast: Cast) -> None:
    staff = {person.name for person in staff_of(cast.actor("abe"), cast.at)}
    volunteers = [person.name for person in volunteers_of(cast.actor("cora"), cast.at)]

    assert {"Ben Okafor", "Dana Reyes", "Ida Moreau"} <= staff
    assert not staff & {"Ana", "Vic", "Sol", "Cleo Varga"}
    assert volunteers == ["Vic"]
    for name in ("ben", "fay", "ida", "vic", "ana", "cleo"):
        with pytest.raises(AccessDenied):
            staff_of(cast.actor(name), cast.at)
    for name in ("ben", "abe", "gil", "vic"):
        with pytest.raises(AccessDenied):
            volunteers_of(cast.actor(name), cast.at)


def test_people_and_organizations_go_from_the_actor_outward(cast: Cast) -> None:
    cleo = cast.actor("cleo")

    assert [user.username for user in people_of(cleo)] == ["cleo"]
    assert [one.slug for one in organizations_run_by(cleo)] == ["northgate"]
    assert not teams_of(cleo).exists()
    nobody = cast.users["ben"].as_actor()
    assert not people_of(nobody).exists()
    assert not organizations_run_by(nobody).exists()
    assert not sites_of(nobody).exists()


def test_each_programs_trail_is_its_own(cast: Cast) -> None:
    """The cast was loaded by actions, so both programs have events and no mix of them."""
    harbor, northgate = (str(cast.organizations[s].pk) for s in ("harbor", "northgate"))
    una, ana = str(cast.client("una").pk), str(cast.client("ana").pk)

    assert AuditEvent.objects.filter(organization=harbor, record_id=ana).exists()
    assert not AuditEvent.objects.filter(organization=harbor, record_id=una).exists()
    assert not AuditEvent.objects.filter(organization=northgate, record_id=ana).exists()

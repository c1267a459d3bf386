"""What people who work in a program see, in every look, and a day's work by hand."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from browser.conftest import (
    DESKTOP,
    PHONE,
    Visit,
    Visitor,
    assert_good,
    assert_good_in_looks,
)
from cast import Cast, build_cast
from factories.partner_cases import consent_for_sol, given_to_sol
from signing_in import create_person, sign_in
from stepwell.actions.client_merges import merge_clients
from stepwell.actions.clients import (
    NewClient,
    NewContactRules,
    assign_client,
    change_client,
    create_client,
    set_contact_rules,
    set_emergency_contact,
)
from stepwell.actions.glass_breaks import break_glass
from stepwell.actions.notices import queue_notice
from stepwell.actions.organizations import NewSite, add_site
from stepwell.actions.partner_page import say_how_it_went
from stepwell.domain.people.notices import NoticeKind
from stepwell.domain.recovery.partners import PartnerSaid
from stepwell.queries import pages

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "home": ("dana", "/staff/"),
    "clients": ("dana", "/staff/clients/"),
    "clients-empty": ("ben", "/staff/clients/?show=closed"),
    "client-add": ("ben", "/staff/clients/add/"),
    "client": ("ben", "/staff/clients/{ana}/"),
    "client-supervisor": ("dana", "/staff/clients/{ana}/"),
    "client-desk": ("fay", "/staff/clients/{ana}/"),
    "client-change": ("ben", "/staff/clients/{ana}/change/"),
    "client-contact": ("ben", "/staff/clients/{ana}/contact/"),
    "client-emergency": ("ben", "/staff/clients/{ana}/emergency-contact/"),
    "client-move": ("ben", "/staff/clients/{ana}/site/"),
    "client-openings": ("ben", "/staff/clients/{ana}/opened/"),
    "emergency": ("ben", "/staff/clients/emergency/"),
    "glass": ("ben", "/staff/clients/{new}/break-glass/"),
    "reviews": ("dana", "/staff/emergencies/"),
    "merge": ("dana", "/staff/clients/{noel}/merge/"),
    "merges": ("dana", "/staff/merges/"),
    "caseloads": ("dana", "/staff/caseloads/"),
    "hand-over": ("dana", "/staff/caseloads/{ben}/"),
    "numbers": ("gil", "/staff/numbers/"),
    "people": ("abe", "/staff/people/"),
    "role": ("abe", "/staff/people/role/"),
    "teams": ("abe", "/staff/teams/"),
    "program": ("abe", "/staff/program/"),
    "steps": ("ben", "/staff/protocols/steps/"),
    "step": ("ben", "/staff/protocols/steps/amends/?language=es"),
    "help-numbers": ("gil", "/staff/help-numbers/"),
    "checks": ("gil", "/staff/checks/"),
    "help-member": ("ana", "/help-now/"),
    "trail": ("ida", "/staff/trail/"),
    "outbox": ("ben", "/staff/outbox/"),
    "health": ("op", "/staff/health/"),
    "own-record": ("ana", "/me/opened/"),
    "own-reminders": ("ana", "/me/reminders/"),
    "together": ("sol", "/with/"),
    "partner": ("ben", "/staff/clients/{ana}/partner/"),
}


@pytest.fixture
def cast(settings: object) -> Cast:
    """The cast in the middle of a week: notes sent, an emergency, a duplicate merged."""
    cast = build_cast(timezone.now() - timedelta(days=1))
    at, dana, ben, fay = timezone.now(), *(cast.actor(name) for name in ("dana", "ben", "fay"))
    ana, noel = cast.client("ana").pk, cast.client("noel").pk
    change_client(ana, {"email": "ana@example.org", "phone": "203 555 0142"}, by=ben, at=at)
    rules = NewContactRules(may_call=True, may_email=True, note="Ask for Blue.")
    set_contact_rules(ana, rules, by=ben, at=at)
    set_emergency_contact(ana, name="Rosa", relationship="aunt", phone="555 0100", by=ben, at=at)
    queue_notice(ana, NoticeKind.NEWS, by=ben, at=at)
    for name in ("Imani Osei", "Tomás Aguilar", "Wen Zhao"):
        one = create_client(NewClient(name=name, pronouns="they/them"), by=fay, at=at)
        if name != "Wen Zhao":
            assign_client(one, cast.users["dana"].pk, by=dana, at=at)
    twin = create_client(NewClient(name="Noel Farow"), by=fay, at=at)
    merge_clients(noel, twin, by=dana, at=at)
    break_glass(noel, reason="covering", words="He called and hung up.", minutes=60, by=ben, at=at)
    consent_for_sol(cast, at)
    task = given_to_sol(cast, "Look for a group of his own", at, when="This week")
    say_how_it_went(task, PartnerSaid.NOT_DONE, "Not yet.", by=cast.actor("sol"), at=at)
    cast.users["op"] = create_person("op", is_administrator=True)
    add_site(NewSite(name="North pier", address="1 Pier Road"), by=cast.actor("abe"), at=at)
    return cast


def enter(visitor: Visitor, cast: Cast, name: str) -> None:
    client, user = Client(), cast.users[name]
    sign_in(client, user, kind="member" if name in {"ana", "sol"} else "staff")
    cookie = {"name": "session", "value": client.cookies["session"].value, "url": visitor.base}
    visitor.context.add_cookies([cookie])  # type: ignore[list-item]


def address(cast: Cast, path: str) -> str:
    ids: dict[str, UUID] = {key: one.pk for key, one in cast.clients.items()}
    new = create_client(NewClient(alias="Blue"), by=cast.actor("fay"), at=timezone.now())
    return path.format(**ids, ben=cast.users["ben"].pk, new=new)


@pytest.mark.parametrize("name", PAGES)
def test_program_page_is_accessible_in_every_look(visit: Visit, cast: Cast, name: str) -> None:
    who, path = PAGES[name]
    path = address(cast, path)
    visitor = visit(PHONE)
    enter(visitor, cast, who)

    visitor.go(path)

    assert visitor.page.url.endswith(path)
    assert_good_in_looks(visitor.page, f"staff-{name}")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_search_finds_someone_and_keeps_the_name_out_of_the_address(
    visit: Visit, cast: Cast, javascript: bool
) -> None:
    visitor = visit(DESKTOP, javascript=javascript)
    enter(visitor, cast, "dana")
    visitor.go("/staff/clients/")

    main = visitor.page.get_by_role("main")
    main.get_by_role("searchbox").fill("imani")
    main.get_by_role("button", name="Find").click()

    expect(visitor.page.get_by_role("heading", name="1 found")).to_be_visible()
    expect(visitor.page.get_by_role("link", name="Imani Osei")).to_be_visible()
    assert "imani" not in visitor.page.url.lower()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_emergency_from_refusal_to_review(visit: Visit, cast: Cast, javascript: bool) -> None:
    counselor = visit(PHONE, javascript=javascript)
    enter(counselor, cast, "ben")
    page = counselor.page
    counselor.go("/staff/clients/emergency/")
    main = page.get_by_role("main")
    main.get_by_label("Name, phone or e-mail").fill("Wen Zhao")
    main.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Open with a reason").click()
    page.get_by_label("I cover for someone who is away").check()
    page.get_by_label("What happened, in a sentence").fill("Dana is ill and Wen called.")
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_role("heading", name="Wen Zhao")).to_be_visible()

    supervisor = visit(DESKTOP, javascript=javascript)
    enter(supervisor, cast, "dana")
    supervisor.go("/staff/")
    supervisor.page.get_by_role("link", name="Look at emergencies").click()
    one = supervisor.page.get_by_role("article").filter(has_text="Wen Zhao")
    expect(one).to_contain_text("Dana is ill and Wen called.")
    one.get_by_label("Justified").check()
    one.get_by_role("button", name="Keep the review").click()
    expect(supervisor.page.get_by_text("Wen Zhao")).to_have_count(0)
    supervisor.page.get_by_role("link", name="What was looked at before").click()
    expect(supervisor.page.get_by_role("row").filter(has_text="Wen Zhao")).to_contain_text(
        "Justified"
    )
    if javascript:
        assert_good_in_looks(supervisor.page, "staff-reviewed")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_list_is_paged_by_keyboard_alone(
    visit: Visit, cast: Cast, javascript: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    visitor = visit(PHONE, javascript=javascript)
    enter(visitor, cast, "fay")
    visitor.go("/staff/clients/")
    nav = visitor.page.get_by_role("navigation", name="Pages of this list")

    expect(nav).to_contain_text("1 to 2 of 5")
    nav.get_by_role("link", name="Next page").focus()
    visitor.page.keyboard.press("Enter")

    visitor.page.wait_for_url("**/staff/clients/?page=2")
    expect(nav).to_contain_text("3 to 4 of 5")
    expect(nav.get_by_role("link", name="Page before")).to_be_visible()
    if javascript:
        assert_good_in_looks(visitor.page, "staff-clients-paged")


def test_refused_form_keeps_what_was_typed_and_is_accessible(visit: Visit, cast: Cast) -> None:
    visitor = visit(PHONE)
    enter(visitor, cast, "fay")
    visitor.go("/staff/clients/add/")

    visitor.page.get_by_label("Pronouns").fill("she/her")
    visitor.page.get_by_role("button", name="Add", exact=True).click()

    expect(visitor.page.get_by_role("alert")).to_contain_text("Write a name or an alias")
    expect(visitor.page.get_by_label("Pronouns")).to_have_value("she/her")
    assert_good(visitor.page)
    visitor.complaints = [one for one in visitor.complaints if "status of 422" not in one]

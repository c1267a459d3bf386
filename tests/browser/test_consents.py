"""A consent drawn up at the desk, signed with a finger on a phone, taken back by the member."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.conftest import (
    DESKTOP,
    PHONE,
    SMALLEST,
    Visit,
    assert_good,
    assert_good_in_looks,
    keep_shot,
)
from browser.conftest import assert_no_sideways_scroll as fits
from browser.test_program_pages import enter
from cast import build_cast
from integration.access.things.consents import FAMILY
from stepwell.actions.consents import draw_up_consent
from stepwell.queries.consents import consents_of
from stepwell.records.people.models import ConsentSignature

pytestmark = pytest.mark.django_db(transaction=True)


def draw(page: Page) -> None:
    """A zigzag over the box."""
    box = page.locator("canvas").bounding_box()
    assert box
    steps = [(0.1, 0.7), (0.3, 0.2), (0.4, 0.8), (0.6, 0.3), (0.7, 0.7), (0.9, 0.4)]
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in steps]
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=4)
    page.mouse.up()


def test_consent_is_drawn_up_signed_by_drawing_and_taken_back(visit: Visit) -> None:
    cast = build_cast(timezone.now() - timedelta(days=1))
    client = cast.client("ana")

    desk = visit(DESKTOP)
    enter(desk, cast, "ben")
    desk.go(f"/staff/clients/{client.pk}/")
    desk.page.get_by_role("link", name="Consents", exact=True).click()
    desk.page.get_by_role("link", name="Draw one up").click()
    assert_good(desk.page)
    desk.page.get_by_role("link", name="Sharing with people or places you name").click()
    desk.page.get_by_role("button", name="Draw it up").click()
    alert = desk.page.get_by_role("alert").first
    expect(alert).to_contain_text("Say what may be shared.")
    expect(alert).to_contain_text("Say who may receive it.")
    desk.page.get_by_label("Name of the person or place").first.fill("Rosa Alvarez")
    desk.page.get_by_role("button", name="Draw it up").click()
    expect(desk.page.get_by_text("Say who this is to the client.")).to_be_visible()
    desk.page.get_by_label("a summary of how you are doing").check()
    desk.page.get_by_label("treatment plan").check()
    desk.page.get_by_label("Who they are").first.select_option("family or friend")
    desk.page.get_by_label("support by family or friends").check()
    keep_shot(desk.page, "consent-new-desktop")
    assert_good(desk.page)
    desk.page.get_by_role("button", name="Draw it up").click()
    keep_shot(desk.page, "consent-draft-desktop")
    assert_good(desk.page)
    desk.page.get_by_role("link", name="Have it signed").click()
    path = desk.page.url.removeprefix(desk.base)

    phone = visit(PHONE)
    enter(phone, cast, "ben")
    phone.go(path)
    keep_shot(phone.page, "consent-hand-over-phone")
    assert_good(phone.page)
    phone.page.get_by_role("button", name="Hand the screen over").click()
    expect(phone.page.get_by_role("button", name="I’d rather not sign")).to_be_visible()
    expect(phone.page.get_by_role("navigation")).to_have_count(0)
    phone.page.get_by_label("Your name").fill("Ana Whitlock")
    phone.page.get_by_role("button", name="I sign this form").click()
    expect(phone.page.get_by_text("Sign in the box with a finger")).to_be_visible()
    expect(phone.page.get_by_label("Your name")).to_have_value("Ana Whitlock")
    phone.page.locator("canvas").scroll_into_view_if_needed()
    draw(phone.page)
    phone.page.get_by_text("I have read this form").click()
    keep_shot(phone.page, "consent-sign-phone")
    assert_good(phone.page)
    phone.page.get_by_role("button", name="I sign this form").click()
    expect(phone.page.get_by_role("heading", name="Thank you. It is signed.")).to_be_visible()
    keep_shot(phone.page, "consent-signed-phone")
    strokes = ConsentSignature.objects.get().strokes
    assert len(strokes) == 1
    assert len(json.dumps(strokes)) > 100
    assert_good(phone.page)

    member = visit(PHONE, theme="dark")
    enter(member, cast, "ana")
    member.go("/me/consents/")
    keep_shot(member.page, "me-consents-phone-dark")
    assert_good(member.page)
    member.page.get_by_role("link", name="Sharing with people or places you name").click()
    keep_shot(member.page, "me-consent-phone-dark")
    assert_good(member.page)
    member.page.get_by_role("link", name="Take it back").click()
    member.page.get_by_label("Only a part").check()
    member.page.get_by_text("Which part").click()
    member.page.get_by_label("treatment plan").check()
    keep_shot(member.page, "me-consent-revoke-phone-dark")
    assert_good(member.page)
    member.page.get_by_role("button", name="Take it back now").click()
    expect(member.page.get_by_text("We stopped just now.")).to_be_visible()
    expect(member.page.get_by_text("In force, a part taken back")).to_be_visible()
    (consent,) = consents_of(client.pk)
    assert [sorted(one.information) for one in consent.revocations] == [["plan"]]

    smallest = visit(SMALLEST, javascript=False)
    enter(smallest, cast, "ana")
    for path in ("/me/consents/", "/me/notice/", f"/me/consents/{consent.id}/"):
        smallest.go(path)
        fits(smallest.page)
    member.complaints = []
    for one in (desk, phone):
        one.complaints = [words for words in one.complaints if "status of 422" not in words]


PASSWORD = "orchard pencil window nine"
REFUSALS = {"422", "423"}
LOCKED = "This screen is with someone who is signing"
COMES_BACK = """dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
const wasHidden = document.documentElement.hidden;
dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
wasHidden"""


def test_screen_in_the_hands_of_a_client_shows_the_paper_alone(visit: Visit) -> None:
    cast = build_cast(timezone.now() - timedelta(days=1), password=PASSWORD)
    by, client = cast.actor("ben"), cast.client("ana")
    consent_id = draw_up_consent(client.pk, FAMILY, by=by, at=timezone.now())
    sign_page = f"/staff/consents/{consent_id}/sign/"

    desk = visit(DESKTOP)
    enter(desk, cast, "ben")
    page = desk.page
    tab = desk.context.new_page()
    desk.watch(tab)
    tab.goto(f"{desk.base}/staff/clients/{client.pk}/")
    desk.go("/staff/clients/")
    expect(page.get_by_text("Ana").first).to_be_visible()
    desk.go(sign_page)
    keep_shot(page, "consent-hand-over-desktop")
    page.get_by_role("button", name="Hand the screen over").click()
    expect(page.get_by_role("button", name="I’d rather not sign")).to_be_visible()
    assert_good_in_looks(page, "consent-handed-over")

    expect(tab.get_by_role("heading", name=LOCKED)).to_be_visible()
    for way in (tab.reload, lambda: tab.goto(f"{desk.base}/staff/"), tab.go_back):
        way()
        expect(tab.get_by_role("heading", name=LOCKED)).to_be_visible()
    assert_good_in_looks(tab, "handed-over-locked")
    tab.get_by_role("link", name="Go back to the form").click()
    expect(tab.get_by_role("button", name="I’d rather not sign")).to_be_visible()
    tab.close()

    desk.go("/staff/clients/")
    page.go_back()
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    assert page.evaluate(COMES_BACK), "what came back from memory is not seen for a moment"
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()

    page.get_by_role("link", name="Go back to the form").click()
    page.get_by_label("Your name").fill("Ana Whitlock")
    page.get_by_text("Type the name instead").click()
    page.get_by_text("I have read this form").click()
    page.get_by_role("button", name="I sign this form").click()
    expect(page.get_by_role("heading", name="Thank you. It is signed.")).to_be_visible()
    assert_good_in_looks(page, "consent-over")
    page.get_by_role("link", name="unlock this screen").click()
    page.get_by_label("Password").fill("not this one at all")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("alert")).to_contain_text("don’t go together")
    assert_good_in_looks(page, "take-back")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Unlock").click()
    page.wait_for_url(f"{desk.base}/staff/clients/{client.pk}/")
    expect(page.get_by_role("heading", name="In whose care")).to_be_visible()
    desk.complaints = [one for one in desk.complaints if not REFUSALS & set(one.split())]


def test_privacy_notice_is_signed_for_on_a_handed_over_screen(visit: Visit) -> None:
    cast = build_cast(timezone.now() - timedelta(days=1), password=PASSWORD)
    phone = visit(PHONE, javascript=False)
    enter(phone, cast, "fay")
    phone.go(f"/staff/clients/{cast.client('ana').pk}/notice/")
    keep_shot(phone.page, "notice-hand-over-phone")
    phone.page.get_by_role("button", name="Hand the screen over").click()
    expect(phone.page.get_by_role("link", name="Today")).to_have_count(0)
    phone.page.get_by_role("link", name="Español").click()
    fits(phone.page)
    phone.page.get_by_label("Your name").fill("Ana Whitlock")
    phone.page.get_by_role("button", name="I got this notice").click()
    expect(phone.page.get_by_role("heading", name="We keep that you have it")).to_be_visible()
    keep_shot(phone.page, "notice-over-phone")
    phone.go("/staff/")
    expect(phone.page.get_by_role("heading", name=LOCKED)).to_be_visible()
    phone.complaints = []

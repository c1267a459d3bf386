"""While a client has the screen, that sign-in opens their paper and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.test import Client as Browser
from django.urls import include, path
from django.urls.resolvers import RoutePattern
from django.utils import timezone

from cast import Cast, build_cast
from factories.software_passkey import SoftwarePasskey
from integration.access.routes import Route, all_routes
from integration.access.things.consents import FAMILY
from signing_in import sign_in
from stepwell.actions.consents import draw_up_consent
from stepwell.actions.handing_over import HandOverRefused, hand_over_notice
from stepwell.domain.access.session_limits import LIMITS
from stepwell.domain.access.sign_in_delays import TRIES_BY_NAME
from stepwell.records.accounts.models import UserSession
from stepwell.records.accounts.session_keys import digest_of
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import ConsentSignature, NoticeReceipt

pytestmark = pytest.mark.django_db

PASSWORD = "orchard pencil window nine"
LOCKED = 423
WORDS = "This screen is with someone who is signing"
SIGNED = {"name": "Ana Whitlock", "method": "typed", "is_read": "on"}
UNLOCK = "/account/take-back/"
OPEN = {
    "accounts:take_back",
    "accounts:take_back_passkey",
    "accounts:take_back_passkey_options",
    "accounts:stay",
    "accounts:sign_out",
}
"""Besides the paper and the public site. Written out here: a longer list is to be noticed."""
SAMPLES = {
    "UUIDConverter": "00000000-0000-7000-8000-000000000000",
    "IntConverter": 1,
    "SlugConverter": "some",
    "StringConverter": "some",
    "PathConverter": "some/where",
}
PLANTED = "integration.access.test_handed_over"


def planted(request: HttpRequest) -> HttpResponse:
    """A page that someone adds later, and forgets its policy."""
    raise NotImplementedError


urlpatterns = [path("later/", planted), path("", include("stepwell.config.urls"))]


@dataclass(frozen=True, slots=True)
class Desk:
    """ben's device, and a consent of ana's to be signed on it."""

    cast: Cast
    browser: Browser
    consent_id: UUID

    @property
    def page(self) -> str:
        return f"/staff/consents/{self.consent_id}/sign/"

    @property
    def notice(self) -> str:
        return f"/staff/clients/{self.cast.client('ana').pk}/notice/"

    def hand_over(self) -> None:
        answer = self.browser.post(f"/staff/consents/{self.consent_id}/hand-over/")
        assert (answer.status_code, answer["Location"]) == (302, self.page)

    def hand_over_notice(self) -> None:
        answer = self.browser.post(f"{self.notice}hand-over/?language=es")
        assert answer["Location"] == f"{self.notice}?language=es"

    def is_locked(self) -> bool:
        return self.browser.get("/staff/clients/").status_code == LOCKED

    def unlock(self, password: str = PASSWORD) -> HttpResponse:
        return self.browser.post(UNLOCK, {"password": password})


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast(timezone.now() - timedelta(days=1), password=PASSWORD)


@pytest.fixture
def desk(cast: Cast) -> Desk:
    browser = signed_in(cast, "ben")
    by, client = cast.actor("ben"), cast.client("ana")
    return Desk(cast, browser, draw_up_consent(client.pk, FAMILY, by=by, at=timezone.now()))


@pytest.fixture
def held(desk: Desk) -> Desk:
    desk.hand_over()
    return desk


def signed_in(cast: Cast, name: str) -> Browser:
    browser = Browser()
    sign_in(browser, cast.users[name])
    return browser


def sampled(route: Route) -> str:
    """An address of this route; what it names is not there, and nobody looks for it."""
    address = route.address
    for name, converter in converters_of(route).items():
        kind = type(converter).__name__
        sample = str(SAMPLES[kind])
        for pattern in (f"<{tag}:{name}>" for tag in ("uuid", "int", "slug", "str", "path")):
            address = address.replace(pattern, sample)
        address = address.replace(f"<{name}>", sample)
    assert "<" not in address, f"{route.name}: say in SAMPLES what stands for it"
    return f"/{address}"


def converters_of(route: Route) -> dict[str, Any]:
    return dict(RoutePattern(route.address).converters)


def is_public_site(route: Route) -> bool:
    namespace = route.name.partition(":")[0]
    return route.view.policy == "public" and namespace not in {"staff", "members", "accounts"}


def events(*types: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(event_type__in=types).order_by("pk"))


LOCKED_ROUTES = [one for one in all_routes() if not is_public_site(one) and one.name not in OPEN]


def asked(browser: Browser, address: str) -> Iterator[tuple[str, HttpResponse]]:
    yield "GET", browser.get(address)
    yield "htmx POST", browser.post(address, headers={"hx-request": "true"})


def test_every_address_is_locked(held: Desk) -> None:
    """The pages of another paper are among them: the addresses name things that are not there."""
    assert len(LOCKED_ROUTES) > 200
    not_locked, said = [], set()
    for route in LOCKED_ROUTES:
        for method, answer in asked(held.browser, sampled(route)):
            if answer.status_code != LOCKED:
                not_locked.append(f"{method} {route.name}: {answer.status_code}")
            if route.name.startswith("api:"):
                assert answer.json()["code"] == "handed_over"
                continue
            if method == "GET":
                said.add(without_nonces(answer))
            if method == "htmx POST":
                assert (answer.content, answer["HX-Refresh"]) == (b"", "true")

    assert not_locked == []
    assert len(said) == 1, "it says nothing of what was asked for"


def without_nonces(answer: HttpResponse) -> str:
    return re.sub(r'(nonce|value)="[^"]*"', "", answer.content.decode())


def test_every_address_that_stays_open_is_of_the_public_site_or_leads_back(held: Desk) -> None:
    """And shows nothing of whose screen this is."""
    kept_open = [one for one in all_routes() if one not in LOCKED_ROUTES]
    assert {one.name for one in kept_open if not is_public_site(one)} == OPEN

    for route in kept_open:
        if route.name != "accounts:sign_out":
            page = held.browser.get(sampled(route)).content.decode()
            assert held.cast.users["ben"].name not in page, route.name
            assert "Ana" not in page, route.name


def test_address_that_is_not_there_is_locked_like_the_others(held: Desk) -> None:
    for address in ("/staff/nowhere/", "/me/nowhere/", "/account/nowhere/"):
        assert held.browser.get(address).status_code == LOCKED
    assert held.browser.get("/nowhere/").status_code == 404


def test_page_added_later_is_locked(held: Desk, settings: Any) -> None:
    settings.ROOT_URLCONF = PLANTED

    assert held.browser.get("/later/").status_code == LOCKED


def test_locked_page_names_nobody_and_has_four_ways(held: Desk, settings: Any) -> None:
    answer = held.browser.get("/staff/clients/")

    html = answer.content.decode()
    assert WORDS in html
    assert "no-store" in answer["Cache-Control"]
    assert "<nav" not in html
    assert held.cast.users["ben"].name not in html
    ways = set(re.findall(r'<a [^>]*href="([^"#]+)"', html))
    assert ways == {held.page, UNLOCK, "/help-now/", settings.LEAVE_URL}


def test_paper_shows_itself_alone(held: Desk) -> None:
    answer = held.browser.get(held.page)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "I sign this form" in html
    assert "Hand the screen over" not in html
    assert f'href="/staff/consents/{held.consent_id}/"' not in html
    assert "<nav" not in html


def test_before_it_is_handed_over_the_page_asks_for_that_first(desk: Desk) -> None:
    html = desk.browser.get(desk.page).content.decode()

    assert html.index("Hand the screen over") < html.index("I sign this form")
    assert not desk.is_locked()
    assert desk.browser.post(desk.page, SIGNED).status_code == 302
    assert "For staff: back to the form" in desk.browser.get(desk.page).content.decode()


def test_handing_over_empties_what_the_browser_keeps(desk: Desk) -> None:
    answer = desk.browser.post(f"/staff/consents/{desk.consent_id}/hand-over/")

    assert answer["Clear-Site-Data"] == '"cache"'


def test_paper_of_the_same_client_is_another_paper(held: Desk) -> None:
    by, client = held.cast.actor("ben"), held.cast.client("ana")
    other = draw_up_consent(client.pk, FAMILY, by=by, at=timezone.now())

    assert held.browser.get(f"/staff/consents/{other}/sign/").status_code == LOCKED
    assert held.browser.get(held.notice).status_code == LOCKED
    assert held.browser.post(f"/staff/consents/{other}/hand-over/").status_code == LOCKED


def test_lock_is_in_the_session_and_not_in_the_tab(held: Desk) -> None:
    """A new tab, and an old one that asks again, send the same cookie."""
    tab = Browser()
    tab.cookies["session"] = held.browser.cookies["session"].value

    assert tab.get("/staff/").status_code == LOCKED


def test_lock_outlasts_whatever_a_request_under_way_writes(desk: Desk) -> None:
    under_way = desk.browser.session
    assert under_way["kind"] == "staff"
    desk.hand_over()

    under_way["passkey"] = {"purpose": "confirm"}
    under_way.save()

    assert desk.is_locked()


def test_other_devices_of_the_same_person_go_on(desk: Desk) -> None:
    phone = signed_in(desk.cast, "ben")

    desk.hand_over()

    assert phone.get("/staff/clients/").status_code == 200
    assert phone.get(UNLOCK).status_code == 302, "there is nothing to take back there"
    assert desk.is_locked()


def test_right_password_takes_it_back_and_leads_to_the_record(held: Desk) -> None:
    before = held.browser.cookies["session"].value

    answer = held.unlock()

    assert answer["Location"] == f"/staff/clients/{held.cast.client('ana').pk}/"
    assert held.browser.get(answer["Location"]).status_code == 200
    assert held.browser.cookies["session"].value != before
    assert not held.is_locked()


@pytest.mark.parametrize("password", ["not this one at all", ""])
def test_wrong_password_leaves_it_locked(password: str, held: Desk) -> None:
    answer = held.unlock(password)

    assert answer.status_code == 422
    assert held.is_locked()


def test_password_of_someone_else_leaves_it_locked(held: Desk) -> None:
    dana = held.cast.users["dana"]
    dana.set_password("lantern quarry mitten seven")
    dana.save()

    fields = {"password": "lantern quarry mitten seven", "username": "dana"}
    answer = held.browser.post(UNLOCK, fields)

    assert answer.status_code == 422
    assert held.is_locked()
    assert held.browser.post("/sign-in/", fields).status_code == LOCKED


def test_wrong_passwords_are_slowed_as_at_the_sign_in(held: Desk) -> None:
    for _ in range(TRIES_BY_NAME + 1):
        held.unlock("not this one at all")

    assert held.unlock().status_code == 422, "the right one has to wait, too"
    assert held.is_locked()


def test_app_is_asked_for_as_at_the_sign_in(held: Desk) -> None:
    Authenticator.objects.create(
        user=held.cast.users["ben"], type=Authenticator.Type.TOTP, data={"secret": "x"}
    )

    assert held.unlock().status_code == 422
    assert held.is_locked()


def passkey_of(cast: Cast, name: str) -> SoftwarePasskey:
    browser, made = signed_in(cast, name), SoftwarePasskey()
    answer = made.make(browser.post("/account/passkeys/options/").json())
    added = browser.post("/account/passkeys/", {"credential": answer, "name": "Phone"})
    assert added.status_code == 302
    return made


def test_own_passkey_takes_it_back(held: Desk) -> None:
    passkey = passkey_of(held.cast, "ben")

    answer = passkey.prove(held.browser.post(f"{UNLOCK}passkey/options/").json())
    held.browser.post(f"{UNLOCK}passkey/", {"credential": answer})

    assert not held.is_locked()


def test_passkey_of_someone_else_leaves_it_locked(held: Desk) -> None:
    theirs = passkey_of(held.cast, "dana")

    answer = theirs.prove(held.browser.post(f"{UNLOCK}passkey/options/").json())
    answer = held.browser.post(f"{UNLOCK}passkey/", {"credential": answer})

    assert answer.status_code == 422
    assert held.is_locked()


def test_signature_ends_the_paper_and_not_the_lock(held: Desk) -> None:
    assert held.browser.post(held.page, SIGNED)["Location"] == held.page

    html = held.browser.get(held.page).content.decode()
    assert "Thank you. It is signed." in html
    assert "give the device back" in html
    assert f'href="{UNLOCK}"' in html
    assert "For staff: back to the form" not in html
    assert ConsentSignature.objects.count() == 1
    assert held.is_locked()


def test_whoever_would_rather_not_sign_is_thanked_and_nothing_is_signed(held: Desk) -> None:
    assert held.browser.post(held.page, {"declined": "1"})["Location"] == held.page

    assert "You didn’t sign, and that’s all right" in held.browser.get(held.page).content.decode()
    held.browser.post(held.page, SIGNED)
    assert not ConsentSignature.objects.exists(), "the paper is over until staff hand it over again"
    assert held.is_locked()
    held.unlock()
    held.hand_over()
    assert "I sign this form" in held.browser.get(held.page).content.decode()


def test_unlocked_page_takes_no_refusal_for_a_signature(desk: Desk) -> None:
    assert desk.browser.post(desk.page, {"declined": "1"}).status_code == 422


@pytest.mark.parametrize(
    ("sent", "outcome", "said"),
    [
        ({"name": "Ana Whitlock"}, "signed", "We keep that you have it"),
        ({"declined": "1"}, "taken", "You didn’t sign"),
    ],
)
def test_notice_is_signed_for_or_taken(
    sent: dict[str, str], outcome: str, said: str, desk: Desk
) -> None:
    desk.hand_over_notice()
    held = desk.browser.get(f"{desk.notice}?language=es")
    assert b'class="rail"' not in held.content
    assert b"could_not_yet" not in held.content, "that is for staff to say"
    before = NoticeReceipt.objects.count()

    desk.browser.post(f"{desk.notice}?language=es", sent | {"outcome": "could_not_yet"})

    receipt = NoticeReceipt.objects.order_by("given_at").last()
    assert receipt is not None
    assert (receipt.outcome, receipt.way, receipt.language) == (outcome, "screen", "es")
    assert said in desk.browser.get(desk.notice).content.decode()
    desk.browser.post(desk.notice, sent)
    assert NoticeReceipt.objects.count() == before + 1, "once is enough"
    assert desk.is_locked()


def test_notice_without_a_name_is_not_signed_for(desk: Desk) -> None:
    desk.hand_over_notice()

    assert desk.browser.post(desk.notice, {"name": ""}).status_code == 422


def test_front_desk_hands_over_the_notice_and_no_consent(desk: Desk) -> None:
    fay = signed_in(desk.cast, "fay")

    assert fay.post(f"/staff/consents/{desk.consent_id}/hand-over/").status_code == 403
    assert fay.get("/staff/clients/").status_code == 200, "what was refused locks nothing"
    assert fay.post(f"{desk.notice}hand-over/").status_code == 302
    assert fay.get("/staff/clients/").status_code == LOCKED


def test_signed_consent_is_not_handed_over(desk: Desk) -> None:
    desk.browser.post(desk.page, SIGNED)

    desk.browser.post(f"/staff/consents/{desk.consent_id}/hand-over/")

    assert not desk.is_locked()


def test_nobody_hands_over_a_screen_that_is_not_theirs(desk: Desk) -> None:
    """Another person's session is not locked by its digest, and one that ended not at all."""
    digest = digest_of(desk.browser.cookies["session"].value)
    fay = replace(desk.cast.actor("fay"), session_key_digest=digest)
    client = desk.cast.client("ana").pk

    with pytest.raises(HandOverRefused):
        hand_over_notice(client, by=fay, at=timezone.now())
    with pytest.raises(HandOverRefused):
        hand_over_notice(client, by=desk.cast.actor("ben"), at=timezone.now())
    assert not desk.is_locked()


def test_limits_of_the_session_hold(held: Desk) -> None:
    UserSession.objects.update(last_seen_at=F("last_seen_at") - LIMITS["staff"].idle)

    assert held.browser.get(held.page)["Location"].endswith("ended=idle")
    assert held.unlock().status_code == 302
    assert held.browser.get("/staff/clients/")["Location"].startswith("/sign-in/")


def test_being_used_keeps_the_session_as_ever(held: Desk) -> None:
    UserSession.objects.update(last_seen_at=F("last_seen_at") - timedelta(minutes=20))

    assert held.browser.post("/account/stay/").status_code == 204
    assert timezone.now() - session_of(held).last_seen_at < timedelta(minutes=1)


def test_signing_out_ends_it_and_the_next_sign_in_is_open(held: Desk) -> None:
    row = session_of(held)

    held.browser.post("/sign-out/")

    row.refresh_from_db()
    assert row.handed_over == "", "what was on the screen is not kept"
    assert held.browser.get("/staff/clients/")["Location"].startswith("/sign-in/")
    sign_in(held.browser, held.cast.users["ben"])
    assert not held.is_locked()


def session_of(desk: Desk) -> UserSession:
    return UserSession.objects.get(key_digest=digest_of(desk.browser.cookies["session"].value))


def test_form_without_a_token_is_refused_in_the_frame_of_the_paper(held: Desk) -> None:
    forged = Browser(enforce_csrf_checks=True)
    forged.cookies["session"] = held.browser.cookies["session"].value

    answer = forged.post(held.page, SIGNED)

    assert answer.status_code == 403
    assert b'class="rail"' not in answer.content
    assert held.cast.users["ben"].name not in answer.content.decode()


def test_paper_out_of_reach_meanwhile_is_refused_in_its_own_frame(held: Desk) -> None:
    held.cast.client("ana").assignments.all().delete()

    answer = held.browser.get(held.page)

    assert answer.status_code == 403
    assert b'class="rail"' not in answer.content
    assert UNLOCK in answer.content.decode()


def test_trail_tells_of_each_step_and_no_words(held: Desk) -> None:
    held.browser.get("/staff/clients/")
    held.browser.post(held.page, {"declined": "1"})
    held.unlock("not this one at all")
    held.unlock()

    over, refused, wrong, back = events(
        "screen.handed_over", "access_refused", "sign_in_refused", "screen.taken_back"
    )
    client = str(held.cast.client("ana").pk)
    assert (over.record_kind, over.record_id, over.details) == (
        "client",
        client,
        '{"paper":"consent"}',
    )
    assert refused.details == '{"page":"staff.clients","rule":"screen.handed_over"}'
    assert "password" in wrong.details
    assert back.details == '{"end":"declined","method":"password","paper":"consent"}'
    assert back.record_id == client
    assert {one.actor_key for one in (over, refused, back)} == {str(held.cast.users["ben"].pk)}

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from stepwell.web.shared.views import errors


def assert_helps(response: HttpResponse, status: int) -> None:
    html = response.content.decode()
    assert response.status_code == status
    assert 'href="/meetings/"' in html
    assert 'href="/help-now/"' in html
    assert 'href="tel:988"' in html
    assert html.count("<h1>") == 1


def test_missing_page_helps_without_a_database(client: Client) -> None:
    assert_helps(client.get("/nothing/here/"), 404)


def test_broken_page_helps_without_a_database(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/breaks/")
    assert_helps(response, 500)
    assert b"<script" not in response.content


def test_server_error_needs_no_context_processor(settings, rf: RequestFactory) -> None:  # type: ignore[no-untyped-def]
    settings.TEMPLATES = [
        settings.TEMPLATES[0]
        | {"OPTIONS": settings.TEMPLATES[0]["OPTIONS"] | {"context_processors": []}}
    ]
    assert_helps(errors.server_error(rf.get("/")), 500)


@pytest.mark.parametrize(
    ("handler", "status"), [(errors.bad_request, 400), (errors.permission_denied, 403)]
)
def test_refusal_helps(rf: RequestFactory, handler, status: int) -> None:  # type: ignore[no-untyped-def]
    assert_helps(handler(rf.get("/"), PermissionDenied()), status)


def test_failed_form_check_says_what_to_do(rf: RequestFactory) -> None:
    response = errors.csrf_failure(rf.get("/"), reason="CSRF cookie not set.")
    assert_helps(response, 403)
    assert b"reload the page" in response.content


def test_addresses_written_out_in_error_pages_are_the_real_ones(settings) -> None:  # type: ignore[no-untyped-def]
    """500 must not reverse names: the address book itself may be what broke."""
    settings.ROOT_URLCONF = "stepwell.config.urls"
    assert reverse("public:meetings") == "/meetings/"
    assert reverse("public:help_now") == "/help-now/"
    assert reverse("public:home") == "/"


@pytest.mark.parametrize("path", ["/me/opened/", "/account/", "/welcome/"])
def test_server_error_of_a_members_page_names_nothing(rf: RequestFactory, path: str) -> None:
    html = errors.server_error(rf.get(path)).content.decode()

    assert "<title>Something broke on our side</title>" in html
    assert "Stepwell" not in html
    assert 'href="/help-now/"' in html


def test_server_error_of_a_staff_page_leads_back_to_work(rf: RequestFactory) -> None:
    html = errors.server_error(rf.get("/staff/clients/")).content.decode()

    assert 'class="staff"' in html
    assert 'class="btn" href="/staff/"' in html
    assert "<title>Something broke on our side</title>" in html

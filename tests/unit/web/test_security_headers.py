from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from stepwell.web.shared.middleware import SecurityHeadersMiddleware


def answered(rf: RequestFactory, *, is_signed_in: bool, is_session_read: bool) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        request.session = SimpleNamespace(accessed=is_session_read)  # type: ignore[assignment]
        request.user = SimpleNamespace(is_authenticated=is_signed_in)  # type: ignore[assignment]
        return HttpResponse("x", headers={"Cache-Control": "public, max-age=60"})

    return SecurityHeadersMiddleware(view)(rf.get("/"))


@pytest.mark.parametrize("path", ["/design/", "/nothing/", "/style/x.css"])
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_anonymous_page_sets_no_cookie(client: Client) -> None:
    response = client.get("/design/")
    assert not response.cookies
    assert b"csrf" not in response.content


def test_signed_in_page_is_never_stored(rf: RequestFactory) -> None:
    response = answered(rf, is_signed_in=True, is_session_read=True)
    assert response.headers["Cache-Control"] == "private, no-store"


def test_anonymous_page_keeps_its_own_cache_rule(rf: RequestFactory) -> None:
    response = answered(rf, is_signed_in=False, is_session_read=True)
    assert response.headers["Cache-Control"] == "public, max-age=60"


def test_unread_session_is_left_alone(rf: RequestFactory) -> None:
    response = answered(rf, is_signed_in=True, is_session_read=False)
    assert response.headers["Cache-Control"] == "public, max-age=60"

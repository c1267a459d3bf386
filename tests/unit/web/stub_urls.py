"""Only the shared floor's own pages, and the names its base templates link to."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from stepwell.web.shared.views import errors


def stub(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("stub")


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("planted")


public = [
    path("", stub, name="home"),
    path("meetings/", stub, name="meetings"),
    path("meetings/shortlist/", stub, name="shortlist"),
    path("meetings/what-to-expect/", stub, name="first_meeting"),
    path("help-now/", stub, name="help_now"),
    path("privacy/", stub, name="privacy"),
    path("why-not-listed/", stub, name="why_not_listed"),
    path("changes/", stub, name="changes"),
]

urlpatterns = [
    path("", include("stepwell.web.shared.urls")),
    path("", include((public, "public"))),
    path("staff/", include(([path("feeds/", stub, name="feeds")], "staff"))),
    path("account/", include(([path("in/", stub, name="sign_in")], "accounts"))),
    path("breaks/", breaks),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error

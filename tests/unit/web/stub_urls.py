"""Only the shared floor's own pages, and the names its base templates link to."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from stepwell.web.shared.policies import public_view
from stepwell.web.shared.views import errors

BUTTON = '<button type="button" hidden data-behavior="shortlist" data-code="{0}">keep {0}</button>'
BEHAVIORS = f"""{{% extends "shared/public_base.html" %}}
{{% block htmx %}}{{% htmx %}}{{% endblock %}}
{{% block main %}}
<form action="/place/"><input name="near" value="Mill Green"><input name="day" value="0">
<button type="button" hidden id="locate" data-behavior="locate" aria-describedby="said"
  data-waiting="waiting" data-refused="refused" data-failed="failed">Use my location</button>
<p id="said" role="status"></p></form>
<p>{BUTTON.format("one")}{BUTTON.format("two")}</p>
<div id="list" data-behavior="shortlist-page" data-url="/kept/" data-failed="broken">nothing</div>
<button type="button" id="more" hx-post="/kept/" hx-vals='{{"code": "three"}}' hx-target="#new">
More</button><div id="new"></div>
<button type="button" hidden id="share" data-behavior="share" data-copied="Copied">Send</button>
<time id="online" datetime="2026-11-24T01:30:00+00:00" data-behavior="local-time">1:30 am</time>
<ul data-behavior="countdown" data-started="started"
  data-minutes="in {{minutes}} min" data-hours="in {{hours}} h {{minutes}}">
  <li data-starts="2026-11-24T01:30:00+00:00">soon</li></ul>
{{% endblock %}}"""


@public_view
def stub(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("stub")


@public_view
def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("planted")


@public_view
def behaviors(request: HttpRequest) -> HttpResponse:
    """A page with every behavior on it."""
    return HttpResponse(engines["django"].from_string(BEHAVIORS).render({}, request))


@public_view
@csrf_exempt
def kept(request: HttpRequest) -> HttpResponse:
    """Answers the shortlist with buttons of the codes that were asked for."""
    buttons = "".join(f"<li>{BUTTON.format(code)}</li>" for code in request.POST.getlist("code"))
    return HttpResponse(f"<ul>{buttons}</ul>")


@public_view
@csrf_exempt
def place(request: HttpRequest) -> HttpResponse:
    """Says what the location form sent, and how."""
    words = f"{request.method} {sorted(request.POST.items())} {request.get_full_path()}"
    return HttpResponse(f'<link rel="icon" href="/static/icons/mark.svg"><p>{words}</p>')


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

staff = [
    path("feeds/", stub, name="feeds"),
]

accounts = [
    path("sign-in/", stub, name="sign_in"),
    path("sign-out/", stub, name="sign_out"),
    path("account/", stub, name="home"),
    path("account/stay/", stub, name="stay"),
]

urlpatterns = [
    path("", include("stepwell.web.shared.urls")),
    path("", include((public, "public"))),
    path("staff/", include((staff, "staff"))),
    path("", include((accounts, "accounts"))),
    path("breaks/", breaks),
    path("behaviors/", behaviors),
    path("kept/", kept),
    path("place/", place),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error

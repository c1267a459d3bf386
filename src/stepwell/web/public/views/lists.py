"""Why is my meeting not listed? The same counts and reasons that the staff see, for anyone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stepwell.queries.feeds import NoSuchFeed, feed_report, feed_reports
from stepwell.web.public.finder_params import read_page
from stepwell.web.public.page_links import page_links
from stepwell.web.public.reading_words import why_unread
from stepwell.web.public.repair_words import repairs
from stepwell.web.shared.policies import public_view

FRESH_SECONDS = 60


@public_view
@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    return _fresh(render(request, "public/lists.html", {"feeds": feed_reports()}))


@public_view
@require_safe
def show_one(request: HttpRequest, slug: str) -> HttpResponse:
    kind, code = request.GET.get("kind", ""), request.GET.get("code", "")
    try:
        detail = feed_report(slug, kind=kind, code=code, page=read_page(request.GET))
    except NoSuchFeed as problem:
        raise Http404(_("We read no list of that name.")) from problem
    links = page_links(request.GET, detail.found.page, detail.found.pages)
    latest = detail.feed.latest
    context = {
        "detail": detail,
        "feed": detail.feed,
        "kind": kind,
        "code": code,
        "repairs": repairs(detail.code_counts) if kind in ("", "warning") else [],
        "opens_repairs": kind == "warning",
        "why_unread": why_unread(latest.code) if latest and latest.outcome == "failed" else "",
        **links,
    }
    return _fresh(render(request, "public/list.html", context))


def _fresh(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    return response

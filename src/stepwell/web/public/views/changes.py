"""What the latest readings of the lists changed, field by field, without anybody's name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.queries.feeds import recent_changes
from stepwell.web.public.finder_params import read_page
from stepwell.web.public.page_links import page_links
from stepwell.web.shared.policies import public_view

FRESH_SECONDS = 60


@public_view
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    feed_slug = request.GET.get("list", "")
    changes = recent_changes(page=read_page(request.GET), feed_slug=feed_slug)
    links = page_links(request.GET, changes.page, changes.pages)
    context = {"changes": changes, "feed_slug": feed_slug, **links}
    response = render(request, "public/changes.html", context)
    response["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    return response

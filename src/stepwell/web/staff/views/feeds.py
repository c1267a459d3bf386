from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.actions.feed_sync import sync_feed
from stepwell.actions.feeds import FeedRefused, add_feed, remove_feed
from stepwell.actions.snapshots import publish_snapshot
from stepwell.queries.feeds import NoSuchFeed, feed_report, feed_reports
from stepwell.web.shared.policies import actor_of, administrator_view
from stepwell.web.staff.forms.feed import FeedForm


@administrator_view
@require_GET
def feeds(request: HttpRequest) -> HttpResponse:
    reports = feed_reports()
    return render(
        request,
        "staff/feeds.html",
        {
            "feeds": reports,
            "waiting": [one for one in reports if one.held_removals],
            "failing": [one for one in reports if one.latest and one.latest.outcome == "failed"],
        },
    )


@administrator_view
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = FeedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            slug = add_feed(form.as_new_feed(), by=actor_of(request), at=datetime.now(UTC))
        except FeedRefused as error:
            form.add_error(None, str(error))
        else:
            _read(request, slug)
            return redirect("staff:feed", slug=slug)
    return render(
        request, "staff/feed_add.html", {"form": form}, status=422 if form.errors else 200
    )


@administrator_view
@require_GET
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        page = int(request.GET.get("page", "1"))
    except ValueError:
        page = 1
    try:
        detail = feed_report(slug, kind=request.GET.get("kind", ""), page=page)
    except NoSuchFeed:
        raise Http404 from None
    return render(
        request, "staff/feed.html", {"detail": detail, "kind": request.GET.get("kind", "")}
    )


@administrator_view
@require_POST
def read_now(request: HttpRequest, slug: str) -> HttpResponse:
    _read(request, slug, accept_removals=request.POST.get("accept") == "removals")
    return redirect("staff:feed", slug=slug)


@administrator_view
@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        listed = remove_feed(slug, by=actor_of(request), at=datetime.now(UTC))
    except FeedRefused:
        raise Http404 from None
    publish_snapshot()
    messages.success(request, _("Removed, with its %(count)d meetings.") % {"count": listed})
    return redirect("staff:feeds")


def _read(request: HttpRequest, slug: str, *, accept_removals: bool = False) -> None:
    try:
        report = sync_feed(
            slug, by=actor_of(request), at=datetime.now(UTC), accept_removals=accept_removals
        )
    except FeedRefused:
        raise Http404 from None
    publish_snapshot()
    level = messages.SUCCESS if report.outcome in {"synced", "unchanged"} else messages.WARNING
    messages.add_message(request, level, report.message)

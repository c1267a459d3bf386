from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.feed_changing import change_feed
from stepwell.actions.feed_sync import sync_feed
from stepwell.actions.feeds import FeedRefused, add_feed, remove_feed
from stepwell.actions.snapshots import publish_snapshot
from stepwell.queries.feeds import NoSuchFeed, feed_report, feed_reports, feed_settings
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.shared.policies import actor_of, administrator_view
from stepwell.web.staff.forms.feed import FeedChangeForm, FeedForm


@administrator_view
@require_safe
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
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        settings = feed_settings(slug)
    except NoSuchFeed:
        raise Http404 from None
    form = FeedChangeForm(request.POST if request.method == "POST" else None, initial=settings)
    if request.method == "POST" and form.is_valid():
        try:
            change_feed(slug, form.as_changes(), by=actor_of(request), at=datetime.now(UTC))
        except FeedRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Changed. It is read again when it is next due."))
            return redirect("staff:feed", slug=slug)
    context = {"form": form, "slug": slug, "name": settings["name"]}
    status = 422 if form.errors else 200
    return render(request, "staff/feed_change.html", context, status=status)


@administrator_view
@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    kind = request.GET.get("kind", "")
    try:
        detail = feed_report(slug, kind=kind, page=page_number(request))
    except NoSuchFeed:
        raise Http404 from None
    query = urlencode({"kind": kind}) if kind else ""
    context = {"detail": detail, "found": detail.found, "query": query}
    return render(request, "staff/feed.html", context)


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

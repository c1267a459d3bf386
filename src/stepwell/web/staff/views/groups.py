"""Groups: when they meet, who leads them, who is in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.client_reading import clients_to_choose
from stepwell.actions.group_places import join_group, leave_group
from stepwell.actions.group_reading import list_groups, open_group
from stepwell.actions.groups import add_leader, close_group, end_leader, make_group
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.schedule import check_can_make_group
from stepwell.domain.care.groups import rotation_of
from stepwell.domain.care.refusal import CareRefused
from stepwell.queries.protocols import latest_protocols
from stepwell.web.staff.forms.schedule import GroupForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.schedule_words import CAUSES, GROUP_STATES, WEEKDAYS

WORDS = {"weekdays": dict(enumerate(WEEKDAYS)), "group_states": GROUP_STATES, "causes": CAUSES}


@program_view
@require_safe
def groups(request: HttpRequest, by: Actor) -> HttpResponse:
    is_over = request.GET.get("show") == "over"
    lines = list_groups(by=by, at=datetime.now(UTC), is_over=is_over)
    return render(request, "staff/groups.html", {"lines": lines, "is_over": is_over} | WORDS)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, by: Actor) -> HttpResponse:
    check_can_make_group(by, by.organization_id)
    form = GroupForm(request.POST if request.method == "POST" else None, protocols=_protocols())
    if request.method == "POST" and form.is_valid():
        try:
            key = make_group(form.as_new(), by=by, at=datetime.now(UTC))
        except CareRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("staff:group", group_id=key)
    return form_page(request, "staff/group_add.html", form, {})


@program_view
@require_safe
def group(request: HttpRequest, by: Actor, group_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_group(group_id, by=by, at=at)
    inside = {one.client_id for one in page.members}
    others = [one for one in clients_to_choose(by=by, at=at) if one.id not in inside]
    return render(request, "staff/group.html", {"page": page, "others": others} | WORDS)


@program_view
@require_POST
def close(request: HttpRequest, by: Actor, group_id: UUID) -> HttpResponse:
    def deed(at: datetime) -> None:
        ends_on = _day(request)
        if ends_on is None:
            open_group(group_id, by=by, at=at)
            raise CareRefused(_("Choose the last day of the group."))
        close_group(group_id, ends_on=ends_on, by=by, at=at)

    return _done(request, group_id, deed)


@program_view
@require_POST
def leader(request: HttpRequest, by: Actor, group_id: UUID) -> HttpResponse:
    return _with(
        request, group_id, by, "user", lambda who, at: add_leader(group_id, who, by=by, at=at)
    )


@program_view
@require_POST
def leader_end(request: HttpRequest, by: Actor, group_id: UUID) -> HttpResponse:
    return _with(
        request, group_id, by, "user", lambda who, at: end_leader(group_id, who, by=by, at=at)
    )


@program_view
@require_POST
def join(request: HttpRequest, by: Actor, group_id: UUID) -> HttpResponse:
    return _with(
        request, group_id, by, "client", lambda who, at: join_group(group_id, who, by=by, at=at)
    )


@program_view
@require_POST
def leave(request: HttpRequest, by: Actor, group_id: UUID) -> HttpResponse:
    words = request.POST.get("words", "")[:300]

    def deed(who: str, at: datetime) -> None:
        leave_group(group_id, who, words=words, by=by, at=at)

    return _with(request, group_id, by, "client", deed)


def _with(
    request: HttpRequest,
    group_id: UUID,
    by: Actor,
    name: str,
    deed: Callable[[str, datetime], object],
) -> HttpResponse:
    """With whom the form names; nobody named is refused to those who may see the group."""
    who = request.POST.get(name, "")

    def named(at: datetime) -> None:
        if not who:
            open_group(group_id, by=by, at=at)
            raise CareRefused(_("Choose someone."))
        deed(who, at)

    return _done(request, group_id, named)


def _done(request: HttpRequest, group_id: UUID, deed: Callable[[datetime], None]) -> HttpResponse:
    try:
        deed(datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("staff:group", group_id=group_id)


def _day(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.POST.get("ends_on", ""))
    except ValueError:
        return None


def _protocols() -> list[tuple[str, str]]:
    """Those that are given in a group, in each way."""
    return [
        (f"{one.slug}:{variant.id}", f"{one.words().title} – "
         f"{one.words().of('variants', variant.id).title}")
        for one in latest_protocols()
        for variant in one.definition.variants
        if rotation_of(one, variant.id)
    ]  # fmt: skip

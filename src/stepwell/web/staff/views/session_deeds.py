"""What is done in a session that goes on. Each of these forms brings along all that is typed on
the page, and keeps that first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from stepwell.actions.group_session_ending import end_group_run
from stepwell.actions.session_ending import NotReady, end_run
from stepwell.actions.session_entries import Saved, save_entries
from stepwell.actions.session_rest import all_came, finish_blocks, skip_questions
from stepwell.actions.session_runs import (
    abandon_run,
    is_of_group,
    pause_run,
    resume_run,
    stop_for_safety,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.care.run_gaps import Gap
from stepwell.domain.safety.paths import PathRefused
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.session_fields import anchor_of, entries_in, name_of
from stepwell.web.staff.session_page import run_page

NUMBERS = "X-Entry-Numbers"
"""The numbers of what stands now, in the order in which the fields were sent."""
PLACES = frozenset({"review", "agenda", "tasks", "close", "note", "safety"})


@program_view
@require_POST
def save(request: HttpRequest, by: Actor, run_id: UUID) -> HttpResponse:
    """As they type, a few fields at a time; without script the whole page."""
    at = datetime.now(UTC)
    try:
        saved = save_entries(run_id, entries_in(request.POST), by=by, at=at)
    except CareRefused as refusal:
        if _is_typing(request):
            return render(
                request, "staff/sessions/not_saved.html", {"refusal": refusal}, status=422
            )
        return _page(request, by, run_id, refusal=str(refusal))
    if _is_typing(request):
        return _numbers(request, saved)
    if saved.conflicts:
        return _page(request, by, run_id, saved=saved)
    return _back(request, run_id)


@program_view
@require_POST
def rest(request: HttpRequest, by: Actor, run_id: UUID) -> HttpResponse:
    """The rest was not asked, for one reason; or everybody else of a group came."""

    def settle(at: datetime) -> None:
        if request.POST.get("what") == "came":
            all_came(run_id, by=by, at=at)
        else:
            skip_questions(run_id, words=request.POST.get("why", ""), by=by, at=at)

    return _kept_and(request, by, run_id, settle)


@program_view
@require_POST
def pause(request: HttpRequest, by: Actor, run_id: UUID) -> HttpResponse:
    return _kept_and(request, by, run_id, lambda at: pause_run(run_id, by=by, at=at))


@program_view
@require_POST
def go_on(request: HttpRequest, by: Actor, run_id: UUID) -> HttpResponse:
    return _kept_and(request, by, run_id, lambda at: resume_run(run_id, by=by, at=at))


@program_view
@require_POST
def stop(request: HttpRequest, by: Actor, run_id: UUID) -> HttpResponse:
    """Leads to the safety path."""
    paths: list[UUID] = []

    def open_path(at: datetime) -> None:
        concern, words = request.POST.get("concern", ""), request.POST.get("stop_words", "")
        paths.append(stop_for_safety(run_id, concern, words=words, by=by, at=at))

    answer = _kept_and(request, by, run_id, open_path)
    return redirect("staff:safety_path", path_id=paths[0]) if paths else answer


@program_view
@require_POST
def give_up(request: HttpRequest, by: Actor, run_id: UUID) -> HttpResponse:
    words = request.POST.get("give_up_words", "")
    answer = _kept_and(
        request, by, run_id, lambda at: abandon_run(run_id, words=words, by=by, at=at)
    )
    return redirect("staff:sessions") if answer.status_code == 302 else answer


@program_view
@require_POST
def end(request: HttpRequest, by: Actor, run_id: UUID) -> HttpResponse:
    ending = end_group_run if is_of_group(run_id, by) else end_run

    def finish(at: datetime) -> None:
        if request.POST.get("what") == "blocks":
            finish_blocks(run_id, by=by, at=at)
        ending(run_id, by=by, at=at)

    answer = _kept_and(request, by, run_id, finish)
    if answer.status_code == 302:
        return redirect("staff:session_done", run_id=run_id)
    return answer


def _kept_and(
    request: HttpRequest, by: Actor, run_id: UUID, deed: Callable[[datetime], None]
) -> HttpResponse:
    """What is typed is kept, then the deed is done; where that is refused, the page says why."""
    at = datetime.now(UTC)
    try:
        entries = entries_in(request.POST)
        saved = save_entries(run_id, entries, by=by, at=at) if entries else Saved(())
        if saved.conflicts:
            return _page(request, by, run_id, saved=saved)
        deed(at)
    except NotReady as missing:
        return _page(request, by, run_id, missing=missing.missing)
    except (CareRefused, PathRefused) as refusal:
        return _page(request, by, run_id, refusal=str(refusal))
    return _back(request, run_id)


def _page(
    request: HttpRequest,
    by: Actor,
    run_id: UUID,
    *,
    saved: Saved | None = None,
    missing: tuple[Gap, ...] = (),
    refusal: str = "",
) -> HttpResponse:
    at = datetime.now(UTC)
    conflicts = saved.conflicts if saved else ()
    template, context = run_page(run_id, by=by, at=at, conflicts=conflicts)
    told = {"refusal": refusal, "missing": [(anchor_of(one.key), one.words) for one in missing]}
    status = 409 if saved else 422
    return render(request, template, context | told, status=status)


def _back(request: HttpRequest, run_id: UUID) -> HttpResponse:
    place = request.POST.get("place", "")
    if place == "meetings":
        return redirect("staff:session_meetings", run_id=run_id)
    where = reverse("staff:session", kwargs={"run_id": run_id})
    return redirect(f"{where}#{place}" if place in PLACES or place.startswith("b-") else where)


def _is_typing(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _numbers(request: HttpRequest, saved: Saved) -> HttpResponse:
    if saved.conflicts:
        context = {"conflicts": [(name_of(one), one) for one in saved.conflicts]}
        answer = render(request, "staff/sessions/conflicts.html", context, status=409)
    else:
        answer = HttpResponse(status=204)
    answer[NUMBERS] = " ".join(map(str, saved.numbers))
    return answer

"""Someone's care: the episode, its goals, treatments and diagnoses, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.care_facts import add_diagnosis, add_therapy, end_therapy, remove_diagnosis
from stepwell.actions.care_goals import add_plan_goal, set_goal, settle_plan_goal
from stepwell.actions.care_reading import open_care, open_episode
from stepwell.actions.care_views import CarePage, EpisodeView
from stepwell.actions.episodes import discharge, move_episode
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.diagnoses import CodeSystem
from stepwell.domain.care.episodes import EpisodeEvent
from stepwell.domain.care.refusal import CareRefused
from stepwell.web.staff import care_words as words
from stepwell.web.staff.course_words import COURSES
from stepwell.web.staff.forms.care import (
    DiagnosisForm,
    DischargeForm,
    GoalForm,
    MoveForm,
    PlanGoalForm,
    SettleForm,
    TherapyForm,
    goal_values,
)
from stepwell.web.staff.forms.client import SUBSTANCES
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view

F = TypeVar("F", bound=forms.Form)
WORDS = {
    "levels": words.LEVELS,
    "statuses": words.STATUSES,
    "deeds": words.DEEDS,
    "happened": words.HAPPENED,
    "goals": words.GOALS,
    "plan_goals": words.PLAN_GOALS,
    "discharges": words.DISCHARGES,
    "plan_parts": words.PLAN_PARTS,
    "systems": words.CODE_SYSTEMS,
    "substances": dict(SUBSTANCES),
    "courses": COURSES,
}


@program_view
@require_safe
def care(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    page = open_care(client_id, by=by, at=datetime.now(UTC))
    return render(request, "staff/care.html", {"page": page} | WORDS)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, by: Actor, episode_id: UUID, event: str) -> HttpResponse:
    if event not in {*EpisodeEvent} - {EpisodeEvent.DISCHARGE}:
        raise Http404("There is no such change of an episode of care.")
    deed = EpisodeEvent(event)
    form = MoveForm(request.POST if request.method == "POST" else None, deed=deed)

    def keep(given: MoveForm, at: datetime) -> None:
        move_episode(
            episode_id, deed, level=given.as_level(), words=given.cleaned_data["words"],
            by=by, at=at,
        )  # fmt: skip

    return _form(request, by, episode_id, form, words.DEEDS[deed], keep, button=words.DEEDS[deed])


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def discharged(request: HttpRequest, by: Actor, episode_id: UUID) -> HttpResponse:
    def keep(given: DischargeForm, at: datetime) -> None:
        why = given.cleaned_data["words"]
        discharge(episode_id, given.as_reason(), given.as_plan(), words=why, by=by, at=at)

    form = DischargeForm(request.POST if request.method == "POST" else None)
    lead = _("Whoever completes their care leaves with at least one line of a plan.")
    title = words.DEEDS[EpisodeEvent.DISCHARGE]
    return _form(request, by, episode_id, form, title, keep, lead=lead, button=title)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: HttpRequest, by: Actor, episode_id: UUID) -> HttpResponse:
    def keep(given: GoalForm, at: datetime) -> None:
        set_goal(episode_id, given.as_goal(), by=by, at=at)

    form = GoalForm(request.POST if request.method == "POST" else None)
    lead = _("The person’s own goal. The newest stands; earlier ones stay to be read.")
    title = _("Goal for their use")
    return _form(request, by, episode_id, form, title, keep, lead=lead, look=_goal_that_stands)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def plan_goal(request: HttpRequest, by: Actor, episode_id: UUID) -> HttpResponse:
    def keep(given: PlanGoalForm, at: datetime) -> None:
        add_plan_goal(episode_id, **given.cleaned_data, by=by, at=at)

    form = PlanGoalForm(request.POST if request.method == "POST" else None)
    return _form(request, by, episode_id, form, _("A goal of the care plan"), keep)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def settle_goal(request: HttpRequest, by: Actor, episode_id: UUID, goal_id: UUID) -> HttpResponse:
    def keep(given: SettleForm, at: datetime) -> None:
        outcome = given.cleaned_data["outcome"]
        settle_plan_goal(episode_id, goal_id, given.as_event(), outcome=outcome, by=by, at=at)

    def look(episode: EpisodeView) -> dict[str, Any]:
        goal = next((one for one in episode.plan_goals if one.id == goal_id), None)
        if goal is None:
            raise NotFound
        return {"lead": goal.words}

    form = SettleForm(request.POST if request.method == "POST" else None)
    return _form(request, by, episode_id, form, _("A goal of the care plan"), keep, look=look)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def therapy(request: HttpRequest, by: Actor, episode_id: UUID) -> HttpResponse:
    def keep(given: TherapyForm, at: datetime) -> None:
        add_therapy(episode_id, **given.cleaned_data, by=by, at=at)

    form = TherapyForm(request.POST if request.method == "POST" else None)
    return _form(request, by, episode_id, form, _("Another treatment"), keep)


@program_view
@require_POST
def therapy_end(
    request: HttpRequest, by: Actor, episode_id: UUID, therapy_id: UUID
) -> HttpResponse:
    return _deed(
        request, by, episode_id, lambda at: end_therapy(episode_id, therapy_id, by=by, at=at)
    )


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def diagnosis(request: HttpRequest, by: Actor, episode_id: UUID) -> HttpResponse:
    def keep(given: DiagnosisForm, at: datetime) -> None:
        values = given.cleaned_data
        add_diagnosis(
            episode_id, CodeSystem(values["system"]), values["code"], words=values["words"],
            is_principal=values["is_principal"], by=by, at=at,
        )  # fmt: skip

    form = DiagnosisForm(request.POST if request.method == "POST" else None)
    return _form(request, by, episode_id, form, _("A diagnosis"), keep)


@program_view
@require_POST
def diagnosis_remove(
    request: HttpRequest, by: Actor, episode_id: UUID, diagnosis_id: UUID
) -> HttpResponse:
    return _deed(
        request, by, episode_id, lambda at: remove_diagnosis(episode_id, diagnosis_id, by=by, at=at)
    )


def _goal_that_stands(episode: EpisodeView) -> dict[str, Any]:
    return {"initial": goal_values(episode.goals[0] if episode.goals else None)}


def _form(
    request: HttpRequest,
    by: Actor,
    episode_id: UUID,
    form: F,
    title: str | Promise,
    keep: Callable[[F, datetime], None],
    *,
    lead: str | Promise = "",
    button: str | Promise = "",
    look: Callable[[EpisodeView], dict[str, Any]] | None = None,
) -> HttpResponse:
    """look: what the episode adds to the page, `initial` to the form. button: "" for "Keep"."""
    at = datetime.now(UTC)
    page, episode = _to_change(episode_id, by, at)
    context: dict[str, Any] = {"page": page, "title": title, "lead": lead, "button": button}
    context |= look(episode) if look else {}
    form.initial = context.pop("initial", {})
    if request.method == "POST" and form.is_valid():
        try:
            keep(form, at)
        except CareRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("staff:client_care", client_id=page.client_id)
    return form_page(request, "staff/care_form.html", form, context)


def _deed(
    request: HttpRequest, by: Actor, episode_id: UUID, keep: Callable[[datetime], None]
) -> HttpResponse:
    at = datetime.now(UTC)
    page, _episode = _to_change(episode_id, by, at)
    try:
        keep(at)
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("staff:client_care", client_id=page.client_id)


def _to_change(episode_id: UUID, by: Actor, at: datetime) -> tuple[CarePage, EpisodeView]:
    page, episode = open_episode(episode_id, by=by, at=at)
    if not page.may_change:
        raise AccessDenied("You may read this, not change it.", rule="care.change")
    return page, episode

"""The page of a significant other, and saying how a task went."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from stepwell.actions.partner_page import open_partner_page, say_how_it_went
from stepwell.domain.access.denied import NotFound
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.recovery.partners import PartnerSaid
from stepwell.queries.vocabularies import fellowships
from stepwell.web.members.forms.partner import SayForm
from stepwell.web.shared.policies import actor_of, partner_view


@partner_view
@never_cache
@require_safe
def together(request: HttpRequest) -> HttpResponse:
    return _page(request)


@partner_view
@never_cache
@require_POST
def say(request: HttpRequest, task_id: UUID) -> HttpResponse:
    form = SayForm(request.POST, auto_id=f"{task_id}-%s")
    if form.is_valid():
        said = PartnerSaid(form.cleaned_data["said"])
        try:
            say_how_it_went(
                task_id,
                said,
                form.cleaned_data["words"],
                by=actor_of(request),
                at=datetime.now(UTC),
            )
        except CareRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. It is kept for when you next meet."))
            return redirect("partners:together")
    return _page(request, task_id, form)


def _page(
    request: HttpRequest, task_id: UUID | None = None, form: SayForm | None = None
) -> HttpResponse:
    """form: as it was sent for one of the tasks. Raises NotFound where that is not shown."""
    shown = open_partner_page(by=actor_of(request), at=datetime.now(UTC))
    if form is not None and task_id not in {task.id for one in shown for task in one.tasks}:
        raise NotFound
    blocks = [
        (
            one,
            [
                (
                    task,
                    form
                    if form is not None and task.id == task_id
                    else SayForm(
                        auto_id=f"{task.id}-%s", initial={"said": task.said, "words": task.words}
                    ),
                )
                for task in one.tasks
            ],
        )
        for one in shown
    ]
    family = [one for one in fellowships().values() if one.audience == "family"]
    context = {"blocks": blocks, "family": family}
    return render(request, "members/together.html", context, status=422 if form else 200)

"""Every component in every state, for those who build pages; not part of an installation."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.web.shared.gallery_samples import samples
from stepwell.web.shared.policies import public_view


@public_view
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404("The gallery is shown by the demo and in development only.")
    return render(request, "shared/gallery.html", samples())

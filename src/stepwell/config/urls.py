from django.urls import include, path

from stepwell.web.shared.views import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("stepwell.web.public.urls")),
    path("", include("stepwell.web.shared.urls")),
    path("", include("stepwell.web.accounts.urls")),
    path("me/", include("stepwell.web.members.urls")),
    path("with/", include("stepwell.web.members.partner_urls")),
    path("app/", include("stepwell.web.members.app_urls")),
    path("api/", include("stepwell.api.urls")),
    path("staff/", include("stepwell.web.staff.urls")),
]

handler400 = "stepwell.web.shared.views.errors.bad_request"
handler403 = "stepwell.web.shared.views.errors.permission_denied"
handler404 = "stepwell.web.shared.views.errors.page_not_found"
handler500 = "stepwell.web.shared.views.errors.server_error"

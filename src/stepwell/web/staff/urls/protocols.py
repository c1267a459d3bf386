from django.urls import path

from stepwell.web.staff.views import protocols, steps

urlpatterns = [
    path("protocols/", protocols.protocols, name="protocols"),
    path("protocols/steps/", steps.steps, name="protocol_steps"),
    path("protocols/steps/<slug:step>/", steps.step, name="protocol_step"),
    path("protocols/<slug:slug>/<int:version>/", protocols.protocol, name="protocol"),
    path(
        "protocols/<slug:slug>/<int:version>/<slug:session>/",
        protocols.session,
        name="protocol_session",
    ),
]

from django.urls import path

from stepwell.web.staff.views import protocols

urlpatterns = [
    path("protocols/", protocols.protocols, name="protocols"),
    path("protocols/<slug:slug>/<int:version>/", protocols.protocol, name="protocol"),
    path(
        "protocols/<slug:slug>/<int:version>/<slug:session>/",
        protocols.session,
        name="protocol_session",
    ),
]

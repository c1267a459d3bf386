from django.urls import path

from stepwell.web.staff.views import oversight

urlpatterns = [
    path("trail/", oversight.trail, name="trail"),
    path("outbox/", oversight.outbox, name="outbox"),
    path("health/", oversight.health, name="health"),
]

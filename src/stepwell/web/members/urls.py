from django.urls import path

from stepwell.web.members.views import record

app_name = "members"

urlpatterns = [
    path("opened/", record.openings, name="openings"),
]

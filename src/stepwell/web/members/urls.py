from django.urls import path

from stepwell.web.members.views import manifest, record

app_name = "members"

urlpatterns = [
    path("app.webmanifest", manifest.manifest, name="manifest"),
    path("opened/", record.openings, name="openings"),
]

from django.urls import path

from stepwell.web.members.views import disclosures, manifest, record

app_name = "members"

urlpatterns = [
    path("app.webmanifest", manifest.manifest, name="manifest"),
    path("opened/", record.openings, name="openings"),
    path("disclosures/", disclosures.disclosures, name="disclosures"),
]

from django.urls import path

from stepwell.web.members.views import disclosures, record

app_name = "members"

urlpatterns = [
    path("opened/", record.openings, name="openings"),
    path("disclosures/", disclosures.disclosures, name="disclosures"),
]

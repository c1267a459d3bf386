from django.urls import path

from stepwell.web.members.views import disclosures, manifest, plan, record, rights

app_name = "members"

urlpatterns = [
    path("app.webmanifest", manifest.manifest, name="manifest"),
    path("opened/", record.openings, name="openings"),
    path("safety-plan/", plan.plan, name="plan"),
    path("safety-plan/help/", plan.ask, name="plan_ask"),
    path("rights/", rights.rights, name="rights"),
    path("rights/copy/", rights.copy, name="rights_copy"),
    path("rights/end/", rights.end, name="rights_end"),
    path("rights/<uuid:request_id>/", rights.request_deed, name="rights_request"),
    path("disclosures/", disclosures.disclosures, name="disclosures"),
]

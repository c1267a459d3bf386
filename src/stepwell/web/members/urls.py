from django.urls import path

from stepwell.web.members.views import consents, manifest, notice, record

app_name = "members"

urlpatterns = [
    path("app.webmanifest", manifest.manifest, name="manifest"),
    path("consents/", consents.consents, name="consents"),
    path("consents/<uuid:consent_id>/", consents.consent, name="consent"),
    path("consents/<uuid:consent_id>/sign/", consents.sign, name="consent_sign"),
    path("consents/<uuid:consent_id>/take-back/", consents.revoke, name="consent_revoke"),
    path("consents/<uuid:consent_id>/paper/", consents.paper, name="consent_paper"),
    path("notice/", notice.notice, name="notice"),
    path("notice/paper/", notice.paper, name="notice_paper"),
    path("opened/", record.openings, name="openings"),
]

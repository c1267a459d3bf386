from django.urls import path

from stepwell.web.staff.urls.one_client import ONE
from stepwell.web.staff.views import consent_signing, consents, privacy

CONSENT = "consents/<uuid:consent_id>/"

urlpatterns = [
    path(f"{ONE}consents/", consents.consents, name="consents"),
    path(f"{ONE}consents/new/", consents.new, name="consent_new"),
    path(f"{ONE}consents/new/<slug:template>/", consents.draw_up, name="consent_draw_up"),
    path(f"{ONE}notice/", privacy.notice, name="privacy_notice"),
    path(f"{ONE}notice/paper/", privacy.notice_paper, name="privacy_notice_paper"),
    path(f"{ONE}notice/hand-over/", privacy.hand_over, name="privacy_notice_hand_over"),
    path(f"{ONE}privacy/", privacy.facts, name="privacy_facts"),
    path(CONSENT, consents.consent, name="consent"),
    path(f"{CONSENT}sign/", consent_signing.sign, name="consent_sign"),
    path(f"{CONSENT}hand-over/", consent_signing.hand_over, name="consent_hand_over"),
    path(f"{CONSENT}revoke/", consent_signing.revoke, name="consent_revoke"),
    path(f"{CONSENT}end/", consent_signing.end, name="consent_end"),
    path(f"{CONSENT}not-valid/", consent_signing.is_false, name="consent_false"),
    path(f"{CONSENT}discard/", consent_signing.discard, name="consent_discard"),
    path(f"{CONSENT}paper/", consents.paper, name="consent_paper"),
]

from django.urls import path

from stepwell.web.members.views import (
    consents,
    disclosures,
    notice,
    plan,
    record,
    reminders,
    restrictions,
    rights,
    steps,
)

app_name = "members"

urlpatterns = [
    path("consents/", consents.consents, name="consents"),
    path("consents/<uuid:consent_id>/", consents.consent, name="consent"),
    path("consents/<uuid:consent_id>/sign/", consents.sign, name="consent_sign"),
    path("consents/<uuid:consent_id>/take-back/", consents.revoke, name="consent_revoke"),
    path("consents/<uuid:consent_id>/paper/", consents.paper, name="consent_paper"),
    path("notice/", notice.notice, name="notice"),
    path("notice/paper/", notice.paper, name="notice_paper"),
    path("opened/", record.openings, name="openings"),
    path("safety-plan/", plan.plan, name="plan"),
    path("safety-plan/help/", plan.ask, name="plan_ask"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/address/", reminders.make, name="reminders_make"),
    path("reminders/address/stop/", reminders.stop, name="reminders_stop"),
    path("calendar/<str:token>.ics", reminders.feed, name="reminders_feed"),
    path("steps/waiting.json", steps.waiting, name="steps_waiting"),
    path("rights/", rights.rights, name="rights"),
    path("rights/copy/", rights.copy, name="rights_copy"),
    path("rights/read/", rights.read, name="rights_read"),
    path("rights/end/", rights.end, name="rights_end"),
    path("rights/keep-back/", restrictions.keep_back, name="rights_keep_back"),
    path(
        "rights/keep-back/<uuid:restriction_id>/",
        restrictions.take_back,
        name="rights_share_again",
    ),
    path("rights/<uuid:request_id>/", rights.request_deed, name="rights_request"),
    path("disclosures/", disclosures.disclosures, name="disclosures"),
]

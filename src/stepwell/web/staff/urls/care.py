from django.urls import path

from stepwell.web.staff.urls.one_client import ONE
from stepwell.web.staff.views import care, intakes, partner, referrals

REFERRAL = "referrals/<uuid:referral_id>/"
INTAKE = "intakes/<uuid:intake_id>/"
EPISODE = "episodes/<uuid:episode_id>/"

urlpatterns = [
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/add/", referrals.add, name="referral_add"),
    path(f"{ONE}asks-again/", referrals.again, name="referral_again"),
    path(REFERRAL, referrals.referral, name="referral"),
    path(f"{REFERRAL}close/", referrals.close, name="referral_close"),
    path(f"{REFERRAL}take-up/", referrals.take_up, name="referral_take_up"),
    path(f"{REFERRAL}intake/", referrals.start, name="referral_start_intake"),
    path(INTAKE, intakes.intake, name="referral_intake"),
    path(f"{INTAKE}no-consents/", intakes.no_consents, name="referral_no_consents"),
    path(f"{INTAKE}admit/", intakes.admit, name="referral_admit"),
    path(f"{INTAKE}end/", intakes.end, name="referral_intake_end"),
    path(f"{ONE}care/", care.care, name="client_care"),
    path(f"{ONE}partner/", partner.partner, name="client_partner"),
    path(f"{ONE}partner/<uuid:task_id>/show/", partner.show, name="client_partner_show"),
    path(f"{ONE}partner/<uuid:task_id>/review/", partner.review, name="client_partner_review"),
    path(f"{EPISODE}move/<slug:event>/", care.move, name="client_episode_move"),
    path(f"{EPISODE}discharge/", care.discharged, name="client_episode_discharge"),
    path(f"{EPISODE}goal/", care.goal, name="client_episode_goal"),
    path(f"{EPISODE}plan/", care.plan_goal, name="client_episode_plan"),
    path(f"{EPISODE}plan/<uuid:goal_id>/", care.settle_goal, name="client_episode_plan_settle"),
    path(f"{EPISODE}treatments/", care.therapy, name="client_episode_therapy"),
    path(
        f"{EPISODE}treatments/<uuid:therapy_id>/",
        care.therapy_end,
        name="client_episode_therapy_end",
    ),
    path(f"{EPISODE}diagnoses/", care.diagnosis, name="client_episode_diagnosis"),
    path(
        f"{EPISODE}diagnoses/<uuid:diagnosis_id>/",
        care.diagnosis_remove,
        name="client_episode_diagnosis_remove",
    ),
]

from django.urls import path

from stepwell.web.staff.views import fidelity

ONE = "fidelity/sessions/<uuid:session_id>/"
PERSON = "fidelity/people/<uuid:user_id>/"

urlpatterns = [
    path("fidelity/", fidelity.work, name="fidelity"),
    path("fidelity/agreement/", fidelity.agreement, name="fidelity_agreement"),
    path(ONE, fidelity.session, name="fidelity_session"),
    path(f"{ONE}save/", fidelity.save, name="fidelity_save"),
    path(f"{ONE}sign/", fidelity.sign, name="fidelity_sign"),
    path(f"{ONE}correct/", fidelity.correct, name="fidelity_correct"),
    path(f"{ONE}tick/", fidelity.tick, name="fidelity_tick"),
    path(PERSON, fidelity.counselor, name="fidelity_counselor"),
    path(f"{PERSON}draw/", fidelity.draw, name="fidelity_draw"),
    path(f"{PERSON}notes/", fidelity.notes, name="fidelity_notes"),
]

from django.urls import path

from stepwell.web.staff.urls.one_client import ONE as CLIENT
from stepwell.web.staff.views import session_deeds, session_meetings, sessions

ONE = "sessions/<uuid:run_id>/"

urlpatterns = [
    path("sessions/", sessions.sessions, name="sessions"),
    path(f"{CLIENT}session/", sessions.start, name="session_start"),
    path(ONE, sessions.session, name="session"),
    path(f"{ONE}save/", session_deeds.save, name="session_save"),
    path(f"{ONE}meetings/", session_meetings.meetings, name="session_meetings"),
    path(f"{ONE}rest/", session_deeds.rest, name="session_rest"),
    path(f"{ONE}pause/", session_deeds.pause, name="session_pause"),
    path(f"{ONE}go-on/", session_deeds.go_on, name="session_go_on"),
    path(f"{ONE}stop/", session_deeds.stop, name="session_stop"),
    path(f"{ONE}give-up/", session_deeds.give_up, name="session_give_up"),
    path(f"{ONE}end/", session_deeds.end, name="session_end"),
    path(f"{ONE}done/", sessions.done, name="session_done"),
    path(f"{ONE}summary/", sessions.summary, name="session_summary"),
    path(f"{ONE}summary/<uuid:client_id>/", sessions.summary, name="session_summary_of"),
    path("sessions/group/<uuid:event_id>/", sessions.start_group, name="session_start_group"),
]

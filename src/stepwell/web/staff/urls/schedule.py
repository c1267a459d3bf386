from django.urls import path

from stepwell.web.staff.urls.one_client import ONE
from stepwell.web.staff.views import appointments, calendars, schedule

APPOINTMENT = "appointments/<uuid:appointment_id>/"

urlpatterns = [
    path("schedule/", schedule.schedule, name="schedule"),
    path("schedule/calendar/", calendars.calendar, name="schedule_calendar"),
    path("schedule/calendar/make/", calendars.make, name="schedule_calendar_make"),
    path("schedule/calendar/stop/", calendars.stop, name="schedule_calendar_stop"),
    path("calendar/<str:token>.ics", calendars.feed, name="schedule_feed"),
    path(f"{ONE}book/", appointments.book, name="schedule_book"),
    path(APPOINTMENT, appointments.appointment, name="schedule_appointment"),
    path(f"{APPOINTMENT}move/", appointments.move, name="schedule_move"),
    path(f"{APPOINTMENT}settle/", appointments.settle, name="schedule_settle"),
    path(f"{APPOINTMENT}record/", appointments.record, name="schedule_record"),
    path("episodes/<uuid:episode_id>/contact/", appointments.contact, name="schedule_contact"),
    path("encounters/<uuid:encounter_id>/strike/", appointments.strike, name="schedule_strike"),
]

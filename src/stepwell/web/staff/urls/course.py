from django.urls import path

from stepwell.web.staff.urls.one_client import ONE
from stepwell.web.staff.views import courses, enrolling, handed_pages, recovery_log

EPISODE = "episodes/<uuid:episode_id>/"
COURSE = "courses/<uuid:enrollment_id>/"

urlpatterns = [
    path(f"{EPISODE}choose/", enrolling.choose, name="course_choose"),
    path(f"{EPISODE}enroll/", enrolling.enrolled, name="course_enroll"),
    path(COURSE, courses.course, name="course"),
    path(f"{COURSE}stop/", courses.stop, name="course_stop"),
    path(f"{COURSE}resume/", courses.resume, name="course_resume"),
    path(f"{COURSE}upgrade/", courses.upgrade, name="course_upgrade"),
    path(f"{COURSE}circumstances/", courses.circumstance, name="course_circumstance"),
    path(f"{COURSE}circumstances/end/", courses.circumstance_end, name="course_circumstance_end"),
    path(f"{ONE}log/", recovery_log.log, name="client_log"),
    path(f"{ONE}log/week/", recovery_log.week, name="client_log_week"),
    path(f"{ONE}log/strike/", recovery_log.strike, name="client_log_strike"),
    path(f"{ONE}pages/", handed_pages.pages, name="client_pages"),
    path(f"{ONE}pages/read/", handed_pages.read, name="client_page_read"),
    path("paper-log/", recovery_log.paper, name="client_paper_log"),
]

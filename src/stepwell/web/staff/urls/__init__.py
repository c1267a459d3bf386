"""The addresses of the staff's pages, a module for each area."""

from stepwell.web.staff.urls import (
    care,
    clients,
    consents,
    course,
    feeds,
    fidelity,
    groups,
    help_numbers,
    home,
    matching,
    notes,
    oversight,
    program,
    protocols,
    releases,
    rights,
    safety,
    schedule,
    sessions,
    sharing,
)

app_name = "staff"

urlpatterns = [
    *home.urlpatterns,
    *clients.urlpatterns,
    *sharing.urlpatterns,
    *releases.urlpatterns,
    *safety.urlpatterns,
    *consents.urlpatterns,
    *program.urlpatterns,
    *help_numbers.urlpatterns,
    *oversight.urlpatterns,
    *feeds.urlpatterns,
    *rights.urlpatterns,
    *protocols.urlpatterns,
    *matching.urlpatterns,
    *care.urlpatterns,
    *course.urlpatterns,
    *schedule.urlpatterns,
    *groups.urlpatterns,
    *sessions.urlpatterns,
    *notes.urlpatterns,
    *fidelity.urlpatterns,
]

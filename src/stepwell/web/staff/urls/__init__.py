"""The addresses of the staff's pages, a module for each area."""

from stepwell.web.staff.urls import clients, feeds, home, oversight, program

app_name = "staff"

urlpatterns = [
    *home.urlpatterns,
    *clients.urlpatterns,
    *program.urlpatterns,
    *oversight.urlpatterns,
    *feeds.urlpatterns,
]

from django.urls import path

from stepwell.web.members.views import partner

app_name = "partners"

urlpatterns = [
    path("", partner.together, name="together"),
    path("<uuid:task_id>/", partner.say, name="say"),
]

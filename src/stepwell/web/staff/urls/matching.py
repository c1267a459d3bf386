from django.urls import path

from stepwell.web.staff.views import meeting_wishes

CLIENT = "clients/<uuid:client_id>/meetings/"

urlpatterns = [
    path(CLIENT, meeting_wishes.wishes, name="meeting_wishes"),
    path(f"{CLIENT}leave-out/", meeting_wishes.left_out, name="meeting_left_out"),
]

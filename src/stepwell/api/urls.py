from django.urls import path

from stepwell.api.member import sync

app_name = "api"

urlpatterns = [
    path("app/sync", sync.sync, name="sync"),
]

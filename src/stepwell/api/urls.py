from django.urls import path

from stepwell.api.member import brief, sharing, sync

app_name = "api"

urlpatterns = [
    path("app/brief", brief.brief, name="brief"),
    path("app/shared", sharing.shared, name="shared"),
    path("app/sync", sync.sync, name="sync"),
]

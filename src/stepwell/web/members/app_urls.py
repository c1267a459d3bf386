"""The member's app: one page, its code and what it asks before it sends. See docs/app.md."""

from django.urls import path

from stepwell.web.members.views import app, manifest

app_name = "app"

urlpatterns = [
    path("", app.shell, name="shell"),
    path("shell/", app.kept_shell, name="kept_shell"),
    path("worker.js", app.worker, name="worker"),
    path("here/", app.here, name="here"),
    path("look/", app.look, name="look"),
    path("app.webmanifest", manifest.manifest, name="manifest"),
]

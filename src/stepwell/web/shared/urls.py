"""Addresses of the shared floor: the style sheet and the gallery of parts."""

from django.urls import path

from stepwell.web.shared.views import gallery, stylesheet

app_name = "shared"
urlpatterns = [
    path("style/<slug:version>.css", stylesheet.show, name="stylesheet"),
    path("design/", gallery.show, name="gallery"),
]

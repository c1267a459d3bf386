from django.urls import path

from stepwell.web.staff.views import home

urlpatterns = [
    path("", home.home, name="home"),
]

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "stepwell.web.staff"
    label = "web_staff"

from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "stepwell.web.shared"
    label = "shared"

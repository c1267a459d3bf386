from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "stepwell.records.care"
    label = "care"

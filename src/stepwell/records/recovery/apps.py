from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "stepwell.records.recovery"
    label = "recovery"

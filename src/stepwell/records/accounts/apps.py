from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "stepwell.records.accounts"
    label = "accounts"

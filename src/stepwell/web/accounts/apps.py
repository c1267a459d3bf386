from django.apps import AppConfig


class WebAccountsConfig(AppConfig):
    name = "stepwell.web.accounts"
    label = "web_accounts"

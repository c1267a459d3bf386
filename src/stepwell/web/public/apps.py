from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "stepwell.web.public"
    label = "web_public"

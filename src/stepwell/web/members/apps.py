from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "stepwell.web.members"
    label = "web_members"

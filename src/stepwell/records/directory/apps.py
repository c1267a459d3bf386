from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "stepwell.records.directory"
    label = "directory"

from django.apps import AppConfig


class CounselingNotesConfig(AppConfig):
    name = "stepwell.records.counseling_notes"
    label = "counseling_notes"

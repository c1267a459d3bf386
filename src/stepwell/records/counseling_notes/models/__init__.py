from stepwell.records.counseling_notes.models.counseling_note import CounselingNote

__all__ = ["CounselingNote"]

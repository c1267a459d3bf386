from stepwell.records.audit.models.audit_event import AuditEvent
from stepwell.records.audit.models.audit_head import AuditHead
from stepwell.records.audit.models.audit_segment import AuditSegment
from stepwell.records.audit.models.legal_hold import LegalHold

__all__ = ["AuditEvent", "AuditHead", "AuditSegment", "LegalHold"]

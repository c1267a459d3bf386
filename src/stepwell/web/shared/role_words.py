"""What roles are called on pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stepwell.domain.access.roles import Role

ROLE_WORDS = {
    Role.COUNSELOR: _("Counselor"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.DIRECTOR: _("Director"),
    Role.FRONT_DESK: _("Front desk"),
    Role.VOLUNTEER_COORDINATOR: _("Volunteer coordinator"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.AUDITOR: _("Auditor"),
    Role.VOLUNTEER: _("Volunteer"),
    Role.MEMBER: _("Member"),
    Role.SIGNIFICANT_OTHER: _("Significant other"),
}

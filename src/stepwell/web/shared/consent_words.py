"""How a consent stands, in the reader's words: (label, icon, kind of flag)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stepwell.domain.consents.states import ConsentState

STATE_FLAGS = {
    ConsentState.DRAFT: (_("Not signed yet"), "notebook-pen", "watch"),
    ConsentState.IN_FORCE: (_("In force"), "shield-check", "ok"),
    ConsentState.PART_REVOKED: (_("In force, a part taken back"), "shield-check", "watch"),
    ConsentState.REVOKED: (_("Taken back"), "x", ""),
    ConsentState.ENDED: (_("Ended"), "check", ""),
    ConsentState.EXPIRED: (_("Over"), "clock", ""),
    ConsentState.DEFECTIVE: (_("Not valid"), "octagon-alert", "act"),
}

"""Where a request comes from, as far as the audit trail may keep it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from stepwell.domain.audit.origin import Origin, coarse_network
from stepwell.web.shared.visitors import address_of


def origin_of(request: HttpRequest) -> Origin:
    network = coarse_network(address_of(request)) if settings.AUDIT_KEEPS_NETWORK else ""
    return Origin("web", network)

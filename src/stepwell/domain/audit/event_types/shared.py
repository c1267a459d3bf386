"""What the types of several areas allow."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stepwell.domain.audit.rules import Flag, one_of

WHY_OPENED = ("emergency", "covering", "supervision", "records_request", "correction", "other")
NO_DETAILS: Mapping[str, Flag] = MappingProxyType({})
FORMATS = one_of("csv", "fhir", "html", "ical", "json", "pdf", "print", "text", "xlsx", "zip")
METHODS = one_of("password", "passkey", "totp", "recovery_code", "pin", "invitation")

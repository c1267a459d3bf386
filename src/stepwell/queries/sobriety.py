"""How days are counted, by fellowship: the data of the library. Nothing here is about a person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from stepwell.domain.recovery.sobriety_json import rules_for_phone
from stepwell.domain.recovery.sobriety_rules import SobrietyRules
from stepwell.library.recovery import sobriety_rules
from stepwell.library.vocabularies import fellowships


@dataclass(frozen=True, slots=True)
class RulesDocument:
    """body: JSON in UTF-8. content_hash: of what it says."""

    body: bytes
    content_hash: str


def counting_rules() -> SobrietyRules:
    return sobriety_rules()


@cache
def rules_document() -> RulesDocument:
    told = rules_for_phone(counting_rules())
    for slug, one in fellowships().items():
        if slug in told["fellowships"]:
            told["fellowships"][slug]["name"] = one.short_name
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    return RulesDocument(body, sha256(body).hexdigest()[:32])

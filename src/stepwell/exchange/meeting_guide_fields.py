"""Field names of the Meeting Guide format, and plain other names for the same things.

Names are compared in lower case, spaces and dashes as underscores, camelCase split:
"Start Time", "startTime" and "start_time" are one. The canonical name wins where a row
has both and it is not empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_ALIASES = {
    "name": "title meeting_name meeting summary nombre nom",
    "slug": "id meeting_id uid key guid uuid record_id",
    "day": "weekday day_of_week days weekdays dow meeting_day day_name días dia día jour",
    "time": "start_time start starts starts_at begin_time begins from meeting_time hora heure",
    "end_time": "end ends ends_at finish_time finish to until stop_time",
    "duration": "duration_minutes length length_minutes duration_min",
    "timezone": "time_zone tz zone tzid",
    "formatted_address": "full_address address_full location_address",
    "address": "street street_address address_1 address1 address_line_1 addr",
    "city": "town locality municipality ciudad ville",
    "state": "province state_province prov region_code",
    "postal_code": "zip zip_code zipcode postcode post_code postal",
    "country": "country_code nation",
    "latitude": "lat geo_lat",
    "longitude": "lng lon long geo_lng geo_lon",
    "coordinates": "coords lat_lng latlng geo",
    "approximate": "is_approximate",
    "region": "area región",
    "regions": "region_path",
    "sub_region": "subregion neighborhood neighbourhood",
    "sub_sub_region": "",
    "location": "venue location_name venue_name place place_name building",
    "location_notes": "venue_notes directions location_info address_notes",
    "conference_url": "online_url online_link meeting_url virtual_url zoom_url zoom_link "
    "video_url join_url conference_link zoom",
    "conference_url_notes": "online_notes conference_notes",
    "conference_phone": "dial_in dial_in_number online_phone conference_number",
    "conference_phone_notes": "dial_in_notes phone_notes",
    "types": "type meeting_types formats format meeting_type type_codes tipos",
    "languages": "language lang",
    "notes": "note description comments comment details info notas",
    "group": "group_name",
    "group_notes": "",
    "district": "district_name",
    "sub_district": "",
    "website": "web group_website",
    "website_2": "website2",
    "url": "link permalink page_url listing_url",
    "edit_url": "",
    "feedback_emails": "feedback_email",
    "feedback_url": "",
    "venmo": "",
    "square": "cashapp cash_app",
    "paypal": "pay_pal",
    "homegroup_online": "",
    "email": "e_mail group_email contact_email",
    "phone": "phone_number telephone group_phone contact_phone",
    "mailing_address": "",
    "last_contact": "",
    "author": "",
    "entity": "entity_name service_body",
    "entity_url": "entity_website_url entity_website",
    "entity_phone": "",
    "entity_email": "",
    "entity_location": "",
    "updated": "updated_at last_updated modified last_modified date_modified lastupdate",
    "attendance_option": "attendance attendance_mode",
    "published": "is_published active is_active enabled publish",
    "status": "post_status state_of_publication visibility publish_status",
}
CANONICAL_BY_NAME = {
    alias: canonical
    for canonical, aliases in _ALIASES.items()
    for alias in (*aliases.split(), canonical)
}
CANONICAL = frozenset(_ALIASES)
CONTACT_FIELDS = frozenset(
    {"email", "phone", "last_contact", "author", "edit_url", "mailing_address", "feedback_emails"}
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_A_WORD = re.compile(r"[^\w]+", re.UNICODE)


def plain_name(name: str) -> str:
    """A field's name in lower case with underscores: "Start Time" -> "start_time"."""
    return _NOT_A_WORD.sub("_", _CAMEL.sub("_", name.strip().lstrip("\ufeff"))).strip("_").lower()


def is_meeting_field(name: str) -> bool:
    """Whether a field, by its name, says something about the meeting and not about people."""
    canonical = CANONICAL_BY_NAME.get(plain_name(name))
    return canonical is not None and canonical not in CONTACT_FIELDS


def canonical_fields(record: Mapping[str, object]) -> dict[str, object]:
    """A record under canonical names. Fields that mean nothing to us are left out."""
    fields: dict[str, object] = {}
    by_alias: dict[str, object] = {}
    for name, value in record.items():
        plain = plain_name(str(name))
        canonical = CANONICAL_BY_NAME.get(plain)
        if canonical is None:
            continue
        target = fields if plain == canonical else by_alias
        if target.get(canonical) in (None, "", []):
            target[canonical] = value
    for canonical, value in by_alias.items():
        if fields.get(canonical) in (None, "", []):
            fields[canonical] = value
    return fields


def looks_like_a_meeting(record: object) -> bool:
    """Whether a record has a name and at least one thing else that meetings have."""
    if not isinstance(record, dict):
        return False
    fields = canonical_fields(record)
    telling = {"day", "time", "types", "formatted_address", "address", "location", "city"}
    telling |= {"conference_url", "conference_phone", "regions", "region", "slug"}
    has_name = "name" in fields or "group" in fields
    return has_name and bool(telling & fields.keys())

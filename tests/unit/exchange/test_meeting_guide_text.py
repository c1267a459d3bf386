"""Text, contacts, handles, addresses of pages and stamps of change."""

import pytest

from stepwell.domain.meetings.meeting import Entity
from stepwell.exchange.meeting_guide import FeedOptions
from stepwell.exchange.outcomes import RejectedRow, WithheldRow
from unit.exchange.meeting_guide_rows import OPTIONS, listed, outcome


def test_markup_becomes_plain_text():
    meeting, warnings = listed(
        notes="<p>Ring <b>twice</b>.</p>Use the back door<br/>Q&amp;amp;A",
        name="Steps &amp; Traditions &#8211; <i>AFG</i>",
    )

    assert meeting.notes == "Ring twice.\nUse the back door\nQ&A"
    assert meeting.name == "Steps & Traditions – AFG"
    assert sorted(warnings) == ["html_removed"]


def test_text_that_only_looks_like_markup_stays():
    meeting, warnings = listed(notes="Ages < 30 & > 18 AT&T")

    assert (meeting.notes, warnings) == ("Ages < 30 & > 18 AT&T", {})


def test_spaces_and_control_characters_are_tidied():
    meeting, _ = listed(name="  Morning\u00a0\tLight\x07 ", notes="a\r\n\r\n\r\n\r\nb  c")

    assert (meeting.name, meeting.notes) == ("Morning Light", "a\n\nb c")


def test_contact_fields_are_not_stored():
    contacts = {
        "contact_1_name": "Josephine",
        "contact_1_phone": "408-555-1212",
        "email": "josephine@example.org",
        "phone": "408-555-1212",
        "last_contact": "2023-01-01",
        "author": "Josephine",
        "edit_url": "https://x.example/wp-admin/josephine",
        "feedback_emails": ["josephine@example.org"],
        "mailing_address": "PO Box 1, Josephine",
    }

    meeting, _ = listed(**contacts)

    assert "osephine" not in str(meeting)
    assert "555" not in str(meeting)


def test_contacts_in_free_text_are_masked_and_counted():
    row = outcome(
        notes="Call Joe 408-867-5309 or joe@x.org",
        location_notes="Sue: (408) 867-5309",
        group_notes="joe [at] x.org",
    )

    meeting = row.meetings[0]
    assert meeting.notes == "Call Joe [phone removed] or [email removed]"
    assert meeting.place.notes == "Sue: [phone removed]"
    assert meeting.group_notes == "[email removed]"
    assert [(one.code, one.field) for one in row.warnings] == [
        ("phone_removed", "location_notes"),
        ("email_removed", "group_notes"),
        ("email_removed", "notes"),
        ("phone_removed", "notes"),
    ]


def test_dial_in_numbers_and_ids_stay():
    meeting, warnings = listed(
        conference_url="https://zoom.us/j/4088675309",
        conference_phone="+16465588656,,4088675309#",
        conference_phone_notes="646-558-8656, ID 408 867 5309",
        notes="408-867-5309 is the room. Dial 646-558-8656.",
    )

    assert meeting.notes == "408-867-5309 is the room. Dial 646-558-8656."
    assert meeting.online.phone_notes == "646-558-8656, ID 408 867 5309"
    assert warnings == {}


def test_contacts_stay_where_the_administrator_chose_so():
    options = FeedOptions(default_timezone="America/New_York", keep_contacts=True)

    assert listed(options, notes="joe@x.org")[0].notes == "joe@x.org"


@pytest.mark.parametrize(
    ("field", "text", "handle", "code"),
    [
        ("venmo", "@Group-1", "@Group-1", None),
        ("venmo", "ODAAT SJ @ODAAT6am", "@ODAAT6am", "handle_extracted"),
        ("venmo", "Group1", "@Group1", "handle_extracted"),
        ("venmo", "https://venmo.com/u/Group-1", "@Group-1", "handle_extracted"),
        ("venmo", "joe@x.org", "", "handle_unusable"),
        ("square", "$Group", "$Group", None),
        ("square", "https://cash.app/$Group", "$Group", "handle_extracted"),
        ("paypal", "GroupA", "GroupA", None),
        ("paypal", "https://www.paypal.me/GroupA", "GroupA", "handle_extracted"),
        ("paypal", "joe@x.org", "", "handle_unusable"),
        ("paypal", "Password: Surr419!", "", "handle_unusable"),
        ("homegroup_online", "abc-1", "abc-1", None),
    ],
)
def test_handle_is_taken_out_of_what_surrounds_it(field, text, handle, code):
    meeting, warnings = listed(**{field: text})

    assert getattr(meeting.contributions, field) == handle
    assert list(warnings) == ([code] if code else [])


@pytest.mark.parametrize(
    ("text", "url", "code"),
    [
        ("https://x.org/a", "https://x.org/a", None),
        ("www.x.org", "https://www.x.org", "website_repaired"),
        ("ask Bob", "", "website_unusable"),
    ],
)
def test_website_is_made_absolute(text, url, code):
    meeting, warnings = listed(website=text)

    assert meeting.website == url
    assert list(warnings) == ([code] if code else [])


def test_feedback_address_of_a_person_is_not_kept():
    meeting, warnings = listed(feedback_url="mailto:joe@x.org")

    assert (meeting.feedback_url, warnings) == ("", {"contact_left_out": "feedback_url"})
    assert listed(feedback_url="https://x.org/f")[0].feedback_url == "https://x.org/f"


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("2023-08-16 22:06:12", "2023-08-16T22:06:12Z"),
        ("2023-08-16T22:06:12Z", "2023-08-16T22:06:12Z"),
        ("2023-08-16T22:06:12-04:00", "2023-08-17T02:06:12Z"),
        ("2023-08-16T22:06:12.123456+0200", "2023-08-16T20:06:12Z"),
        ("2023-08-16", "2023-08-16T00:00:00Z"),
        ("2020-04-0416:50:58", "2020-04-04T16:50:58Z"),
        ("8/25/2022 11:17:07 AM", "2022-08-25T11:17:07Z"),
        ("8/29/2021", "2021-08-29T00:00:00Z"),
        ("8/25/22", "2022-08-25T00:00:00Z"),
        ("25/8/2022", "2022-08-25T00:00:00Z"),
    ],
)
def test_stamp_is_read_in_its_forms(text, stamp):
    meeting, warnings = listed(updated=text)

    assert (meeting.updated_at, warnings) == (stamp, {})


@pytest.mark.parametrize("text", ["yesterday", "13/13/2022", "2023-02-30", "0000-00-00 00:00:00"])
def test_stamp_that_is_none_is_left_out(text):
    meeting, warnings = listed(updated=text)

    assert (meeting.updated_at, warnings) == ("", {"updated_unreadable": "updated"})


def test_service_body_is_kept_with_its_office():
    meeting, _ = listed(
        entity="District 1", entity_url="www.d1.org", entity_phone="+1-860-555-0100"
    )
    without, _ = listed(entity_url="https://d1.org")

    assert meeting.entity == Entity("District 1", "https://www.d1.org", "+1-860-555-0100")
    assert without.entity == Entity()


def test_slug_may_be_a_number():
    assert listed(slug=819)[0].source_key == "819"


def test_missing_slug_is_made_from_name_and_time():
    meeting, warnings = listed(without=("slug",), name="Café à 7")

    assert meeting.source_key == "cafe-a-7-07-00"
    assert warnings == {"slug_missing": "slug"}


def test_missing_name_is_the_group_or_the_place():
    meeting, warnings = listed(name="", group="Early Birds")
    unnamed = outcome(name=None, location="")

    assert (meeting.name, warnings) == ("Early Birds", {"name_missing": "name"})
    assert isinstance(unnamed, RejectedRow)
    assert unnamed.reason == "no_name"


def test_long_name_is_cut_with_a_warning():
    meeting, warnings = listed(name="x" * 300)

    assert (len(meeting.name), warnings) == (255, {"name_shortened": "name"})


@pytest.mark.parametrize(
    "fields",
    [
        {"published": 0},
        {"published": "no"},
        {"published": False},
        {"status": "draft"},
        {"post_status": "Trash"},
        {"visibility": "private"},
        {"status": "pending"},
    ],
)
def test_row_unpublished_at_its_source_is_withheld(fields):
    row = outcome(**fields)

    assert isinstance(row, WithheldRow)
    assert (row.row, row.reason, row.source_key) == (1, "unpublished", "morning-light")


@pytest.mark.parametrize("fields", [{"published": "1"}, {"status": "publish"}, {"published": ""}])
def test_row_published_at_its_source_is_listed(fields):
    assert listed(OPTIONS, **fields)[0].name == "Morning Light"

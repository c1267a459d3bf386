import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.meetings.personal_contact import Masked, mask_contacts


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Mail joe.smith+aa@mail.example.org now", "Mail [email removed] now"),
        ("joe (at) example.org", "[email removed]"),
        ("mailto:joe@example.org?subject=x", "[email removed]?subject=x"),
        ("Call Joe 408-867-5309", "Call Joe [phone removed]"),
        ("Text (408) 867.5309 first", "Text [phone removed] first"),
        ("Joe: 4088675309", "Joe: [phone removed]"),
        ("Joe +1 408 867 5309", "Joe [phone removed]"),
        ("Joan +44 20 7946 0958", "Joan [phone removed]"),
        ("Contact Stacey D 867-5309 for it", "Contact Stacey D [phone removed] for it"),
        ("ID 123 456 789. Contact Al 408-867-5309", "ID 123 456 789. Contact Al [phone removed]"),
    ],
)
def test_contacts_of_people_are_masked(text, masked):
    assert mask_contacts(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "Dial-in 646-558-8656, Meeting ID: 408 867 5309, passcode 8675309",
        "One tap mobile: +16465588656,,4088675309#",
        "Conference call 712-432-0385 ID 123456#",
        "Call in: 712-432-0385",
        "Join at https://zoom.us/j/4088675309?pwd=4088675309",
        "Zoom 408 867 5309",
        "Helpline 1-800-356-9996",
        "GSO #123610, open 7:00-8:00, 06457-1234",
        "Meets @ noon, room 5",
    ],
)
def test_what_is_needed_to_join_stays(text):
    assert mask_contacts(text) == Masked(text)


def test_number_of_the_meetings_own_code_stays():
    text = "Ring 408-867-5309"

    assert mask_contacts(text, keep_digits="16465588656 4088675309").text == text
    assert mask_contacts(text, keep_digits="16465588656").text == "Ring [phone removed]"


def test_notes_on_joining_keep_numbers_unless_a_person_is_named():
    assert mask_contacts("646-558-8656", about_joining=True).phones == 0
    assert mask_contacts("ID 1, call Joe 408-867-5309", about_joining=True).phones == 1


def test_label_masks_only_unmistakable_numbers():
    street = "209 8203 118 Ave NW, Edmonton"

    assert mask_contacts(street, region="CA", is_label=True).text == street
    assert mask_contacts("Joe 408-867-5309", is_label=True).text == "Joe [phone removed]"


def test_counts_say_how_many_were_masked():
    masked = mask_contacts("a@x.org, b@x.org, Joe 408-867-5309")

    assert (masked.emails, masked.phones) == (2, 1)


@given(st.text(alphabet="abc 0123456789-()+.@,:\n", max_size=80))
def test_masking_twice_changes_nothing_more(text):
    once = mask_contacts(text)

    assert mask_contacts(once.text).emails == 0
    assert mask_contacts(mask_contacts(once.text).text).text == mask_contacts(once.text).text

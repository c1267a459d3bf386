"""Letters to people whose information got out: each passes the gate as the person's own.

The words are those of the register; a letter adds the name and address of the one it goes to.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from stepwell.actions.auditing import record_event
from stepwell.actions.breach_letter_papers import pdf_of_letters
from stepwell.actions.disclosing import DisclosureRefused, Released, give_copy
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.disclosures import check_can_print_letters
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.domain.disclosures.breach_letters import Section, letter_sections
from stepwell.domain.people.contact_rules import ContactRules, Way, may_contact
from stepwell.queries.clients import clients_in_care_of
from stepwell.queries.disclosure_texts import breach_letter
from stepwell.queries.found import found
from stepwell.queries.organizations import organization_of
from stepwell.queries.registers import breach_letters_of, breach_words_of, breaches_of
from stepwell.records.people.models import Breach, BreachLetter, BreachWords, Client

MOST_AT_ONCE = 100
HOW = "The letter goes to them alone."
BY_MAIL, BY_HAND = BreachLetter.Way.MAIL, BreachLetter.Way.BY_HAND


class LetterRefused(Exception):
    """Why nothing was printed, and what to do."""


@dataclass(frozen=True, slots=True)
class BreachToTell:
    """A breach whose letters can be printed. languages: those that were written."""

    id: UUID
    discovered_on: date
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addressee:
    """why_no_mail: why no letter may be mailed to them, "" where it may."""

    id: UUID
    name: str
    code: str
    why_no_mail: str
    printed_at: datetime | None


@dataclass(frozen=True, slots=True)
class LettersPage:
    """samples: what a letter says, by language. people: in the reader's care, by name."""

    breach: BreachToTell
    samples: dict[str, tuple[Section, ...]]
    people: tuple[Addressee, ...]
    is_reviewed: bool


@dataclass(frozen=True, slots=True)
class LettersPaper:
    """released: each letter as the gate let it out. left_out: codes of those without, and why."""

    released: tuple[Released, ...]
    pdf: bytes
    name: str
    left_out: tuple[tuple[str, str], ...]


@transaction.atomic
def list_breaches_to_tell(*, by: Actor, at: datetime) -> list[BreachToTell]:
    """Those that were found to be one and have a letter. Raises AccessDenied or NotFound."""
    check_can_print_letters(by, by.organization_id)
    rows = [_to_tell(one) for one in _told_breaches(by).prefetch_related("words_written")]
    record_event(
        "record.listed", by=by, at=at, details={"part": "breach_letters", "results": len(rows)}
    )
    return rows


@transaction.atomic
def open_letters(breach_id: UUID | str, *, by: Actor, at: datetime) -> LettersPage:
    """Raises AccessDenied or NotFound."""
    check_can_print_letters(by, by.organization_id)
    breach = found(_told_breaches(by), breach_id)
    printed = dict(
        breach_letters_of(breach).order_by("printed_at").values_list("client_id", "printed_at")
    )
    people = [_addressee(one, printed.get(one.pk), at) for one in _in_care(by, at)]
    record_event(
        "record.listed", by=by, at=at, details={"part": "breach_letters", "results": len(people)}
    )
    return LettersPage(
        breach=_to_tell(breach),
        samples={
            language: _sections(breach, words)
            for language, words in sorted(breach_words_of(breach).items())
        },
        people=tuple(sorted(people, key=lambda one: (one.name.casefold(), one.code))),
        is_reviewed=bool(breach_letter().reviewed_by),
    )


@transaction.atomic
def print_letters(
    breach_id: UUID | str,
    client_ids: Collection[str],
    *,
    language: str,
    way: str,
    by: Actor,
    at: datetime,
) -> LettersPaper:
    """One letter for each; written down who printed it, and in each one's accounting.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such breach to tell of.
        LetterRefused: nobody was chosen or can get one so, or there are no words in the language.
        PdfFailed: the paper could not be made; nothing is written down.
    """
    check_can_print_letters(by, by.organization_id)
    breach = found(_told_breaches(by), breach_id)
    words = breach_words_of(breach).get(language)
    if words is None or way not in BreachLetter.Way.values:
        raise LetterRefused("Choose how it goes, and a language in which the letter was written.")
    released, left_out = [], []
    for client in _chosen(client_ids, by, at):
        try:
            released.append(_print_one(client, breach, words, way, by=by, at=at))
        except (LetterRefused, DisclosureRefused) as refusal:
            left_out.append((reference_of(str(client.pk)), str(refusal)))
    if not released:
        raise LetterRefused(left_out[0][1])
    details = {"records": len(released), "left_out": len(left_out)}
    record_event(
        "breach.letters_printed",
        by=by,
        at=at,
        record=RecordRef("breach", str(breach.pk)),
        details=details | {"language": language, "way": way},
    )
    pdf = pdf_of_letters(tuple(released), organization_of(by), language, at=at)
    return LettersPaper(tuple(released), pdf, f"letters-{at:%Y-%m-%d}.pdf", tuple(left_out))


def _chosen(client_ids: Collection[str], by: Actor, at: datetime) -> list[Client]:
    """Those of them in care; others are not there for this reader."""
    chosen = [one for one in _in_care(by, at) if str(one.pk) in set(client_ids)]
    if not 0 < len(chosen) <= MOST_AT_ONCE:
        raise LetterRefused(f"Mark who gets a letter, at most {MOST_AT_ONCE} at once.")
    return chosen


def _print_one(
    client: Client, breach: Breach, words: BreachWords, way: str, *, by: Actor, at: datetime
) -> Released:
    if way == BY_MAIL and (why := _why_no_mail(client, at)):
        raise LetterRefused(why)
    released = give_copy(
        client.pk,
        document="breach_letter",
        information=frozenset({InformationKind.CONTACTS}),
        form=DisclosureForm.MAIL if way == BY_MAIL else DisclosureForm.PRINT,
        how_identified=HOW,
        words=_as_text(_sections(breach, words)),
        address=client.postal_address,
        by=by,
        at=at,
    )
    BreachLetter.objects.create(
        breach=breach,
        client=client,
        disclosure_id=released.disclosure_id,
        language=words.language,
        way=way,
        printed_at=at,
        printed_by=by.key,
        printed_by_name=by.name[:120],
    )
    return released


def _as_text(sections: tuple[Section, ...]) -> str:
    """As the frozen paper keeps it: a blank line between parts, the heading first."""
    return "\n\n".join("\n".join((heading, *lines)) for heading, lines in sections)


def _sections(breach: Breach, words: BreachWords) -> tuple[Section, ...]:
    return letter_sections(
        words.as_told(),
        breach_letter(),
        words.language,
        happened_on=breach.happened_on,
        discovered_on=breach.discovered_on,
    )


def _told_breaches(by: Actor) -> QuerySet[Breach]:
    told = breaches_of(by).filter(is_breach=True, words_written__isnull=False)
    return told.distinct()


def _to_tell(breach: Breach) -> BreachToTell:
    languages = sorted(one.language for one in breach.words_written.all())
    return BreachToTell(breach.pk, breach.discovered_on, tuple(languages))


def _in_care(by: Actor, at: datetime) -> QuerySet[Client]:
    return clients_in_care_of(by, at).select_related("contact_rules", "organization")


def _addressee(client: Client, printed_at: datetime | None, at: datetime) -> Addressee:
    return Addressee(
        client.pk,
        client.name or client.alias,
        reference_of(str(client.pk)),
        _why_no_mail(client, at),
        printed_at,
    )


def _why_no_mail(client: Client, at: datetime) -> str:
    rows = getattr(client, "contact_rules", None)
    rules = rows.as_rules() if rows else ContactRules()
    zone = ZoneInfo(client.time_zone or client.organization.time_zone)
    if not may_contact(rules, Way.MAIL, local=at.astimezone(zone)):
        return "Send no letters to this client: hand it over, or ask the program’s lawyer."
    return "" if client.postal_address else "No address is known: hand it over when they come."

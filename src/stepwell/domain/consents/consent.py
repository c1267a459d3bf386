"""A consent with what happened to it: signed, revoked, ended by an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from stepwell.domain.consents.kinds import InformationKind, SignatureMethod, SignerRole
from stepwell.domain.consents.terms import ConsentTerms, Recipient


@dataclass(frozen=True, slots=True)
class Signature:
    """name: of the signer, as written or drawn for. at: the instant, with a time zone."""

    role: SignerRole
    name: str
    method: SignatureMethod
    at: datetime


@dataclass(frozen=True, slots=True)
class Revocation:
    """Taken back from `at` on. Both empty: all of it. One given: that, for everyone or
    altogether. Both given: this information for these recipients.
    """

    at: datetime
    recipients: tuple[Recipient, ...] = ()
    information: frozenset[InformationKind] = frozenset()

    @property
    def is_whole(self) -> bool:
        return not self.recipients and not self.information

    def strikes(self, recipient: Recipient, information: InformationKind) -> bool:
        """Whether this information for this recipient is taken back."""
        for_them = not self.recipients or any(one.takes_in(recipient) for one in self.recipients)
        return for_them and (not self.information or information in self.information)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """id, client_key: opaque. needed_signers: whose signatures it takes, from the rule for minors
    where the client is one. ended_at: when staff recorded the event that ends it. false_since:
    from when the program knows it to be materially false (2.31(c)). time_zone: of the program;
    its calendar says when a day is over.
    """

    id: str
    client_key: str
    terms: ConsentTerms
    signatures: tuple[Signature, ...] = ()
    revocations: tuple[Revocation, ...] = ()
    needed_signers: frozenset[SignerRole] = frozenset({SignerRole.CLIENT})
    ended_at: datetime | None = None
    false_since: datetime | None = None
    time_zone: str = "UTC"

    def signed_at(self) -> datetime | None:
        """When the last signature that it needs was given; None while one is missing."""
        given = {one.role: one.at for one in self.signatures if one.name.strip()}
        if not self.needed_signers or not self.needed_signers <= given.keys():
            return None
        return max(given[role] for role in self.needed_signers)

    @property
    def last_word_at(self) -> datetime | None:
        """When something last ended it or a part of it."""
        words = (*(one.at for one in self.revocations), self.ended_at, self.false_since)
        return max((word for word in words if word), default=None)

    def day_of(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.time_zone)).date()

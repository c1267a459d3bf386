"""Enrollments from the actor's program outward, and the protocol each was made in."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import Spell
from stepwell.queries.clients import clients_of_organization
from stepwell.queries.protocols import NoSuchProtocol, protocol
from stepwell.records.care.models import CircumstanceSpell, Enrollment, EpisodeOfCare


class ProtocolGone(CareRefused):
    """The files that an enrollment was made with are not there as they were."""


def enrollments_of(actor: Actor) -> QuerySet[Enrollment]:
    """The frame, not what the actor may see."""
    return Enrollment.objects.filter(
        episode__client__in=clients_of_organization(actor)
    ).select_related("episode__client__organization")


def protocol_of(enrollment: Enrollment) -> Protocol:
    """The very version, unchanged. Raises ProtocolGone."""
    try:
        found = protocol(enrollment.protocol, enrollment.version)
    except NoSuchProtocol:
        found = None
    if found is None or found.content_hash != enrollment.content_hash:
        raise ProtocolGone(
            f"Version {enrollment.version} of {enrollment.protocol} is not installed as it was "
            "when this person was enrolled, so nothing is said of what comes next. Whoever "
            "operates this installation can bring it back."
        )
    return found


def spells_of(episode: EpisodeOfCare) -> tuple[Spell, ...]:
    return tuple(
        Spell(one.since, Circumstance(one.circumstance), one.until)
        for one in episode.circumstances.all()
    )


def spells_on(episode: EpisodeOfCare, day: date) -> QuerySet[CircumstanceSpell]:
    """Those that hold on a day."""
    return episode.circumstances.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

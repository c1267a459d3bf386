"""Who rates how sessions were held, and who reads it.

- A supervisor rates and draws sessions of counselors in the teams they lead, never their own.
- An independent rater rates only what was drawn for them, of nobody they share a team with.
- A counselor ticks prompts about their own sessions and reads what was signed about them.
- A director reads figures, and draws: also sessions of a supervisor whom nobody leads.
- No page about fidelity names a client, and none opens a record.
"""

from __future__ import annotations

from dataclasses import dataclass

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import (
    check_has_role,
    check_same_organization,
    check_second_factor,
)
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.roles import Role
from stepwell.domain.access.twins import twin_of

_CARE = frozenset({Role.COUNSELOR, Role.SUPERVISOR})
INDEPENDENT = _CARE | {Role.AUDITOR}
"""Who can be asked to rate independently."""
READERS = INDEPENDENT | {Role.DIRECTOR}


@dataclass(frozen=True, slots=True)
class CounselorFacts:
    """How an actor and whoever held a session stand to each other.

    is_own: it is the actor. is_led: of a team that the actor leads. shares_team: of any team with
    the actor. is_drawn: this session was drawn for the actor to rate independently.
    """

    organization_id: str
    is_own: bool = False
    is_led: bool = False
    shares_team: bool = False
    is_drawn: bool = False


def check_can_open_fidelity(actor: Actor) -> None:
    check_has_role(actor, READERS, to="open the fidelity pages", rule="fidelity.open")
    check_second_factor(actor)


def check_can_rate_as_supervisor(actor: Actor, held: CounselorFacts) -> None:
    check_same_organization(actor, held.organization_id)
    who = {Role.SUPERVISOR}
    check_has_role(actor, who, to="rate a session as a supervisor", rule="fidelity.supervise")
    check_second_factor(actor)
    _check_not_own(held)
    _check_led(held)


def check_can_rate_independently(actor: Actor, held: CounselorFacts) -> None:
    check_same_organization(actor, held.organization_id)
    check_has_role(actor, INDEPENDENT, to="rate independently", rule="fidelity.independent")
    check_second_factor(actor)
    _check_not_own(held)
    if not held.is_drawn or held.shares_team or held.is_led:
        raise AccessDenied(
            "Only sessions that were drawn for you, of someone outside your teams.",
            rule="fidelity.not_drawn",
        )


def check_can_tick_own(actor: Actor, held: CounselorFacts) -> None:
    check_same_organization(actor, held.organization_id)
    check_has_role(actor, _CARE, to="tick what they did in a session", rule="fidelity.own")
    check_second_factor(actor)
    if not held.is_own:
        raise AccessDenied("Whoever held the session ticks this.", rule="fidelity.own")


def check_can_open_rated(actor: Actor, held: CounselorFacts) -> None:
    """One session: what of it is rated, and as far as they may see it, how."""
    check_same_organization(actor, held.organization_id)
    check_has_role(actor, INDEPENDENT, to="open a session for rating", rule="fidelity.session")
    check_second_factor(actor)
    if not (_may_tick(actor, held) or _may_supervise(actor, held) or _may_rate(actor, held)):
        raise AccessDenied(
            "This session is not yours, not of a team you lead, and was not drawn for you.",
            rule="fidelity.session",
        )


def check_can_see_figures(actor: Actor, held: CounselorFacts) -> None:
    """Of one counselor: by month and item."""
    check_same_organization(actor, held.organization_id)
    who = _CARE | {Role.DIRECTOR}
    check_has_role(actor, who, to="see how someone’s ratings go", rule="fidelity.figures")
    check_second_factor(actor)
    if Role.DIRECTOR not in actor.roles and not held.is_own:
        check_has_role(actor, {Role.SUPERVISOR}, to="see this of others", rule="fidelity.figures")
        _check_led(held)


def check_can_see_agreement(actor: Actor) -> None:
    who = {Role.SUPERVISOR, Role.DIRECTOR}
    check_has_role(actor, who, to="see how far raters agree", rule="fidelity.agreement")
    check_second_factor(actor)


def check_can_draw_sessions(actor: Actor, held: CounselorFacts) -> None:
    check_same_organization(actor, held.organization_id)
    who = {Role.SUPERVISOR, Role.DIRECTOR}
    check_has_role(actor, who, to="draw sessions to be rated", rule="fidelity.draw")
    check_second_factor(actor)
    _check_not_own(held)
    if Role.DIRECTOR not in actor.roles:
        _check_led(held)


def check_can_supervise(actor: Actor, held: CounselorFacts) -> None:
    """Read and write supervision notes: the two it is between, and nobody else."""
    check_same_organization(actor, held.organization_id)
    check_has_role(actor, _CARE, to="open supervision notes", rule="fidelity.notes")
    check_second_factor(actor)
    if not held.is_own:
        who = {Role.SUPERVISOR}
        check_has_role(actor, who, to="open the notes of others", rule="fidelity.notes")
        _check_led(held)


def _check_not_own(held: CounselorFacts) -> None:
    if held.is_own:
        raise AccessDenied("Nobody rates a session of their own.", rule="fidelity.not_own")


def _check_led(held: CounselorFacts) -> None:
    if not held.is_led:
        raise AccessDenied(
            "This is for whoever leads a team that the counselor is in.", rule="fidelity.led"
        )


can_open_fidelity = twin_of(check_can_open_fidelity)
can_rate_as_supervisor = _may_supervise = twin_of(check_can_rate_as_supervisor)
can_rate_independently = _may_rate = twin_of(check_can_rate_independently)
can_tick_own = _may_tick = twin_of(check_can_tick_own)
can_open_rated = twin_of(check_can_open_rated)
can_see_figures = twin_of(check_can_see_figures)
can_see_agreement = twin_of(check_can_see_agreement)
can_draw_sessions = twin_of(check_can_draw_sessions)
can_supervise = twin_of(check_can_supervise)

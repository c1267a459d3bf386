"""Intake: what has to be settled with someone before their care begins.

The notice is that of 42 CFR 2.22, consents those of 2.31; the rest is owed to everyone. Who cannot
take part in it yet, such as someone in withdrawal, can be admitted first, with the reason kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from stepwell.domain.care.machine import Machine
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.consents.pressure import PressureDuty, PressureFacts, duties_left


class IntakeState(StrEnum):
    OPEN = "open"
    ADMITTED = "admitted"
    ENDED = "ended"


class IntakeEvent(StrEnum):
    ADMIT = "admit"
    END = "end"


_S, _E = IntakeState, IntakeEvent
INTAKES = Machine(
    title="Intake",
    starts=(_S.OPEN,),
    moves={(_S.OPEN, _E.ADMIT): _S.ADMITTED, (_S.OPEN, _E.END): _S.ENDED},
    refusals={
        _S.OPEN: "The intake is open already.",
        _S.ADMITTED: "This intake led to admission: go on in the person’s care.",
        _S.ENDED: "This intake has ended. Start a new one from the inquiry.",
    },
)


class IntakeNeed(StrEnum):
    """NOTICE: the patient notice, with its receipt. CONSENTS: gone through with the person.
    SCREENER: the suicide risk screener, asked since the intake began. SAFETY_PATH: someone is on
    every path that is open. The others: of `PressureDuty`.
    """

    NOTICE = "notice"
    CONSENTS = "consents"
    SCREENER = "screener"
    SAFETY_PATH = "safety_path"
    ASK_WHO_SENT = "ask_who_sent"
    SAY_IT_IS_VOLUNTARY = "say_it_is_voluntary"
    OFFER_SECULAR = "offer_secular"


@dataclass(frozen=True, slots=True)
class IntakeFacts:
    """is_notice_given: or written down that the person cannot take it in yet.
    are_consents_settled: one is signed and in force, or the person wants none for now.
    """

    is_notice_given: bool = False
    are_consents_settled: bool = False
    is_screener_asked: bool = False
    has_untaken_path: bool = False
    pressure: PressureFacts = field(default_factory=PressureFacts)


def needs_of(facts: IntakeFacts) -> tuple[IntakeNeed, ...]:
    """All that this intake asks for, in the order in which it is best done."""
    pressed = (IntakeNeed.SAY_IT_IS_VOLUNTARY,) if facts.pressure.sent_by.is_pressing else ()
    path = (IntakeNeed.SAFETY_PATH,) if facts.has_untaken_path else ()
    return (
        IntakeNeed.NOTICE,
        IntakeNeed.SCREENER,
        *path,
        IntakeNeed.ASK_WHO_SENT,
        *pressed,
        IntakeNeed.OFFER_SECULAR,
        IntakeNeed.CONSENTS,
    )


def needs_left(facts: IntakeFacts) -> tuple[IntakeNeed, ...]:
    settled = {
        IntakeNeed.NOTICE: facts.is_notice_given,
        IntakeNeed.CONSENTS: facts.are_consents_settled,
        IntakeNeed.SCREENER: facts.is_screener_asked,
        IntakeNeed.SAFETY_PATH: not facts.has_untaken_path,
    }
    owed = {_NEED_OF[one] for one in duties_left(facts.pressure)}
    return tuple(one for one in needs_of(facts) if not settled.get(one, one not in owed))


def check_may_admit(facts: IntakeFacts, *, reason: str) -> None:
    """reason: why admission cannot wait for what is left. Raises CareRefused.

    Nothing but a person on it settles an open safety path.
    """
    left = needs_left(facts)
    if IntakeNeed.SAFETY_PATH in left:
        raise CareRefused("A safety path is open and nobody is on it. Take it first.")
    if left and not reason.strip():
        raise CareRefused(
            f"{len(left)} of the steps of the intake are open. Settle them, or write why "
            "admission cannot wait; they stay on the list."
        )


_NEED_OF = {
    PressureDuty.ASK_WHO_SENT: IntakeNeed.ASK_WHO_SENT,
    PressureDuty.SAY_IT_IS_VOLUNTARY: IntakeNeed.SAY_IT_IS_VOLUNTARY,
    PressureDuty.OFFER_SECULAR: IntakeNeed.OFFER_SECULAR,
}

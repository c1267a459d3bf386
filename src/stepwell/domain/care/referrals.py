"""How someone comes to the program: they ask themselves, or somebody sends them."""

from __future__ import annotations

from enum import StrEnum

from stepwell.domain.care.machine import Machine


class ReferralKind(StrEnum):
    INQUIRY = "inquiry"  # the person asks for themselves
    REFERRAL = "referral"  # someone else asks for them


class ReferralWay(StrEnum):
    PHONE = "phone"
    WALK_IN = "walk_in"
    LETTER = "letter"
    EMAIL = "email"
    ONLINE = "online"


class ReferralState(StrEnum):
    RECEIVED = "received"
    IN_INTAKE = "in_intake"
    ADMITTED = "admitted"
    CLOSED = "closed"


class ReferralEvent(StrEnum):
    START_INTAKE = "start_intake"
    ADMIT = "admit"
    CLOSE = "close"
    TAKE_UP_AGAIN = "take_up_again"


class CloseReason(StrEnum):
    """Why nothing came of it."""

    DECLINED = "declined"
    NOT_REACHED = "not_reached"
    OTHER_CARE = "other_care"
    NOT_FITTING = "not_fitting"
    MOVED_AWAY = "moved_away"
    OTHER = "other"


_S, _E = ReferralState, ReferralEvent
REFERRALS = Machine(
    title="Inquiry or referral",
    starts=(_S.RECEIVED,),
    moves={
        (_S.RECEIVED, _E.START_INTAKE): _S.IN_INTAKE,
        (_S.RECEIVED, _E.CLOSE): _S.CLOSED,
        (_S.IN_INTAKE, _E.ADMIT): _S.ADMITTED,
        (_S.IN_INTAKE, _E.CLOSE): _S.CLOSED,
        (_S.CLOSED, _E.TAKE_UP_AGAIN): _S.RECEIVED,
    },
    refusals={
        _S.RECEIVED: "Start the intake first.",
        _S.IN_INTAKE: "The intake has been started already: go on with it there.",
        _S.ADMITTED: "This person has been admitted. Write down a new inquiry if they come again.",
        _S.CLOSED: "This inquiry is closed. Take it up again first.",
    },
)

"""The words for parts of a protocol."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stepwell.domain.content.provenance import Basis
from stepwell.domain.protocols.items import SessionKind


def basis_words(basis: Basis) -> str:
    return {
        Basis.SOURCE: _("From a source"),
        Basis.RECALLED: _("Recalled, not verified"),
        Basis.DESIGN: _("Our own design"),
    }[basis]


def kind_words(kind: SessionKind) -> str:
    return {
        SessionKind.INDIVIDUAL: _("One to one"),
        SessionKind.GROUP: _("Group"),
        SessionKind.CONJOINT: _("With partner"),
        SessionKind.PEER_JOINED: _("A fellowship member joins"),
        SessionKind.PHONE: _("By phone"),
    }[kind]


def heading(name: str) -> str:
    """Of a list of items."""
    return {
        "variants": _("Ways of giving it"),
        "tracks": _("Strands that open and close"),
        "sequence": _("What may follow what"),
        "branches": _("What changes when something happens"),
        "dose": _("How much is enough"),
        "rewards": _("What is rewarded"),
        "claims": _("What it is, and what it rests on"),
        "review": _("Looked at first"),
        "agenda": _("Agenda"),
        "topics": _("Topics"),
        "exercises": _("Exercises and worksheets"),
        "tasks": _("Recovery tasks"),
        "readings": _("Readings, by title and chapter"),
        "materials": _("Materials"),
        "fidelity": _("Fidelity prompts"),
        "proscribed": _("What doesn’t belong here"),
        "contraindications": _("When not, or not yet"),
        "safety": _("Safety gates"),
        "scripts": _("When this happens"),
        "objections": _("Objections"),
        "open_questions": _("What we don’t know"),
    }[name]

"""Invented names of groups, venues and streets. No real place of worship or group is meant."""

from __future__ import annotations

ENTITY = "Stepwell sample data (invented)"
SAMPLE_NOTE = "Sample listing: this meeting is invented."

_FIRST = [
    "Clear",
    "Steady",
    "Open",
    "Quiet",
    "Bright",
    "Plain",
    "Second",
    "Common",
    "Simple",
    "Warm",
    "New",
    "Honest",
    "Gentle",
    "Patient",
    "Lighted",
    "Willing",
    "Green",
    "Northern",
    "Easy",
    "Long",
    "River",
    "Copper",
    "Cedar",
    "Amber",
]
_SECOND = [
    "Door",
    "Lantern",
    "Table",
    "Path",
    "Harbor",
    "Bridge",
    "Page",
    "Cup",
    "Porch",
    "Anchor",
    "Window",
    "Ladder",
    "Garden",
    "Compass",
    "Kettle",
    "Bench",
    "Stair",
    "Candle",
    "Shore",
    "Thread",
]
GROUP_NAMES = tuple(f"{first} {second}" for first in _FIRST for second in _SECOND)

SPANISH_NAMES = ("Paso a Paso", "Puerta Abierta", "Nueva Luz", "Un Día Claro", "Camino Sereno")
POLISH_NAMES = ("Nowy Dzień", "Otwarte Drzwi", "Spokojna Przystań", "Jasny Krok")
PORTUGUESE_NAMES = ("Porta Aberta", "Novo Dia", "Caminho Sereno", "Luz Mansa")
SIGNED_NAMES = ("Hands in the Light", "Open Hands")

_PLACE_WORDS = [
    "Quillback",
    "Tamarack",
    "Windlass",
    "Copperkettle",
    "Fernwick",
    "Marrowstone",
    "Sandglass",
    "Harborlight",
    "Bellwether",
    "Larkbend",
    "Thistlegate",
    "Pennyroyal",
    "Oarlock",
    "Millrace",
    "Saltbox",
    "Inkberry",
]
_PLACE_KINDS = [
    "Community Room",
    "Library Annex",
    "Senior Center",
    "Grange Hall",
    "Arts House",
    "Clubhouse",
    "Union Hall",
    "Community Center",
    "Boathouse",
    "Learning Center",
    "Firehouse Hall",
    "Recreation Room",
]
VENUES = tuple(f"{word} {kind}" for word in _PLACE_WORDS for kind in _PLACE_KINDS)
STREETS = tuple(
    f"{word} {kind}" for word in _PLACE_WORDS for kind in ("Street", "Avenue", "Lane", "Road")
)

WAYS_IN = (
    "Use the side door.",
    "Second floor; there is an elevator.",
    "Park behind the building; the door is by the ramp.",
    "Downstairs. Follow the paper arrows.",
    "Ring the bell and wait a moment.",
    "Bus stop across the street.",
    "",
    "",
    "",
    "",
)
REMARKS = (
    "Coffee and tea from fifteen minutes before.",
    "New people are welcome; come as you are.",
    "Please keep phones silent.",
    "Someone is at the door early to say hello.",
    "Bring your own cup.",
    "Anniversaries are marked at the end of the month.",
    "",
    "",
    "",
    "",
    "",
)

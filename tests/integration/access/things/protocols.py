from __future__ import annotations

from integration.access.things.naming import NamesIt

ARGUMENTS: dict[str, NamesIt] = {
    "staff:protocol": lambda world, thing, name: {"slug": "maaez", "version": 1},
    "staff:protocol_session": lambda world, thing, name: {
        "slug": "maaez",
        "version": 1,
        "session": "intro",
    },
    "staff:protocol_step": lambda world, thing, name: {
        "step": "hope" if thing == "a step" else "nowhere"
    },
    "public:steps": lambda world, thing, name: {"language": "en" if thing == "the steps" else "xx"},
}

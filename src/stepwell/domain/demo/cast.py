"""The standing cast: invented people, one for each way of standing to a program.

ana (member and client), ben (her counselor), dana (his supervisor), gil (director), fay (front
desk), cora (volunteer coordinator), abe (administrator), ida (auditor), vic (volunteer), sol (ana's
significant other), cleo (counselor of another program), pat (member without a program). dot is
anonymous: a visitor who never signs in, so she has no account.
"""

from __future__ import annotations

from dataclasses import dataclass

from stepwell.domain.access.roles import Role

HARBOR = "harbor"
NORTHGATE = "northgate"
OWN = "own"
ADMINISTRATOR = "abe"
TEAM = "Day team"


@dataclass(frozen=True, slots=True)
class CastOrganization:
    slug: str
    name: str
    app_name: str


@dataclass(frozen=True, slots=True)
class CastMember:
    """organization: a slug. also: what the role alone does not say of them."""

    username: str
    name: str
    role: Role
    organization: str = HARBOR
    also: str = ""

    @property
    def program(self) -> str:
        """What their program is called, "" for members without one."""
        names = {one.slug: one.name for one in ORGANIZATIONS}
        return names.get(self.organization, "")

    @property
    def who(self) -> str:
        """Such as `counselor of Ana, Harbor House`."""
        role = self.role.value.replace("_", " ")
        return f"{role}{self.also and ' ' + self.also}, {self.program or 'without a program'}"


@dataclass(frozen=True, slots=True)
class CastClient:
    """counselor, member: usernames, "" for nobody. substances, fellowships: slugs."""

    key: str
    name: str
    organization: str = HARBOR
    alias: str = ""
    pronouns: str = ""
    counselor: str = ""
    member: str = ""
    substances: tuple[str, ...] = ()
    fellowships: tuple[str, ...] = ()
    beliefs: str = ""


@dataclass(frozen=True, slots=True)
class CastHelpNumber:
    """With a telephone number that belongs to nobody (555-01xx)."""

    name: str
    phone: str
    hours: str
    name_es: str
    hours_es: str


HELP_NUMBERS = (
    CastHelpNumber(
        "Counselor on call",
        "(203) 555-0142",
        "Monday to Friday, 8 am to 8 pm",
        "Consejería de guardia",
        "Lunes a viernes, de 8 a. m. a 8 p. m.",
    ),
    CastHelpNumber(
        "Front desk",
        "(203) 555-0100",
        "Monday to Friday, 8 am to 5 pm",
        "Recepción",
        "Lunes a viernes, de 8 a. m. a 5 p. m.",
    ),
)
"""Of Harbor House; the first of them somebody has tried."""

ORGANIZATIONS = (
    CastOrganization(HARBOR, "Harbor House", "Harbor"),
    CastOrganization(NORTHGATE, "Northgate Counseling", "Northgate"),
)

PEOPLE = (
    CastMember("ana", "Ana", Role.MEMBER, also="and client"),
    CastMember("ben", "Ben Okafor", Role.COUNSELOR, also="of Ana"),
    CastMember("dana", "Dana Reyes", Role.SUPERVISOR, also="of Ben"),
    CastMember("gil", "Gil Hartmann", Role.DIRECTOR),
    CastMember("fay", "Fay Lindqvist", Role.FRONT_DESK),
    CastMember("cora", "Cora Bellamy", Role.VOLUNTEER_COORDINATOR),
    CastMember(ADMINISTRATOR, "Abe Novak", Role.ADMINISTRATOR),
    CastMember("ida", "Ida Moreau", Role.AUDITOR),
    CastMember("vic", "Vic", Role.VOLUNTEER),
    CastMember("sol", "Sol", Role.SIGNIFICANT_OTHER, also="of Ana"),
    CastMember("cleo", "Cleo Varga", Role.COUNSELOR, NORTHGATE),
    CastMember("pat", "Pat", Role.MEMBER, OWN),
)

CLIENTS = (
    CastClient(
        "ana",
        "Ana Whitlock",
        alias="Ana",
        pronouns="she/her",
        counselor="ben",
        member="ana",
        substances=("alcohol",),
        fellowships=("aa",),
        beliefs="Not sure about God; likes the quiet of early meetings.",
    ),
    CastClient("noel", "Noel Farrow", substances=("opioids",), fellowships=("na",)),
    CastClient(
        "una",
        "Una Sandoval",
        organization=NORTHGATE,
        counselor="cleo",
        substances=("cocaine",),
        fellowships=("ca",),
    ),
)
"""noel is nobody's client yet; una is another program's."""

PARTNERS = {"sol": "ana"}
"""Significant other -> key of the client."""

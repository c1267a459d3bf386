"""The table of addresses: who opens what, by which method, and what everyone else gets.

One row for each address of the site. Everyone of the cast is tried on every row with every method:

- who: whom it opens for; they get the status of `answers`, and 405 for a method not named there.
- Others who are signed in are refused: 403, or 404 where the address names a thing.
- dot, who is nobody, is sent to the sign-in page.
- of: the things the address can name, and for whom each opens. Whoever has the right to one thing
  gets 404 for a thing of another program and for one that is not there, 403 for one of their own
  program that is out of their reach.
- factor, proof: the page asks for a second factor, or for a recent proof of who it is.

Forms are sent empty here, so 422 is the answer of a form that was read. Where an empty one would
say nothing about access, the module of its things has what is sent instead.
"""

from __future__ import annotations

from integration.access.table.app import APP
from integration.access.table.care import CARE
from integration.access.table.clients import CLIENTS
from integration.access.table.consents import CONSENTS
from integration.access.table.disclosures import DISCLOSURES
from integration.access.table.entrance import ENTRANCE
from integration.access.table.feeds import FEEDS
from integration.access.table.fidelity import FIDELITY
from integration.access.table.help_numbers import HELP
from integration.access.table.matching import MATCHING
from integration.access.table.members import MEMBERS
from integration.access.table.notes import NOTES
from integration.access.table.own_account import OWN_ACCOUNT
from integration.access.table.partners import PARTNERS
from integration.access.table.program import PROGRAM
from integration.access.table.protocols import PROTOCOLS
from integration.access.table.public import FINDER, MACHINES
from integration.access.table.rights import RIGHTS
from integration.access.table.safety import SAFETY
from integration.access.table.schedule import SCHEDULE
from integration.access.table.sessions import SESSIONS

TABLE = (
    *MACHINES,
    *FINDER,
    *HELP,
    *ENTRANCE,
    *OWN_ACCOUNT,
    *MEMBERS,
    *PARTNERS,
    *APP,
    *CLIENTS,
    *RIGHTS,
    *DISCLOSURES,
    *SAFETY,
    *SESSIONS,
    *CONSENTS,
    *PROGRAM,
    *FEEDS,
    *PROTOCOLS,
    *MATCHING,
    *CARE,
    *SCHEDULE,
    *NOTES,
    *FIDELITY,
)

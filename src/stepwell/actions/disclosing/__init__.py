"""The one gate: nothing about a client leaves the system except through here.

`disclose` judges, records and hands out in one transaction; `fetch` hands out again what a consent
still covers. Doors that only give a client their own copy use `give_copy`.
"""

from stepwell.actions.disclosing.again import fetch
from stepwell.actions.disclosing.gate import disclose, judge
from stepwell.actions.disclosing.own_copies import give_copy
from stepwell.actions.disclosing.released import DisclosureRefused, Released
from stepwell.actions.disclosing.sending import Sending

__all__ = [
    "DisclosureRefused",
    "Released",
    "Sending",
    "disclose",
    "fetch",
    "give_copy",
    "judge",
]

from stepwell.records.accounts.models.access_link import AccessLink
from stepwell.records.accounts.models.factor_secret import FactorSecret
from stepwell.records.accounts.models.invitation import Invitation
from stepwell.records.accounts.models.organization import Organization
from stepwell.records.accounts.models.own_app_look import OwnAppLook
from stepwell.records.accounts.models.role_assignment import RoleAssignment
from stepwell.records.accounts.models.shared_phone_pin import SharedPhonePin
from stepwell.records.accounts.models.sign_in_tries import SignInTries
from stepwell.records.accounts.models.site import Site
from stepwell.records.accounts.models.user import User
from stepwell.records.accounts.models.user_session import UserSession

__all__ = [
    "AccessLink",
    "FactorSecret",
    "Invitation",
    "Organization",
    "OwnAppLook",
    "RoleAssignment",
    "SharedPhonePin",
    "SignInTries",
    "Site",
    "User",
    "UserSession",
]

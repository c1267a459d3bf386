from stepwell.records.accounts.models.sign_in_tries import SignInTries
from stepwell.records.accounts.models.user import User

__all__ = ["SignInTries", "User"]

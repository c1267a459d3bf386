from stepwell.records.accounts.models.user import User

__all__ = ["User"]

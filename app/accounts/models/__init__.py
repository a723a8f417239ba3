"""Rows of the accounts."""

from app.accounts.models.account import Account, Grant, RecoveryCode
from app.accounts.models.organisation import Invitation, Membership, Organisation
from app.accounts.models.signing_in import DeviceSession, SignInRequest

__all__ = ["Account", "DeviceSession", "Grant", "Invitation", "Membership", "Organisation", "RecoveryCode", "SignInRequest"]

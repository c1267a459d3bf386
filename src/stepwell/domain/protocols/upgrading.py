"""Taking a history from one version of a protocol to a later one. Nothing is lost."""

from __future__ import annotations

from dataclasses import replace

from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import History


class UpgradeRefused(ValueError):
    """The message says why, and that the enrollment can stay where it is."""


def upgrade_history(history: History, to: Protocol) -> History:
    """Every contact stays, under its new name where it has one; the rest of the history as is.

    Raises:
        UpgradeRefused: the new version says nothing of the old one, or lacks the variant.
    """
    if history.version == to.version:
        return history
    step = next(
        (one for one in to.definition.upgrades if one.from_version == history.version), None
    )
    if step is None:
        raise UpgradeRefused(
            f"Version {to.version} of {to.slug} does not say how version {history.version} becomes "
            "it. The enrollment can stay in its version."
        )
    if history.variant not in {one.id for one in to.definition.variants}:
        raise UpgradeRefused(
            f'Version {to.version} of {to.slug} has no variant "{history.variant}". The enrollment '
            "can stay in its version."
        )
    contacts = tuple(
        replace(one, session=step.renamed.get(one.session, one.session)) for one in history.contacts
    )
    return replace(history, contacts=contacts, version=to.version)

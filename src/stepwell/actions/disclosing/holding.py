"""One at a time: what leaves about a client, and what takes the leave to do so away."""

from __future__ import annotations

from uuid import UUID

from stepwell.records.people.models import Client


def hold_disclosures_of(client_id: UUID) -> None:
    """Until the transaction ends, nobody else discloses, revokes or restricts for this client.

    So a disclosure comes before a revocation or heeds it; none begins before and ends after one.
    On SQLite a transaction that writes is alone already.
    """
    Client.objects.select_for_update().only("pk").get(pk=client_id)

from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody


class Feed(models.Model):
    """A published list of meetings, and how it is read.

    allowed_host: a private or loopback host (host or host:port) the administrator lets this
    feed be fetched from. max_loss_percent: a sync that would remove more than this share of
    the feed's meetings waits for a person. held_*: that waiting answer, its digest being of
    the meetings that would go. claim_*: who reads the feed now; only the holder of the token
    writes what the feed lists. validators_version: the version of this software that read the
    answer to which etag and last_modified belong.
    """

    RIGHTS: ClassVar[RecordRule] = about_nobody("The upkeep of the meeting lists.")

    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=2000)
    fellowship = models.CharField(max_length=40)
    default_timezone = models.CharField(max_length=64, blank=True)
    allowed_host = models.CharField(max_length=255, blank=True)
    max_loss_percent = models.PositiveSmallIntegerField(default=25)
    sync_every_minutes = models.PositiveIntegerField(default=24 * 60)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=120)

    next_sync_at = models.DateTimeField(db_index=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    claim_token = models.CharField(max_length=32, blank=True)
    consecutive_failures = models.PositiveIntegerField(default=0)
    last_success_at = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    validators_version = models.CharField(max_length=40, blank=True)
    content_digest = models.CharField(max_length=64, blank=True)
    held_digest = models.CharField(max_length=64, blank=True)
    held_removals = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug

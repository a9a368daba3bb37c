"""The words of programmes."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    """How far a programme reaches."""

    NORDIC = "nordic", _("Nordic programme")
    NATIONAL = "national", _("National programme")
    REGIONAL = "regional", _("Regional project")


class OwnershipKind(models.TextChoices):
    """How a body owns a programme."""

    OWNER = "owner", pgettext_lazy("ownership", "Owner")
    CO_OWNER = "co_owner", pgettext_lazy("ownership", "Co-owner")


class OwnershipStatus(models.TextChoices):
    """How far a body has come on its way to owning a share."""

    INVITED = "invited", pgettext_lazy("ownership", "Invited")
    IN_PROCESS = "in_process", pgettext_lazy("ownership", "In process")
    OWNER = "owner", pgettext_lazy("ownership", "Has joined")
    LEFT = "left", pgettext_lazy("ownership", "Has left")


OWNERSHIP_TRANSITIONS: Mapping[OwnershipStatus, frozenset[OwnershipStatus]] = {
    OwnershipStatus.INVITED: frozenset(
        {OwnershipStatus.IN_PROCESS, OwnershipStatus.OWNER, OwnershipStatus.LEFT}
    ),
    OwnershipStatus.IN_PROCESS: frozenset({OwnershipStatus.OWNER, OwnershipStatus.LEFT}),
    OwnershipStatus.OWNER: frozenset({OwnershipStatus.LEFT}),
    OwnershipStatus.LEFT: frozenset({OwnershipStatus.IN_PROCESS}),
}


class PartnerStatus(models.TextChoices):
    """How far a cooperation partner has come."""

    INVITED = "invited", pgettext_lazy("partner", "Invited")
    IN_PROCESS = "in_process", pgettext_lazy("partner", "In process")
    ACTIVE = "active", pgettext_lazy("partner", "Active")
    ENDED = "ended", pgettext_lazy("partner", "Ended")


PARTNER_TRANSITIONS: Mapping[PartnerStatus, frozenset[PartnerStatus]] = {
    PartnerStatus.INVITED: frozenset(
        {PartnerStatus.IN_PROCESS, PartnerStatus.ACTIVE, PartnerStatus.ENDED}
    ),
    PartnerStatus.IN_PROCESS: frozenset({PartnerStatus.ACTIVE, PartnerStatus.ENDED}),
    PartnerStatus.ACTIVE: frozenset({PartnerStatus.ENDED}),
    PartnerStatus.ENDED: frozenset({PartnerStatus.IN_PROCESS}),
}

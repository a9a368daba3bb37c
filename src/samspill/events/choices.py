"""The words of events."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GatheringKind(models.TextChoices):
    """What kind of meeting a gathering is."""

    GATHERING = "gathering", _("Gathering")
    INFORMATION_MEETING = "information_meeting", _("Information meeting")
    DIALOGUE_CONFERENCE = "dialogue_conference", _("Dialogue conference")
    WORKSHOP = "workshop", _("Workshop")
    NETWORK_MEETING = "network_meeting", _("Network meeting")


class Attendance(models.TextChoices):
    """How one takes part."""

    ON_SITE = "on_site", _("On site")
    ONLINE = "online", _("Online")
    BOTH = "both", _("On site and online")

"""Invitations to act for an organisation."""

from django.db import models
from django.db.models import Q

from samspill.accounts.models import Person
from samspill.core.languages import LANGUAGES
from samspill.organisations.choices import RoleKind
from samspill.organisations.models.organisation import Organisation
from samspill.organisations.personal import INVITATION


class Invitation(models.Model):
    """One address invited to one role at one organisation.

    Without ``invited_by`` the operator's own command wrote it, on the machine.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations"
    )
    kind = models.CharField(max_length=30, choices=RoleKind)
    address = models.EmailField(max_length=254)
    address_key = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    to_on = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    PERSONAL, BELONGS_TO = INVITATION.personal, INVITATION.belongs_to

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "address_key"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="invitation_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.get_kind_display()}, {self.organisation}"


class InvitationLink(models.Model):
    """A link to an invitation: the newest one works. Only the hash of its secret is kept."""

    digest = models.CharField(max_length=64, unique=True)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="links")
    made_at = models.DateTimeField()

    NOT_PERSONAL = {"digest"}

    def __str__(self) -> str:
        return f"{self.digest[:8]}… of {self.made_at:%Y-%m-%d}"

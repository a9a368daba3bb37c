"""The words of deeds. Whoever writes a new entry into the trail gives it its sentence here."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What was done, as a whole sentence.
SENTENCES: Mapping[str, Promise] = {
    "accounts.deactivated": _("The account was closed."),
    "accounts.reactivated": _("The account was opened again."),
    "audit.erased": _("Personal values were erased from the trail."),
    "events.cancelled": _("The gathering was cancelled."),
    "events.moved": _("The gathering was given another time."),
    "events.planned": _("The gathering was planned."),
    "events.published": _("The gathering was published."),
    "initiatives.copied": _("The initiative was begun as a copy of another one."),
    "initiatives.created": _("The initiative was begun."),
    "initiatives.joined": _("An organisation joined the group."),
    "initiatives.left": _("An organisation left the group."),
    "initiatives.published": _("The initiative was published."),
    "initiatives.renamed": _("The initiative was given another title."),
    "initiatives.status_changed": _("The initiative was given another status."),
    "initiatives.step_done": _("It was written down when the step was done."),
    "initiatives.step_skipped": _("It was decided not to take the step."),
    "initiatives.update_published": _("An update was sent to everybody who follows."),
    "mailings.asked": _("Somebody asked to follow."),
    "mailings.confirmed": _("Somebody confirmed that they follow."),
    "mailings.consents_forgotten": _("Old proofs of consent were deleted by rule."),
    "mailings.erased": _("A follower was erased."),
    "mailings.forgotten": _("An address was deleted everywhere."),
    "mailings.language_chosen": _("A follower chose another language."),
    "mailings.list_closed": _("The list was closed to new followers."),
    "mailings.silence_lifted": _("A reader asked to be written to again."),
    "mailings.silenced": _("A reader asked never to be written to again."),
    "mailings.update_drafted": _("A draft of an update was written."),
    "mailings.update_published": _("The update was published."),
    "mailings.update_revised": _("The draft of an update was changed."),
    "mailings.update_withdrawn": _("The draft of an update was thrown away."),
    "mailings.withdrawn": _("Somebody stopped following."),
    "organisations.enquiries_forgotten": _("Old letters from visitors were deleted by rule."),
    "organisations.enquiry_written": _("A visitor wrote to a contact person."),
    "organisations.registered": _("The organisation was added to the register."),
    "organisations.renamed": _("The name of the organisation was corrected."),
    "organisations.role_ended": _("A role was ended."),
    "organisations.role_given": _("Somebody was given a role."),
    "organisations.succeeded": _("Another organisation took over from this one."),
    "privacy.address_erased": _("Everything about an address was erased."),
    "privacy.ended_roles_forgotten": _("Roles that ended long ago were deleted by rule."),
    "privacy.owner_told": _("The owner was told that nobody uses the account."),
    "privacy.person_erased": _("The person was erased."),
    "programmes.created": _("The programme was begun."),
    "programmes.owner_invited": _("A body was invited to own a share of the programme."),
    "programmes.ownership_moved": _("An owner of the programme came further on its way."),
    "programmes.partner_invited": _("An organisation was invited to be a partner."),
    "programmes.partnership_moved": _("A partner of the programme came further on its way."),
    "programmes.published": _("The programme was published."),
    "programmes.themes_chosen": _("The themes of the programme were chosen."),
    "stories.added": _("It was read in from a file."),
    "stories.changed": _("It was changed from a file."),
}

#: What changed. A change whose name is in neither table is counted and not shown.
LABELS: Mapping[str, Promise] = {
    "channel": _("Way"),
    "done": _("Done"),
    "ends_at": _("Ends"),
    "kind": _("Role"),
    "language": _("Language"),
    "many": _("Number"),
    "name": _("Name"),
    "number": _("Organisation number"),
    "organisation": _("Organisation"),
    "person": _("Person"),
    "reason": _("Reason"),
    "receivers": _("Receivers"),
    "short_title": _("Short title"),
    "since": _("Since"),
    "since_on": _("From"),
    "starts_at": _("Begins"),
    "status": _("Status"),
    "successor": _("Successor"),
    "themes": _("Themes"),
    "title": _("Title"),
    "to_on": _("Last day"),
    "until": _("Until"),
    "when": _("Time"),
}
#: What the sentence says already, or what means something to the site only.
UNSAID = frozenset(
    {
        *(
            "body",
            "cancelled_at",
            "closed_at",
            "copied_from",
            "entries",
            "is_active",
            "published_at",
            "rows",
        ),
        *("revision", "role", "skipped_on", "update"),
    }
)

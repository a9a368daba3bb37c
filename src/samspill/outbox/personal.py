"""What the tables of the outbox hold about people, where it is not said beside the fields."""

from django.utils.translation import gettext_lazy as _

from samspill.core.personal import GONE, Belongs, Declared, Group, Held, To, Until

SUPPRESSION = Declared(
    personal={
        "address_key": Held(
            purpose="Not writing on to an address that mail does not reach, or where it is unwanted",
            until=Until(
                "Two years, or until the address asks again or is erased",
                tasks=("outbox.forget_settled",),
            ),
            at_erasure=GONE,
            hidden="A coded address",
        )
    },
    belongs_to=(
        Belongs(
            to=To.ADDRESS_KEY,
            path="address_key",
            group=Group.LETTERS,
            heading=_("That lists no longer write to your address"),
            shows={"suppressed_at": _("Since"), "cause": _("Why"), "status": _("Code")},
        ),
    ),
)

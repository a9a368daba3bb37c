"""What pages and other apps ask about organisations, people and the map."""

from samspill.organisations.queries.acting import capacity_in, chosen_of
from samspill.organisations.queries.giving import (
    may_give,
    organisations_open_to,
    register_hosts,
    roles_for,
    second_persons,
)
from samspill.organisations.queries.invitations import (
    FoundInvitation,
    digest_of,
    find_invitation,
    is_address_of,
    is_backed,
    state_of,
    unanswered_invitations,
)
from samspill.organisations.queries.looked_after import (
    PeoplePage,
    PersonInRole,
    SecondPersonPage,
    TiedPerson,
    tied_people,
    unfinished_roles,
)
from samspill.organisations.queries.organisation import (
    Link,
    OrganisationPage,
    lineage,
)
from samspill.organisations.queries.people import (
    Held,
    has_two_sides,
    held_by,
    is_of_a_supplier,
    kinds_of,
    print_of,
    remember,
    roles_of,
)
from samspill.organisations.queries.register import (
    RegisterFilters,
    imports_of,
    may_keep_register,
    register_of,
    register_table,
)
from samspill.organisations.queries.territory import (
    ancestors,
    around,
    list_of_territory,
    lists_of_territories,
    tiles,
    within,
)

__all__ = [
    "FoundInvitation",
    "Held",
    "Link",
    "OrganisationPage",
    "PeoplePage",
    "PersonInRole",
    "RegisterFilters",
    "SecondPersonPage",
    "TiedPerson",
    "ancestors",
    "around",
    "capacity_in",
    "chosen_of",
    "digest_of",
    "find_invitation",
    "has_two_sides",
    "held_by",
    "imports_of",
    "is_address_of",
    "is_backed",
    "is_of_a_supplier",
    "kinds_of",
    "lineage",
    "list_of_territory",
    "lists_of_territories",
    "may_give",
    "may_keep_register",
    "organisations_open_to",
    "print_of",
    "register_hosts",
    "register_of",
    "register_table",
    "remember",
    "roles_for",
    "roles_of",
    "second_persons",
    "state_of",
    "tied_people",
    "tiles",
    "unanswered_invitations",
    "unfinished_roles",
    "within",
]

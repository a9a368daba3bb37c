"""Write e-mail, and note what comes back."""

from samspill.outbox.actions.coming_back import (
    suppress,
    suppress_receiver,
    take_in,
    write_again,
)
from samspill.outbox.actions.writing import (
    KEEP_SETTLED,
    Receiver,
    address_copies,
    address_in_parts,
    address_part,
    forget_address,
    forget_settled,
    freeze,
    post,
)

__all__ = [
    "KEEP_SETTLED",
    "Receiver",
    "address_copies",
    "address_in_parts",
    "address_part",
    "forget_address",
    "forget_settled",
    "freeze",
    "post",
    "suppress",
    "suppress_receiver",
    "take_in",
    "write_again",
]

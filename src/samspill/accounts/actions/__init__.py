"""What people do with accounts. Each action is whole: rules, change, trail and e-mail."""

from samspill.accounts.actions.codes import send_code, send_code_to_confirm
from samspill.accounts.actions.means import (
    add_app,
    add_passkey,
    choose_password,
    connect_identity,
    disconnect_identity,
    make_recovery_codes,
    passkey_used,
    remove_app,
    remove_passkey,
    remove_password,
    rename_passkey,
    use_second_step,
)
from samspill.accounts.actions.people import (
    deactivate,
    end_sessions,
    open_account,
    reactivate,
)
from samspill.accounts.actions.sessions import (
    end_session,
    ended_by_provider,
    renewed,
    seen,
    signed_in,
)

__all__ = [
    "add_app",
    "add_passkey",
    "choose_password",
    "connect_identity",
    "deactivate",
    "disconnect_identity",
    "end_session",
    "end_sessions",
    "ended_by_provider",
    "make_recovery_codes",
    "open_account",
    "passkey_used",
    "reactivate",
    "remove_app",
    "remove_passkey",
    "remove_password",
    "rename_passkey",
    "renewed",
    "seen",
    "send_code",
    "send_code_to_confirm",
    "signed_in",
    "use_second_step",
]

"""Start Django for a command, and pass commands on to it."""

from samspill.core.errors import NotPossible


def set_up() -> None:
    """Start Django.

    :raises NotPossible: a setting of the environment cannot be read.
    """
    import django
    from django.conf import settings

    try:
        settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    except ValueError as error:
        raise NotPossible(
            f"A setting of the environment cannot be read: {error}."
            " docs/reference/settings.md says what each may be."
        ) from error
    django.setup()


def set_up_console() -> None:
    """Start Django for a command that talks to whoever looks after the site: in English.

    :raises NotPossible: a setting of the environment cannot be read.
    """
    from django.utils.translation import activate

    set_up()
    activate("en")


def django_command(*words: str) -> int:
    """Let Django do one of its own commands, for whoever looks after the site."""
    set_up_console()
    from django.core.management import ManagementUtility

    ManagementUtility(["samspill manage", *words]).execute()
    return 0

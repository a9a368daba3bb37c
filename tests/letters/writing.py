"""Let every mail be written to people of one language, and be sent."""

from django.utils import translation

from samspill.accounts.models import Person
from samspill.core.languages import LANGUAGES
from samspill.core.translated import Translated
from samspill.mailings.models import InterestList, Subscriber, Update
from samspill.organisations.models import Invitation
from tests.canaries.letters import send_all, write_all


def said(*words):
    """Say something in every language, marked with it."""
    return Translated({code: f"{' '.join(words)} ({code})" for code in LANGUAGES})


def write_in(world, language):
    """Write and send every mail in a language, and name the mails that were written."""
    world.language = language
    for model in (Subscriber, Person, Invitation):
        model.objects.update(language=language)
    for each in InterestList.objects.all():
        each.title = said("Utslippsfri varelevering på Østlandet")
        each.save()
    for each in Update.objects.filter(published_at=None):
        each.title, each.body = said("Første spadetak"), said("Vi er i gang, og *alt* går bra.")
        each.save()
    with translation.override(language):
        written = write_all(world)
    send_all()
    return written

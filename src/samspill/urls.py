"""Addresses of the whole site, and the one policy table. Every language has its own prefix."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from samspill.accounts.policy import POLICY as ACCOUNTS
from samspill.accounts.urls import plain_patterns as account_patterns
from samspill.audit.policy import POLICY as AUDIT
from samspill.core.policy import gather
from samspill.development.policy import POLICY as DEVELOPMENT
from samspill.editorial.policy import POLICY as EDITORIAL
from samspill.editorial.urls import file_patterns
from samspill.events.policy import POLICY as EVENTS
from samspill.initiatives.policy import POLICY as INITIATIVES
from samspill.mailings.policy import POLICY as MAILINGS
from samspill.newsletters.policy import POLICY as NEWSLETTERS
from samspill.organisations.policy import POLICY as ORGANISATIONS
from samspill.organisations.queries import register_hosts
from samspill.outreach.policy import POLICY as OUTREACH
from samspill.portal import errors
from samspill.portal.history import TRAIL
from samspill.portal.machines import machine_patterns
from samspill.portal.policy import POLICY as PORTAL
from samspill.privacy.policy import POLICY as PRIVACY
from samspill.privacy.words import register_words
from samspill.programmes.policy import POLICY as PROGRAMMES
from samspill.programmes.queries import hosts_run_by
from samspill.search.policy import POLICY as SEARCH
from samspill.workspace.policy import POLICY as WORKSPACE

gather([*AUDIT, *ACCOUNTS, *MAILINGS, *SEARCH, *ORGANISATIONS, *PROGRAMMES, *INITIATIVES])
gather([*EVENTS, *OUTREACH, *EDITORIAL, *NEWSLETTERS, *PRIVACY, *PORTAL, *WORKSPACE])
register_hosts(hosts_run_by)
for table, wordings in TRAIL.items():
    register_words(table, wordings)
if settings.DEVELOPMENT:
    gather(DEVELOPMENT)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(machine_patterns)),
    path("", include(account_patterns)),
    path("media/", include(file_patterns)),
    *i18n_patterns(
        path("", include("samspill.accounts.urls")),
        path("", include("samspill.mailings.urls")),
        path("", include("samspill.organisations.urls")),
        path("", include("samspill.outreach.urls")),
        path("", include("samspill.privacy.urls")),
        path("", include("samspill.editorial.urls")),
        path("", include("samspill.newsletters.urls")),
        path("", include("samspill.workspace.urls")),
        path("", include("samspill.portal.urls")),
    ),
]
if settings.DEVELOPMENT:
    urlpatterns.append(path("development/", include("samspill.development.urls")))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from samspill.core.lifeline import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.settings")
end_with_parent()
application = get_wsgi_application()

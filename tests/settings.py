"""Settings of the tests: the site's own, with data that nobody else has.

They are read before any ``conftest.py``, which is why the folder is made here.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="samspill-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["SAMSPILL_DATA"] = _folder
for _name in ["PORT", "SAMSPILL_DEVELOPMENT", "SAMSPILL_AS_OF", "SAMSPILL_SITE_URL"]:
    os.environ.pop(_name, None)

from samspill.settings import *  # noqa: E402, F403

# Style sheets need not have been built, nor have hashed names, for a page to be tested.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Whitenoise warns where the folder is missing, and warnings are errors here.
STATIC_ROOT = Path(_folder) / "static"
STATIC_ROOT.mkdir()

# A test changes the data without leaving a trail, and must see the change.
SECONDS_PAGES_ARE_KEPT = 0

# Most tests sign somebody in with one step; those of the second step say whom it is asked of.
SECOND_FACTOR_FOR: frozenset[str] = frozenset()

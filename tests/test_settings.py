"""Settings are written down, and safe."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: What processes of one site tell each other; nobody sets them.
BETWEEN_OURSELVES = {"SAMSPILL_END_WITH_PARENT", "SAMSPILL_WRITE_ANSWERS"}


def variables(text):
    return set(re.findall(r"\bSAMSPILL_[A-Z_]+[A-Z]\b", text))


def test_every_setting_is_written_down_and_exists():
    places = [*ROOT.glob("src/samspill/**/*.py"), *ROOT.glob("tests/**/*.py"), ROOT / "Makefile"]
    read = set().union(*(variables(path.read_text(encoding="utf-8")) for path in places))
    # Secrets are asked for by their short names.
    read |= {"SAMSPILL_SECRET_KEY", "SAMSPILL_ADDRESS_KEY"}
    written = variables((ROOT / "docs/reference/settings.md").read_text(encoding="utf-8"))

    assert written == read - BETWEEN_OURSELVES


def test_two_first_starts_at_once_agree_on_secrets_that_nobody_else_can_read(tmp_path):
    program = "from samspill import settings; print(settings.SECRET_KEY)"
    given = {**os.environ, "SAMSPILL_DATA": str(tmp_path / "new")}
    starts = [
        subprocess.Popen([sys.executable, "-c", program], env=given, stdout=subprocess.PIPE)
        for _each in range(4)
    ]

    keys = {start.communicate(timeout=60)[0] for start in starts}

    assert len(keys) == 1
    assert len(keys.pop()) > 40
    files = list((tmp_path / "new").iterdir())
    assert {path.name for path in files} == {
        *("secret_key.secret", "address_key.secret", "audit_key.secret"),
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}

"""What somebody reads whose machine lacks something."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "check_prerequisites.sh"


@pytest.fixture
def machine(tmp_path):
    """Return a machine on which only those programs exist that a test puts there."""
    (tmp_path / "sh").symlink_to(shutil.which("sh"))
    return tmp_path


def check(machine):
    return subprocess.run(
        [machine / "sh", SCRIPT],
        env={"PATH": str(machine)},
        capture_output=True,
        text=True,
        check=False,
    )


def put_python(machine, body):
    program = machine / "python3"
    program.write_text(f"#!{machine / 'sh'}\n{body}\n", encoding="ascii")
    program.chmod(0o755)


def test_a_machine_without_python_is_told_so_with_the_line_that_cures_it(machine):
    said = check(machine)

    assert said.returncode == 1
    assert "lacks: Python 3.11 or newer (python3)" in said.stderr
    assert "apt-get install -y --no-install-recommends git make python3-venv" in said.stderr


def test_an_old_python_is_named_with_its_version(machine):
    put_python(machine, 'case "$1" in --version) echo "Python 3.9.2";; *) exit 1;; esac')

    said = check(machine)

    assert said.returncode == 1
    assert "python3 is Python 3.9.2" in said.stderr


def test_a_python_without_virtual_environments_is_named(machine):
    put_python(machine, 'case "$2" in *ensurepip*) exit 1;; *) exit 0;; esac')

    said = check(machine)

    assert said.returncode == 1
    assert "python3-venv" in said.stderr


def test_a_machine_that_has_all_is_told_nothing():
    said = subprocess.run(
        ["sh", SCRIPT], env=dict(os.environ), capture_output=True, text=True, check=False
    )

    assert (said.returncode, said.stderr) == (0, "")

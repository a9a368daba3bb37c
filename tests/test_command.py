"""The ``samspill`` command, as it is used."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.live import descendants, is_alive, samspill, start, start_copy, wait_for

pytestmark = pytest.mark.kills

ROOT = Path(__file__).parents[1]


@pytest.fixture
def site(tmp_path, prepared_site):
    """Return a site of one's own, which the test may end as it likes."""
    running = start_copy(prepared_site, tmp_path / "site")
    wait_for(running.is_ready, seconds=90)
    parts = running.processes()
    yield running
    running.end(signal.SIGKILL)
    assert wait_for(lambda: not any(map(is_alive, parts)), seconds=20)


def test_a_site_that_runs_says_that_it_lives_and_is_ready(live_site):
    # Others may have left mail that is still to be sent.
    wait_for(lambda: live_site.health()["oldest_unsent_seconds"] is None)

    assert live_site.get("/livez")[0] == 200
    assert live_site.health() == {
        "status": "ok",
        "checks": dict.fromkeys(["database", "migrations", "worker", "mail", "audit"], "ok"),
        "oldest_unsent_seconds": None,
    }


def test_run_prints_where_the_site_is_and_whom_one_may_sign_in_as(live_site):
    assert f"Samspill answers at {live_site.url}/" in live_site.said
    assert f"{live_site.url}/development/inbox/" in live_site.said
    assert f"{live_site.url}/development/people/" in live_site.said


def test_ctrl_c_ends_every_process_within_seconds(site):
    parts = site.processes()

    code = site.end(signal.SIGINT)

    assert code == 0
    assert len(parts) >= 5  # inbox, worker, web server and its two processes
    assert not any(map(is_alive, parts))
    assert "Traceback" not in site.said


def test_a_site_whose_first_process_is_killed_leaves_no_other(site):
    parts = site.processes()

    site.end(signal.SIGKILL)

    assert wait_for(lambda: not any(map(is_alive, parts)), seconds=15)


def test_a_worker_that_is_killed_is_started_again(site):
    worker = _part(site, "work")

    os.kill(worker, signal.SIGKILL)

    assert wait_for(lambda: _part(site, "work") not in {None, worker})
    assert wait_for(site.is_ready)
    assert "“samspill work” has ended unexpectedly" in site.said


def test_a_worker_whose_site_has_ended_before_it_could_look_ends_too(site):
    os.kill(_part(site, "work"), signal.SIGKILL)
    wait_for(lambda: "has ended unexpectedly" in site.said)
    newest = wait_for(lambda: _part(site, "work"))

    # It is still being loaded.
    site.end(signal.SIGKILL)

    assert wait_for(lambda: not is_alive(newest), seconds=15)


def test_readers_go_before_the_worker(live_site):
    def waits(part):
        return os.getpriority(os.PRIO_PROCESS, _part(live_site, part))

    assert waits("work") > waits("serve")


def test_a_port_that_is_taken_is_refused_in_a_sentence(live_site, tmp_path):
    refused = samspill("run", "--port", str(live_site.port), data=tmp_path / "other")

    assert refused.returncode == 1
    assert f"Port {live_site.port} is taken" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert live_site.is_ready()


def test_a_site_can_be_started_as_of_another_day(tmp_path):
    site = start(tmp_path / "site", "--as-of", "2019-10-10")
    try:
        wait_for(site.is_ready, seconds=90)
        assert "Its clock has been set to 2019-10-10." in site.said
    finally:
        site.end()


def test_doctor_finds_a_site_that_runs_to_be_well(live_site):
    found = samspill("doctor", data=live_site.data, SAMSPILL_DEVELOPMENT="1")

    assert found.returncode == 0, found.stdout
    assert "A worker is at work" in found.stdout
    assert "The audit log is whole" in found.stdout


def test_the_trail_of_a_site_that_runs_is_sealed_verified_and_checked_by_a_stranger(
    live_site, tmp_path
):
    exported = tmp_path / "trail.jsonl"
    wait_for(lambda: json.loads(live_site.get("/.well-known/audit-head.json")[1])["head"])
    head = json.loads(live_site.get("/.well-known/audit-head.json")[1])

    verified = samspill("audit", "verify", data=live_site.data)
    written = samspill("audit", "export", str(exported), data=live_site.data)
    script = ROOT / "scripts" / "verify_audit.py"
    checked = subprocess.run(
        [sys.executable, "-I", "-S", script, exported, head["key"]],
        capture_output=True,
        text=True,
        check=False,
    )

    assert verified.returncode == 0, verified.stdout
    assert "The audit trail is whole" in verified.stdout
    assert "Warning" not in verified.stdout
    assert written.returncode == 0, written.stderr
    assert (checked.returncode, checked.stdout) == (0, "The trail is whole.\n")


def test_doctor_says_what_to_do_about_an_empty_set_up(tmp_path):
    # An own database: the one of the tests' run may have been set up by then.
    empty = {"SAMSPILL_DATABASE_URL": "", "SAMSPILL_SMTP_PORT": "1"}
    found = samspill("doctor", data=tmp_path / "empty", **empty)

    assert found.returncode == 1
    assert "→ Run: samspill migrate" in found.stdout
    assert "→ Set SAMSPILL_SITE_URL to the https:// address that readers use." in found.stdout
    assert "→ Set SAMSPILL_SMTP_HOST" in found.stdout
    assert "Traceback" not in found.stderr


def test_stories_are_not_loaded_where_no_site_has_been_set_up(tmp_path):
    folder = tmp_path / "nowhere"

    refused = samspill("load", "stories/btv.yaml", data=folder)

    assert refused.returncode == 1
    assert f"No site has been set up in {folder}." in refused.stderr
    assert "samspill migrate" in refused.stderr
    assert not folder.exists()


def test_doctor_judges_a_site_as_it_was_last_run(live_site):
    found = samspill("doctor", data=live_site.data)

    assert found.returncode == 0, found.stdout
    assert "This is a site in development" in found.stdout


def test_a_public_site_does_not_start_on_an_empty_database(tmp_path):
    refused = samspill("run", "--production", "--port", "8999", data=tmp_path / "empty")

    assert refused.returncode == 1
    assert "“samspill migrate” applies them." in refused.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "http", "'http' is no port: it must be a number from 1 to 65535."),
        ("SAMSPILL_DATABASE_URL", "mysql://here/it", "must start with postgres://"),
        ("SAMSPILL_SMTP_PORT", "smtp", "A setting of the environment cannot be read"),
    ],
)
def test_a_setting_that_cannot_be_read_is_told_in_a_sentence(tmp_path, name, value, sentence):
    refused = samspill("run", data=tmp_path, **{name: value})

    assert refused.returncode == 1
    assert sentence in refused.stderr
    assert "Traceback" not in refused.stderr


def test_django_commands_are_passed_on_with_their_options(tmp_path):
    passed = samspill("manage", "check", "--list-tags", data=tmp_path)

    assert passed.returncode == 0
    assert "security" in passed.stdout


def test_the_command_alone_shows_what_it_can_do(tmp_path):
    shown = samspill(data=tmp_path)

    assert shown.returncode == 0
    assert "samspill doctor" in shown.stdout


def _part(site, word):
    """Find the process of a part of the site by its word on the command line."""
    for pid in descendants(site.process.pid):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:  # it has ended meanwhile
            continue
        if words[:4] == [sys.executable.encode(), b"-m", b"samspill", word.encode()]:
            return pid
    return None

"""What the doctor finds."""

from datetime import timedelta

import pytest

from samspill.audit.actions import record, seal
from samspill.audit.tests.factories import change_secretly, make_chain
from samspill.command.doctor import Mark, examine
from samspill.command.standing import mark
from samspill.core import clock

pytestmark = pytest.mark.django_db


def findings():
    return {finding.what: finding for finding in examine()}


def test_data_that_others_can_read_are_a_fault(settings, tmp_path):
    settings.DATA = tmp_path
    tmp_path.chmod(0o755)

    found = findings()[f"Others on this machine can look into {tmp_path}."]

    assert (found.mark, found.remedy) == (Mark.FAULT, f"Run: chmod 700 {tmp_path}")


def test_secrets_that_others_can_read_are_a_fault(settings, tmp_path):
    settings.DATA = tmp_path
    (tmp_path / "secret_key.secret").touch(mode=0o644)

    found = findings()["The site's secrets can be read by others who may enter its folder."]

    assert found.mark is Mark.FAULT
    assert found.remedy == f"Run: chmod 600 {tmp_path / 'secret_key.secret'}"


def test_data_that_the_site_alone_can_read_are_well(settings, tmp_path):
    settings.DATA = tmp_path
    (tmp_path / "secret_key.secret").touch(mode=0o600)

    assert findings()["What the site keeps is read by the site alone"].mark is Mark.WELL


def test_a_public_site_without_https_is_a_fault(settings):
    settings.SITE_URL = "http://samspill.example"

    marks = {what: finding.mark for what, finding in findings().items()}

    assert (
        marks[
            "The site's address, http://samspill.example, is not secure: links in mails lead there."
        ]
        is Mark.FAULT
    )


def test_what_may_be_missing_in_development_is_a_note_there(settings):
    settings.EMAIL_PORT = 1
    missing = "No worker has been at work: no mail leaves."

    assert findings()[missing].mark is Mark.FAULT
    settings.DEVELOPMENT = True
    assert findings()[missing].mark is Mark.NOTE
    assert not [
        each
        for each in findings().values()
        if "mail server" in each.what and each.mark is Mark.FAULT
    ]


def test_a_site_that_was_last_run_in_development_is_judged_so(settings, tmp_path):
    settings.DATA = tmp_path
    settings.EMAIL_PORT = 1
    tmp_path.chmod(0o700)

    mark(tmp_path, development=True)
    marks = {finding.mark for what, finding in findings().items() if "no mail leaves" in what}
    mark(tmp_path, development=False)
    later = {finding.mark for what, finding in findings().items() if "no mail leaves" in what}

    assert (marks, later) == ({Mark.NOTE}, {Mark.FAULT})


def test_style_sheets_that_were_not_built_are_a_fault(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path

    found = findings()["The style sheets and scripts have not been built."]

    assert (found.mark, found.remedy) == (Mark.FAULT, "Run: make ready")


def test_an_audit_trail_that_was_tampered_with_is_a_fault():
    entries = make_chain()
    change_secretly("entry", {"id": entries[1].pk}, by="somebody else")

    found = findings()["The audit log has been tampered with. Entry 2 is not as it was written."]

    assert found.mark is Mark.FAULT
    assert "runbooks.md" in found.remedy


def test_entries_that_nobody_seals_are_a_fault():
    record("tests.done", "thing:1", by="tests", at=clock.now() - timedelta(minutes=6))

    assert findings()["An entry of the audit log has waited 6 minutes to be sealed."].remedy

    seal(at=clock.now())
    assert findings()["Entries of the audit log are sealed"].mark is Mark.WELL

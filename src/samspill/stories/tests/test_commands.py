"""``samspill load``."""

import pytest
from django.core.management import CommandError, call_command

from samspill.organisations.models import Territory

pytestmark = pytest.mark.django_db

MAP = "story: map\nterritories:\n  - {slug: norge, kind: country, name: {nb: Norge}}\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "map.yaml"
    path.write_text(MAP, encoding="utf-8")
    return path


def test_load_says_what_it_has_done(file, capsys):
    call_command("load_stories", str(file))
    call_command("load_stories", str(file))

    assert capsys.readouterr().out.splitlines() == [
        "territories: 1 added, 0 changed, 0 unchanged",
        "territories: 0 added, 0 changed, 1 unchanged",
    ]


def test_load_leaves_no_trace_of_a_dry_run(file, capsys):
    call_command("load_stories", str(file), "--dry-run")

    assert "dry run" in capsys.readouterr().out
    assert not Territory.objects.exists()


def test_load_says_where_to_put_things_right(file):
    file.write_text(MAP + "colour: green\n", encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        call_command("load_stories", str(file))

    first, last = str(refused.value).splitlines()
    assert first.startswith(f"{file}:4: “colour” is not known here")
    assert last == "1 to put right; nothing was loaded."

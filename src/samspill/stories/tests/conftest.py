"""A story file to break, and a site clock to load it by."""

from datetime import UTC, datetime

import pytest

from samspill.stories.actions import load
from samspill.stories.faults import BrokenStory

NOON = datetime(2026, 2, 27, 12, tzinfo=UTC)


@pytest.fixture
def tell(tmp_path):
    """Load a story given as text; ``tell.faults`` gives what is wrong with it instead."""

    def load_text(text, *, at=NOON, dry_run=False, name="story.yaml", **more):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return load([file], at=at, dry_run=dry_run, by="a test", **more)

    def faults(text, **more):
        with pytest.raises(BrokenStory) as refused:
            load_text(text, **more)
        return [(fault.line, fault.sentence) for fault in refused.value.faults]

    load_text.faults = faults
    return load_text

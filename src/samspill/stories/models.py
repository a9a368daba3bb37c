"""What stories have been told here, and since when."""

from django.db import models


class Telling(models.Model):
    """A story file that has been loaded.

    ``told_on`` is the day from which its relative days count: it stays the day of the first load
    until the story says that it has become too old (``redated_after``). ``digest`` is the SHA-256
    of the file, by which a file that has not changed since is known.
    """

    story = models.SlugField(unique=True)
    told_on = models.DateField()
    redated_after = models.PositiveSmallIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    NOT_PERSONAL = {"digest"}

    def __str__(self) -> str:
        return f"{self.story} {self.told_on}"

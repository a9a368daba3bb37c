"""What keeps jobs safe: who is at work, and which recurring slots have been filled."""

from django.db import models

from samspill.core.personal import Belongs, Held, Stays, To, Until


class Lease(models.Model):
    """A worker that is alive: it renews its lease, and loses its jobs when it does not."""

    worker = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField()

    NOT_PERSONAL = {"worker"}

    def __str__(self) -> str:
        return self.worker


class Slot(models.Model):
    """One turn of a recurring job. Whoever adds the row enqueues the job, once."""

    job = models.CharField(max_length=80)
    slot_at = models.DateTimeField()

    NOT_PERSONAL = {"job"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "slot_at"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.slot_at:%Y-%m-%d %H:%M}"


class Tally(models.Model):
    """How often something has been tried in a window of time: limits that parallel tries cannot pass."""

    key = models.CharField(max_length=120)
    window_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    PERSONAL = {
        "key": Held(
            purpose="Limits on trying again and again: a coded address, no name",
            until=Until("Two days", tasks=("core.tidy",)),
            at_erasure=Stays("The limits hold on for two days; the address cannot be read"),
            hidden="A coded address, and how often in an hour",
        )
    }
    BELONGS_TO = (Belongs(to=To.WITH_ADDRESS_KEY, path="key"),)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window_at"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"

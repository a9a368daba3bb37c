"""People for tests."""

import factory
from factory.django import DjangoModelFactory

from samspill.accounts.models import Person


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@people.example")
    language = "en"

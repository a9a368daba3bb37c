import pytest
from tests.canaries.addresses import every_address
from tests.canaries.planting import unclassified
pytestmark = pytest.mark.django_db
def test_cl(world):
    assert list(unclassified()) == []
def test_addr(world, planted, crawl):
    a=list(every_address(world,"nb")); print(len(a), len({x.pattern for x in a}), len(planted), len(world.people))
    names = {f"person:{p.pk}": n for n, p in world.people.items()}
    for c in planted:
        if c.place in ("accounts.Person.name","accounts.Person.email", "organisations.Invitation.address","organisations.Clearance.reason"):
            print(c.place, names.get(f"person:{c.pk}"), len(c.readers), sorted(names.get(k,k) for k in c.readers)[:14])

import pytest, time, collections
from tests.canaries.addresses import every_address
from tests.canaries.selection import chosen
from tests.canaries.walks import Walk
from tests.canaries.planting import unclassified
@pytest.mark.django_db
def test_p(world, planted, crawl):
    assert list(unclassified()) == []
    addresses = list(every_address(world, "nb"))
    print(len(addresses))
    for n,name in enumerate(["ours coordinator","theirs supplier","ours duty facilitator", "ours programme_manager","ours auditor"]):
        r=crawl.reader(name, world.people[name])
        w=Walk(crawl,r,languages=["nb"])
        c=list(chosen(planted,r,addresses,n*5))
        t=time.process_time(); b=sum(crawl.fetched.values())
        w.through(c)
        k=sum(crawl.fetched.values())-b
        print(name, len(c), k, (time.process_time()-t)/k*1000)
    for x in crawl.report[:60]: print(x)
    print(len(crawl.report))

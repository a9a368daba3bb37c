# ruleid: raw-sql
Initiative.objects.raw("SELECT 1")
# ruleid: raw-sql
cursor.execute("SELECT 1")
# ok: raw-sql
Initiative.objects.filter(slug=slug)

# ruleid: sql-put-together
cursor.execute(f"SELECT {words}")
# ruleid: sql-put-together
cursor.execute("SELECT %s" % words)
# ruleid: sql-put-together
cursor.execute("SELECT " + words)
# ok: sql-put-together
cursor.execute("SELECT %s", [words])

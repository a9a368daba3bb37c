# ruleid: host-by-request
link = request.build_absolute_uri(path)
# ruleid: host-by-request
link = f"https://{request.get_host()}/"
# ok: host-by-request
link = absolute(path)

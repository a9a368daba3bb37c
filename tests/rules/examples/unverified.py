import ssl

# ruleid: unverified
get(address, verify=False)
# ruleid: unverified
ssl._create_unverified_context()
# ok: unverified
get(address, verify=True)

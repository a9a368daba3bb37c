import hashlib

# ruleid: weak-digest
hashlib.md5(words)
# ruleid: weak-digest
hashlib.sha1(words)
# ok: weak-digest
hashlib.sha256(words)

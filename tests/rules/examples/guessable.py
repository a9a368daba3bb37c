import random
import uuid

# ruleid: guessable
token = random.choice(letters)
# ruleid: guessable
handle = uuid.uuid1()
# ok: guessable
secret = secrets.token_urlsafe(32)

# ruleid: compared-in-time
is_right = secret == sent
# ruleid: compared-in-time
is_right = found.digest != digest_of(sent)
# ok: compared-in-time
is_right = hmac.compare_digest(secret, sent)
# ok: compared-in-time
is_right = status == sent

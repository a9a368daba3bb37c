# ruleid: signed-in-by-hand
request.session[SESSION_KEY] = person.pk
# ruleid: signed-in-by-hand
request.session["_auth_user_id"] = person.pk
# ok: signed-in-by-hand
request.session["step"] = 2

# ruleid: format-by-request
request.GET["pattern"].format(person)
# ruleid: format-by-request
request.POST.get("pattern", "").format(person)
# ok: format-by-request
"{} is here".format(request.GET["name"])

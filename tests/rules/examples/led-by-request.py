# ruleid: led-by-request
redirect(request.GET["next"])
# ruleid: led-by-request
HttpResponseRedirect(request.POST.get("next", "/"))
# ok: led-by-request
redirect("portal:front")

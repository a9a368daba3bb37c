# ruleid: file-by-request
open(folder + request.GET["name"])
# ruleid: file-by-request
Path(request.POST["name"])
# ok: file-by-request
open(ours)

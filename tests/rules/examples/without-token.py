# ruleid: without-token
@csrf_exempt
def take(request):
    return None


# ok: without-token
@csrf_protect
def give(request):
    return None

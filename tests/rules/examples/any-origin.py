# ruleid: any-origin
@any_origin
def take(request):
    return None


# ok: any-origin
@require_safe
def give(request):
    return None

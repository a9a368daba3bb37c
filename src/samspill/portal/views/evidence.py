"""What anybody may know of the audit trail: how far it has come, signed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samspill.audit.queries import signed_head
from samspill.core.access import Access, open_to
from samspill.core.signing import public_key


@open_to(Access.MACHINE, to="audit.read_head")
@require_safe
@never_cache
def audit_head(_request: HttpRequest) -> HttpResponse:
    """Give the newest signed head of the audit trail, and the key by which it can be checked.

    Whoever keeps it can show later that the trail has been rewritten, if it has.
    """
    head = signed_head() or f'{{"head":null,"key":"{public_key()}"}}'
    return HttpResponse(f"{head}\n", content_type="application/json")

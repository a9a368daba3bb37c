"""The register of organisations: looked through, and taken out as a table."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspill.accounts.http import PersonRequest
from samspill.core.access import Access, open_to
from samspill.core.sheets import as_file
from samspill.organisations.choices import Country, OrganisationKind
from samspill.organisations.queries import RegisterFilters, register_of, register_table
from samspill.workspace.views.keeping import keeper_only, register_trail

KEEP = "organisations.register"
A_PAGE = 50


@open_to(Access.SIGNED_IN, to=KEEP)
@login_required
@require_safe
def register(request: PersonRequest) -> HttpResponse:
    """List the organisations of the register, narrowed as the address says."""
    keeper_only(request)
    filters = RegisterFilters.of(request.GET.dict())
    found = register_of(filters)
    page = {
        "filters": filters,
        "shown": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "kinds": OrganisationKind,
        "countries": Country,
        "trail": register_trail(),
    }
    return render(request, "workspace/register.html", page)


@open_to(Access.SIGNED_IN, to=KEEP)
@login_required
@require_safe
def register_as_xlsx(request: PersonRequest) -> HttpResponse:
    """Give the register, narrowed alike, as a workbook that an import reads again."""
    return _file(request, "xlsx")


@open_to(Access.SIGNED_IN, to=KEEP)
@login_required
@require_safe
def register_as_csv(request: PersonRequest) -> HttpResponse:
    """Give the register, narrowed alike, as CSV that an import reads again."""
    return _file(request, "csv")


def _file(request: PersonRequest, wanted: str) -> HttpResponse:
    keeper_only(request)
    found = register_of(RegisterFilters.of(request.GET.dict()))
    return as_file(register_table(found), wanted, name="samspill")

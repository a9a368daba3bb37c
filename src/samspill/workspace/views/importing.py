"""Import organisations from a table: send it in, look at it, mend it, import it, undo it."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.sheets import as_file
from samspill.core.sheets.limits import MOST_BYTES
from samspill.organisations import actions
from samspill.organisations.models import Import
from samspill.organisations.queries import imports_of, register_table
from samspill.workspace.forms.importing import MendForm, TableForm
from samspill.workspace.queries.importing import ImportPage, faulty_rows, in_the_way
from samspill.workspace.views.keeping import keeper_only, register_trail

KEEP = "organisations.register"
#: So many faulty rows are mended at a time.
A_PAGE = 20
_SHOWN_IMPORTS = 10


def _read(form: TableForm) -> bytes:
    content: bytes = form.cleaned_data["file"].read(MOST_BYTES + 1)
    return content


def _table_for(request: PersonRequest, pk: int) -> Import:
    """Find a table that was sent in.

    :raises Http404: there is none, or the person does not keep the register.
    """
    return get_object_or_404(imports_of(request.user, at=clock.now()), pk=pk)


@open_to(Access.SIGNED_IN, to=KEEP)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin_import(request: PersonRequest) -> HttpResponse:
    """Take in a table of organisations to be looked at, and list those that were sent in lately."""
    keeper_only(request)
    now = clock.now()
    form = TableForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            content = _read(form)
            table = actions.begin_import(content, by=request.user, at=now)
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return redirect(table)
    page = {
        "form": form,
        "imports": [
            (each, each.can_be_undone(now))
            for each in imports_of(request.user, at=now)[:_SHOWN_IMPORTS]
        ],
        "trail": register_trail(_("Import")),
    }
    return render(request, "workspace/begin_import.html", page, status=422 if form.errors else 200)


@open_to(Access.SIGNED_IN, to=KEEP)
@login_required
@require_safe
def template(request: PersonRequest) -> HttpResponse:
    """Give an empty table with all the headings, in the language of the page."""
    keeper_only(request)
    return as_file(register_table([]), "xlsx", name="samspill")


def _shown(
    request: PersonRequest, table: Import, *, file_form: TableForm | None = None, said: str = ""
) -> HttpResponse:
    found = ImportPage.of(table, at=clock.now())
    faulty = _faulty_page(request, found)
    page = {
        "table": table,
        "found": found,
        "faulty": faulty,
        "form": file_form,
        "mending": MendForm(rows=list(faulty)),
        "file_form": file_form or TableForm(),
        "said": said,
        "can_be_undone": table.can_be_undone(clock.now()),
        "trail": register_trail(table=table),
    }
    is_refused = bool(said) or bool(file_form and file_form.errors)
    return render(request, "workspace/import.html", page, status=422 if is_refused else 200)


def _faulty_page(request: PersonRequest, found: ImportPage) -> Page[actions.PlannedRow]:
    rows = found.plan.faulty if found.plan else []
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))


def _mend(request: PersonRequest, table: Import) -> HttpResponse:
    now = clock.now()
    form = MendForm(request.POST, rows=list(_faulty_page(request, ImportPage.of(table, at=now))))
    form.is_valid()  # what is wrong with the words is said by the row they stand in
    try:
        actions.mend_rows(table, form.cells(), leave_out=form.left_out(), by=request.user, at=now)
    except DomainError as error:
        return _shown(request, table, said=str(error))
    messages.success(request, _("What you wrote has been kept. Nothing has been imported yet."))
    return redirect(table)


def _mend_by_file(request: PersonRequest, table: Import) -> HttpResponse:
    form = TableForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, table, file_form=form)
    try:
        content = _read(form)
        many = actions.mend_by_file(table, content, by=request.user, at=clock.now())
    except DomainError as error:
        form.add_error("file", str(error))
        return _shown(request, table, file_form=form)
    said = ngettext("%(many)s row has been replaced.", "%(many)s rows have been replaced.", many)
    messages.success(request, said % {"many": many})
    return redirect(table)


def _leave_out(request: PersonRequest, table: Import) -> HttpResponse:
    now = clock.now()
    plan = actions.plan_of(table, at=now)
    numbers = [each.row.number for each in (*plan.faulty, *plan.left_out)]
    return _chosen(request, table, numbers)


def _take_in(request: PersonRequest, table: Import) -> HttpResponse:
    return _chosen(request, table, [])


def _chosen(request: PersonRequest, table: Import, numbers: list[int]) -> HttpResponse:
    try:
        actions.leave_out_rows(table, numbers, by=request.user, at=clock.now())
    except DomainError as error:
        return _shown(request, table, said=str(error))
    return redirect(table)


def _import(request: PersonRequest, table: Import) -> HttpResponse:
    try:
        actions.carry_out(table, by=request.user, at=clock.now())
    except DomainError as error:
        return _shown(request, table, said=str(error))
    messages.success(request, _("The table has been imported. You can undo it for 30 days."))
    return redirect(table)


#: What each button of the page does.
_STEPS: Mapping[str, Callable[[PersonRequest, Import], HttpResponse]] = {
    "mend": _mend,
    "file": _mend_by_file,
    "leave-out": _leave_out,
    "take-in": _take_in,
    "import": _import,
}


@open_to(Access.SIGNED_IN, to=KEEP)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what a table would do, or did; mend its rows, and import it, by a button."""
    table = _table_for(request, pk)
    step = _STEPS.get(request.POST.get("do", ""), _shown)
    return step(request, table)


@open_to(Access.SIGNED_IN, to=KEEP)
@login_required
@require_safe
def faulty(request: PersonRequest, pk: int) -> HttpResponse:
    """Give the faulty rows as a workbook, each with what is to be put right, to be sent again."""
    table = _table_for(request, pk)
    plan = actions.plan_of(table, at=clock.now())
    return as_file(faulty_rows(plan), "xlsx", name="samspill")


@open_to(Access.SIGNED_IN, to=KEEP)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: PersonRequest, pk: int) -> HttpResponse:
    """Say what stands in the way of undoing an import, and undo it when the button is pressed."""
    table, now = _table_for(request, pk), clock.now()
    said = ""
    if request.method == "POST":
        try:
            actions.undo_import(table, by=request.user, at=now)
        except DomainError as error:
            said = str(error)
        else:
            messages.success(
                request, _("The import has been undone. The register is as it was before.")
            )
            return redirect("workspace:begin_import")
    page = {
        "table": table,
        "found": ImportPage.of(table, at=now),
        "can_be_undone": table.can_be_undone(now),
        "obstacles": in_the_way(table) if table.can_be_undone(now) else [],
        "said": said,
        "trail": register_trail(_("Undo"), table=table),
    }
    return render(request, "workspace/undo_import.html", page, status=422 if said else 200)
